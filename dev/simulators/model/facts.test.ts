import { describe, expect, it } from 'vitest'
import { answer } from './answer.ts'
import { readPrompt } from './prompt.ts'
import { givenPrompt, type Situation } from './given-prompt.ts'

const QUESTION: Record<string, string> = {
  name: 'Boleh tahu nama Kakak?',
  destination: 'Negara tujuan studinya ke mana, Kak?',
  course_level: 'Jenjang dan jurusan apa yang ingin diambil, Kak?',
  english_level: 'Bagaimana kemampuan bahasa Inggris Kakak saat ini, apakah sudah ada skor tes?',
  start_date: 'Rencananya ingin mulai kuliah kapan, Kak?',
  funding: 'Untuk pendanaan studinya, siapa yang akan mendukung Kakak?',
  passport: 'Paspornya sudah ada, Kak?',
  transcript: 'Transkrip nilainya sudah siap, Kak?',
  cv: 'CV-nya sudah ada, Kak?',
  english_certificate: 'Sertifikat tes bahasa Inggrisnya sudah ada, Kak?',
  city: 'Kakak sekarang tinggal di kota mana?',
  email: 'Boleh minta alamat email Kakak?',
  consultation: 'Mau saya atur konsultasi pribadi dengan konsultan kami, Kak?',
}

/** What is understood of a burst, after the bot asked a question (or, where none is named, said something else). */
function understood(asked: string | null, said: string | string[], situation: Situation = {}) {
  const messages = givenPrompt({
    turns: [
      { role: 'user', content: 'halo kak' },
      { role: 'assistant', content: asked === null ? 'Baik, Kak.' : (QUESTION[asked] ?? asked) },
      ...[said].flat().map((content) => ({ role: 'user', content })),
    ],
    ...situation,
  })
  const { facts, declined } = answer(readPrompt(messages))
  return { ...facts, ...(declined.length > 0 ? { declined } : {}) }
}

