import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { propose, type Lesson } from './propose.ts'

const lesson = (of: Partial<Lesson>): Lesson => ({
  asked: ['Halo kak, mau tanya kolam renangnya buka jam berapa?'],
  earlier: [],
  drafted: 'Maaf Kak, saya belum punya jadwalnya.',
  taught: 'Kolam renang buka Selasa sampai Minggu jam 09.00, Kak Nadia.',
  intent: 'other',
  entries: ['Jam kantor.\nKantor buka Senin sampai Jumat jam 09.00.'],
  own: 'Eagle Overseas Education\n+62 21 5098 1200',
  person: { name: 'Nadia Rahmawati', phone: '+6281234567890', email: 'nadia@example.com' },
  language: 'id',
  ...of,
})

describe('what an edit is worth', () => {
  it('a fact that stands in no entry becomes one, with a case that asks for it', () => {
    expect(propose(lesson({}))).toEqual({
      entry: {
        kind: 'faq',
        language: 'id',
        title: 'Kolam renangnya buka jam berapa?',
        content: 'Kolam renang buka Selasa sampai Minggu jam 09.00.',
      },
      testCase: {
        title: 'Kolam renangnya buka jam berapa?',
        language: 'id',
        persona: null,
        says: ['Halo kak, mau tanya kolam renangnya buka jam berapa?'],
        expected: { says: ['Selasa', 'Minggu', 'jam 09.00'], saysNot: [], passesToPeople: null },
      },
    })
  })

  it.each([
    ['a typing error', 'Kantr buka Senin jam 09.00.', 'Kantor buka Senin jam 09.00.'],
    [
      'the tone',
      'Kantor buka Senin sampai Jumat.',
      'Halo Kak! Kantor kami buka Senin sampai Jumat ya, ditunggu kedatangannya.',
    ],
    ['its order and length', 'Halo. Kantor buka Senin. Mulai jam 09.00, Kak.', 'Senin jam 09.00 kantor buka.'],
    ['a question back', 'Kantor buka Senin.', 'Kantor buka Senin. Kakak mau datang kapan?'],
  ])('nothing where only %s was mended', (_, drafted, taught) => {
    expect(propose(lesson({ drafted, taught, asked: ['Kantor buka kapan?'] }))).toEqual({ entry: null, testCase: null })
  })

  it('a case alone where the right fact stood in an entry, with what must not be said again', () => {
    const { entry, testCase } = propose(
      lesson({
        asked: ['Berapa lama programnya?'],
        drafted: 'Programnya berlangsung 18 bulan, Kak.',
        taught: 'Programnya berlangsung 12 bulan, Kak.',
        entries: ['S2 Hukum.\nProgram berlangsung 12 bulan.'],
        intent: 'course_info',
      }),
    )
    expect(entry).toBeNull()
    expect(testCase?.expected).toEqual({ says: ['12 bulan'], saysNot: ['18 bulan'], passesToPeople: null })
  })

  it('the case alone says what must not be said where the reviewer struck out what no entry says', () => {
    const { entry, testCase } = propose(
      lesson({
        asked: ['Lokasi kantor di mana?'],
        drafted: 'Kantor di lantai 7 dan ada parkir untuk 200 mobil.',
        taught: 'Kantor di lantai 7, Kak.',
        entries: ['Alamat.\nKantor di lantai 7.'],
      }),
    )
    expect(entry).toBeNull()
    expect(testCase?.expected).toEqual({ says: ['lantai 7'], saysNot: ['200'], passesToPeople: null })
  })

  it('a statement without a number becomes an entry of the kind that was asked for', () => {
    const { entry, testCase } = propose(
      lesson({
        asked: ['hi admin, can I send the portfolio later?'],
        taught: 'Yes, the sculpture portfolio may follow within the enrolment window.',
        drafted: 'I will ask the team.',
        intent: 'course_info',
        language: 'id',
      }),
    )
    expect(entry).toMatchObject({ kind: 'course', language: 'en', title: 'Can I send the portfolio later?' })
    expect(entry?.content).toBe('The sculpture portfolio may follow within the enrolment window.')
    expect(testCase?.expected.says.length).toBeGreaterThan(0)
  })

  it.each([
    ['Programnya 16 bulan untuk 6 orang.', ['16 bulan', '6 orang']],
    ['Paling lambat dua minggu sebelum berangkat.', ['dua minggu']],
    ['Tutup 20-28 Maret 2027.', ['28 Maret 2027']],
    ['Our office is at Jl. Darmo 12, open until 5pm.', ['Darmo 12', '5pm']],
  ])('what an answer must say is told in pieces that mean something by themselves: %s', (taught, says) => {
    expect(propose(lesson({ taught })).testCase?.expected.says).toEqual(says)
  })

  it('a bare figure is told with its question', () => {
    const { entry } = propose(lesson({ asked: ['Kapasitas aula berapa kursi?'], taught: '250 kursi.' }))
    expect(entry?.content).toBe('Kapasitas aula berapa kursi? 250 kursi.')
  })

  it.each([
    ['tomorrow says otherwise', { taught: 'Kolam renang tutup besok.' }],
    ['it is a booking of one customer', { intent: 'booking', taught: 'Konsultasinya Selasa jam 10.00 dengan Dimas.' }],
    ['ARI refuses to speak of it', { asked: ['Berapa biaya kuliahnya?'], taught: 'Biayanya Rp 20 juta.' }],
    ['the customer said nothing in words', { asked: [''] }],
  ])('no entry where %s', (_, of) => {
    expect(propose(lesson(of)).entry).toBeNull()
  })

  it('what the customer told of themselves is no news', () => {
    const of = { asked: ['Saya lulus 2025, bisa daftar?'], taught: 'Bisa, Kakak lulus 2025 ya.', drafted: 'Bisa, Kak.' }
    expect(propose(lesson(of))).toEqual({ entry: null, testCase: null })
  })
})

