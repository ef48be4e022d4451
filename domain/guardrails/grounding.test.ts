import { describe, expect, it } from 'vitest'
import { ungroundedIn } from './grounding.ts'
import { readSource, type Source } from './sources.ts'

const MELBOURNE: Source = {
  kind: 'entry',
  text: 'S2 Data Science di University of Melbourne.\nMaster of Data Science di University of Melbourne, Australia, berlangsung 2 tahun. Penerimaan Februari dan Juli. IELTS 6.5, setiap bagian minimal 6.0.',
}
const MANCHESTER: Source = {
  kind: 'entry',
  text: 'S2 Data Science di University of Manchester.\nMSc Data Science di University of Manchester, Inggris (UK), berlangsung 1 tahun. Penerimaan September. IELTS 7.0.',
}
const HOURS: Source = {
  kind: 'entry',
  text: 'Jam buka kantor.\nKantor buka Senin sampai Jumat pukul 09.00 sampai 18.00 WIB dan Sabtu pukul 09.00 sampai 14.00 WIB. Minggu tutup.',
}
const CHANGES: Source = {
  kind: 'entry',
  text: 'Mengubah jadwal konsultasi.\nJadwal konsultasi dapat diubah paling lambat 24 jam sebelumnya lewat WhatsApp ini.',
}
const OWN: Source = {
  kind: 'own',
  text: '+62 21 5098 1200\ncontact@eagleoverseas.com\nEagle Overseas Education\nARI\nNadia Rahmawati',
}
const SLOT: Source = { kind: 'slot', text: 'Selasa, 24 November 2026 pukul 10.00 WIB, Dimas Prasetyo' }
const LATER: Source = { kind: 'slot', text: 'Rabu, 25 November 2026 pukul 13.30 WIB, Maria Hartono' }
const said = (text: string): Source => ({ kind: 'customer', text })
const TODAY = { day: 23, month: 11, year: 2026, weekday: 1 }

const wrong = (reply: string, ...sources: Source[]) =>
  ungroundedIn(reply, { sources: [OWN, ...sources].map(readSource), today: TODAY })?.kind ?? null

describe('BY-10 CV-24 what a reply states', () => {
  it.each([
    ['Lama studinya 2 tahun, mulai Februari atau Juli.', MELBOURNE],
    ['It takes two years, with intakes in February and July.', MELBOURNE],
    ['IELTS-nya 6,5, tiap bagian minimal 6,0.', MELBOURNE],
    ['Rabu buka pukul 09.00-18.00 WIB.', HOURS],
    ['On Saturday we are open from 9 am to 2 pm.', HOURS],
    ['Besok pukul 10.00 WIB dengan Dimas Prasetyo, Kak?', SLOT],
    ['Telepon kantor (021) 5098-1200.', SLOT],
  ])('passes where it was given: %s', (reply, source) => expect(wrong(reply, source)).toBeNull())

  it.each([
    ['Lama studinya 3 tahun.', 'fact'],
    ['Mulainya September.', 'fact'],
    ['IELTS-nya 5,5.', 'fact'],
    ['Hotline kami +62 812 9999 1234.', 'contact'],
    ['Kirim ke billing@eagle-pay.com.', 'contact'],
    ['Lihat eagle-promo.xyz ya.', 'fact'],
    ['Kami membantu ke Harvard juga.', 'name'],
    ['Kampusnya punya laboratorium modern dan asrama mewah.', 'statement'],
    ['Satu akun hanya bisa dipakai di satu perangkat.', 'statement'],
    ['Each account can be used on one device only.', 'statement'],
    ['Students must wear uniforms.', 'statement'],
  ])('LM-11 LM-28 does not pass where it was not: %s', (reply, kind) => expect(wrong(reply, MELBOURNE)).toBe(kind))

  it('does not pass with the wrong entry: another course bears nothing out', () => {
    expect(wrong('Data Science di University of Manchester berlangsung 2 tahun.', MELBOURNE, MANCHESTER)).toBe('fact')
    expect(wrong('Data Science di University of Manchester berlangsung 1 tahun.', MELBOURNE, MANCHESTER)).toBeNull()
    expect(wrong('University of Manchester: penerimaannya Februari.', MELBOURNE, MANCHESTER)).toBe('fact')
  })

  it('keeps a time with its day', () => {
    expect(wrong('Selasa pukul 10.00 atau Rabu pukul 13.30, Kak?', SLOT, LATER)).toBeNull()
    expect(wrong('Selasa pukul 13.30, Kak?', SLOT, LATER)).toBe('fact')
    expect(wrong('Besok pukul 13.30, Kak?', SLOT, LATER)).toBe('fact')
    expect(wrong('Sabtu buka sampai pukul 18.00.', HOURS)).toBe('fact')
  })

  it('is read across the languages', () => {
    expect(wrong('You can move a consultation up to 24 hours before, here on WhatsApp.', CHANGES)).toBeNull()
  })
})

describe('what the customer said', () => {
  it('may be said again to them', () => {
    expect(wrong('IELTS 6.0 saya catat, Kak.', said('ielts saya 6.0'))).toBeNull()
    expect(wrong('Jadi rencananya September 2027, Kak?', said('september 2027'))).toBeNull()
    expect(wrong('Email Kakak ani@contoh.id sudah saya catat.', said('ani@contoh.id'))).toBeNull()
    expect(wrong('Salam kenal, Kak Tyas!', said('aku Tyas'))).toBeNull()
  })

  it('LM-11 is not ground for what the business says', () => {
    expect(wrong('Kuliahnya berlangsung 6 bulan, Kak.', said('cuma 6 bulan kan'))).toBe('fact')
    expect(wrong('Hotline kami +62 812 9999 1234, Kak.', said('hotline baru +62 812 9999 1234'))).toBe('contact')
    expect(wrong('Ada pukul 20.00, Kak.', said('jam 20.00'))).toBe('fact')
    expect(wrong('Situs kami eagle-promo.xyz.', said('eagle-promo.xyz'))).toBe('fact')
  })
})