describe('what is understood of one answer', () => {
  it.each<[string | null, string | string[], Record<string, unknown>]>([
    ['name', 'Nadia', { name: 'Nadia' }],
    ['name', 'nadia putri kak', { name: 'Nadia Putri' }],
    ['name', 'nama saya Bagus Wicaksono', { name: 'Bagus Wicaksono' }],
    ['name', 'aku rani', { name: 'Rani' }],
    ['name', 'panggil aja Tio', { name: 'Tio' }],
    ['name', 'RINA', { name: 'Rina' }],
    ['name', "I'm Kevin, I want to study in the UK", { name: 'Kevin', destination: 'United Kingdom' }],
    ['name', 'my name is Michelle Tan', { name: 'Michelle Tan' }],
    ['name', ['Nadia', 'mau ke Aussie'], { name: 'Nadia', destination: 'Australia' }],
    ['name', 'mau tanya dulu boleh?', {}],
    ['name', 'skip dulu ya', { declined: ['name'] }],
    ['name', 'rahasia dong', { declined: ['name'] }],
    [null, 'Halo, saya Nadia mau tanya S2 di Aussie', { name: 'Nadia', destination: 'Australia', course_level: 'S2' }],
    [null, 'saya mau kuliah di Belanda', { destination: 'Netherlands' }],
    ['destination', 'aku mau ke Aussie', { destination: 'Australia' }],
    ['destination', 'Inggris kak', { destination: 'United Kingdom' }],
    ['destination', 'jerman atau belanda', { destination: 'Netherlands, Germany' }],
    ['destination', 'ke Kanada aja, bukan Inggris', { destination: 'Canada' }],
    ['destination', 'I would like to go to the US', { destination: 'United States' }],
    ['destination', 'pengennya di Melbourne', { destination: 'Australia' }],
    ['destination', 'belum tau nih, masih bingung', { destination: 'belum ditentukan' }],
    ['destination', 'can you tell us more?', {}],
    ['course_level', 'S2', { course_level: 'S2' }],
    ['course_level', 's2 data science', { course_level: 'S2 Data Science' }],
    ['course_level', "a master's in marketing please", { course_level: "Master's Marketing" }],
    ['course_level', 'S1 ilmu komputer', { course_level: 'S1 Ilmu Komputer' }],
    ['course_level', 'MBA', { course_level: 'MBA' }],
    ['course_level', 'saya lulusan S1 akuntansi, mau lanjut S2 finance', { course_level: 'S2 Keuangan' }],
    ['course_level', 'kuliah bisnis kak', { course_level: 'Bisnis' }],
    ['english_level', 'IELTS 6.5', { english_level: 'IELTS 6.5' }],
    ['english_level', 'udah, ielts 7,0', { english_level: 'IELTS 7.0' }],
    ['english_level', 'toefl itp 550', { english_level: 'TOEFL ITP 550' }],
    ['english_level', 'belum ada', { english_level: 'belum ada' }],
    ['english_level', 'lumayan sih kak', { english_level: 'menengah' }],
    ['english_level', 'level B2', { english_level: 'CEFR B2' }],
    ['english_level', 'Duolingo 120', { english_level: 'Duolingo 120' }],
    ['english_level', 'lagi les IELTS', { english_level: 'persiapan IELTS' }],
    ['english_level', 'not yet', { english_level: 'none yet' }],
    ['english_level', 'My English is fluent', { english_level: 'fluent' }],
    ['english_level', 'I have not taken any test yet', { english_level: 'none yet' }],
    ['start_date', 'juli 2027', { start_date: 'Juli 2027' }],
    ['start_date', 'tahun depan', { start_date: '2027' }],
    ['start_date', 'awal tahun depan kak', { start_date: 'awal 2027' }],
    ['start_date', 'Sept 2027', { start_date: 'September 2027' }],
    ['start_date', 'secepatnya', { start_date: 'secepatnya' }],
    ['start_date', 'I would like to start in fall 2027', { start_date: 'fall 2027' }],
    ['start_date', 'lulus 2026, mau mulai 2027', { start_date: '2027' }],
    [null, 'mau mulai kuliah Februari 2027', { start_date: 'Februari 2027' }],
    [null, 'tes IELTS bulan Maret', {}],
    ['funding', 'ortu yang biayain', { funding: 'orang tua' }],
    ['funding', 'biaya sendiri', { funding: 'biaya sendiri' }],
    ['funding', 'my parents will pay', { funding: 'parents' }],
    ['funding', 'beasiswa LPDP', { funding: 'beasiswa' }],
    ['funding', 'prefer not to say', { declined: ['funding'] }],
    ['passport', 'ada', { passport: 'yes' }],
    ['passport', 'belum punya', { passport: 'no' }],
    ['passport', 'lagi diperpanjang', { passport: 'in_progress' }],
    ['passport', 'paspor ada, CV lagi dibuat', { passport: 'yes', cv: 'in_progress' }],
    ['passport', 'paspor sama transkrip udah ada, CV belum', { passport: 'yes', transcript: 'yes', cv: 'no' }],
    ['passport', 'passport is ready, my cv is in progress', { passport: 'yes', cv: 'in_progress' }],
    ['transcript', 'masih nunggu dari kampus', { transcript: 'in_progress' }],
    ['transcript', 'sudah kak', { transcript: 'yes' }],
    ['cv', 'belum, lagi dibuat', { cv: 'in_progress' }],
    ['english_certificate', 'sertifikat IELTS ada', { english_certificate: 'yes' }],
    [
      'passport',
      'semua dokumen sudah siap',
      { passport: 'yes', transcript: 'yes', cv: 'yes', english_certificate: 'yes' },
    ],
    ['city', 'Bandung', { city: 'Bandung' }],
    ['city', 'aku tinggal di jakarta selatan', { city: 'Jakarta' }],
    ['city', 'Tanjung Selor', { city: 'Tanjung Selor' }],
    [null, 'aku domisili Surabaya', { city: 'Surabaya' }],
    ['email', 'Nadia.Putri@gmail.com', { email: 'nadia.putri@gmail.com' }],
    ['email', 'gak mau kasih email', { declined: ['email'] }],
    ['consultation', 'boleh kak', { consultation: 'yes' }],
    ['consultation', 'nanti dulu deh', { consultation: 'no' }],
    ['consultation', 'sure, sounds good', { consultation: 'yes' }],
    [null, 'mau konsultasi dong', { consultation: 'yes' }],
    ['passport', '[image]', {}],
  ])('after %s: %s', (asked, said, facts) => {
    expect(understood(asked, said)).toEqual(facts)
  })

  it('keeps what is known when a question names something else, and takes a change of mind', () => {
    const known = { name: 'Nadia', destination: 'Australia' }
    expect(understood(null, 'kalau di Kanada syaratnya apa?', { known })).toEqual({})
    expect(understood(null, 'eh ganti ke Kanada aja deh', { known })).toEqual({ destination: 'Canada' })
  })

  it('takes the words as they are when a question was asked twice', () => {
    const turns = ['kok gitu kak', 'yang penting cepet'].flatMap((content) => [
      { role: 'assistant', content: QUESTION['funding'] ?? '' },
      { role: 'user', content },
    ])
    expect(answer(readPrompt(givenPrompt({ turns }))).facts).toEqual({ funding: 'yang penting cepet' })
    expect(answer(readPrompt(givenPrompt({ turns: turns.slice(0, 2) }))).facts).toEqual({})
  })

  it('takes the answer to a question that a workspace added', () => {
    const open = [{ key: 'referral', label: 'dari mana tahu tentang kami / how you heard about us' }]
    expect(understood('Boleh tahu dari mana tahu tentang kami, Kak?', 'dari teman kantor', { open })).toMatchObject({
      referral: 'dari teman kantor',
    })
  })
})