describe('whom it names', () => {
  it('nobody: name, number and address of the customer are left out of all of it', () => {
    const { entry, testCase } = propose(
      lesson({
        asked: [
          'Halo, nama saya Nadia Rahmawati, nomor saya 0812-3456-7890 email nadia@example.com.',
          'Kolam renangnya buka kapan?',
        ],
        taught: 'Halo Kak Nadia! Untuk Nadia, kolam renang buka Selasa jam 09.00. Hubungi 021 5555 1234 ya Kak Nadia.',
      }),
    )
    const all = JSON.stringify([entry, testCase])
    expect(all).not.toMatch(/nadia|rahmawati|3456|7890/i)
    expect(entry?.content).toContain('kolam renang buka Selasa jam 09.00')
    // The business's number is what was taught.
    expect(entry?.content).toContain('021 5555 1234')
    expect(entry?.title).toBe('Kolam renangnya buka kapan?')
  })

  it('a customer who is called what any sentence may hold takes no words out of it', () => {
    const person = { name: 'Student', phone: null, email: null }
    const { entry } = propose(
      lesson({ person, asked: ['Is there a pool?'], taught: 'Every student swims in pool B12.' }),
    )
    expect(entry?.content).toBe('Every student swims in pool B12.')
  })

  it('a name of many like words, said again and again, is soon taken out', () => {
    const person = { name: 'Budi Budi Budi Santoso Budi', phone: null, email: null }
    const { testCase } = propose(lesson({ person, asked: ['Kak Budi '.repeat(200), `${'budi '.repeat(800)}kapan?`] }))
    expect(JSON.stringify(testCase)).not.toMatch(/budi/i)
  })

  it('a short question is told with what came before it', () => {
    const { testCase } = propose(lesson({ asked: ['jam berapa?'], earlier: ['Halo', 'Ada kolam renang, kak?'] }))
    expect(testCase?.says).toEqual(['Halo', 'Ada kolam renang, kak?', 'jam berapa?'])
  })
})

describe('whatever a customer is called', () => {
  it.each([
    ['Anne-Marie Dewi', 'Kolam renang buka Selasa jam 09.00, Kak Anne-Marie.'],
    ['Siti Nur-Aini', 'Kolam renang buka Selasa jam 09.00, Kak Siti Nur-Aini.'],
    ["Rina D'Arcy-", "Kolam renang buka Selasa jam 09.00, Kak D'Arcy."],
  ])('%s stands in nothing that is learnt', (name, taught) => {
    const { entry } = propose(lesson({ taught, person: { name, phone: null, email: null } }))
    expect(entry?.content).toBe('Kolam renang buka Selasa jam 09.00.')
  })

  it('no name makes it fail', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 60 }), (name) => {
        propose(lesson({ person: { name: `${name} a${name}`, phone: null, email: null } }))
      }),
    )
  })
})
