import { describe, expect, it } from 'vitest'
import { falseClaimIn } from './claims.ts'
import { readSource } from './sources.ts'

const TODAY = { day: 23, month: 11, year: 2026, weekday: 1 }
const BOOKING = { kind: 'booking' as const, text: 'Selasa, 24 November 2026 pukul 10.00 WIB, Dimas Prasetyo' }
const claim = (reply: string, { booked = false, escalates = false } = {}) =>
  falseClaimIn(reply, { sources: booked ? [readSource(BOOKING)] : [], today: TODAY, escalates })

describe('BY-10 a booking', () => {
  const SAYS = [
    'Konsultasi Kakak sudah terjadwal Selasa pukul 10.00 WIB.', 'Your consultation is booked for Tuesday, 24 November at 10:00.',
    'Sudah dibooking ya, Kak!', 'It is confirmed, Nadia.', 'Konsultasinya besok pukul 10.00.', 'See you on Tuesday!', 'udah kebooking kak',
  ] // prettier-ignore

  it.each(SAYS)('may not be claimed where there is none: %s', (reply) =>
    expect(claim(reply)).toContain('does not exist'),
  )
  it.each(SAYS)('may be told where it stands: %s', (reply) => expect(claim(reply, { booked: true })).toBeNull())
  it.each([
    'Sudah terjadwal Rabu pukul 10.00.',
    'Your consultation is booked for Tuesday at 14:00.',
    'Konsultasinya lusa.',
    'See you on Friday!',
  ])('may not be told with another day or time: %s', (reply) =>
    expect(claim(reply, { booked: true })).toContain('another day or time'),
  )
  it.each([
    'Belum terjadwal, Kak.', 'Apakah Kakak sudah booking?', 'Tautan dikirim setelah waktunya dikonfirmasi.', 'The link is sent after the time is confirmed.',
    'Pilihan waktunya sedang saya proses.', 'Konsultasinya 45 menit.', 'Have you booked a test?',
  ])('is not claimed by: %s', (reply) => expect(claim(reply)).toBeNull()) // prettier-ignore
})

describe('BY-10 what nobody did', () => {
  it.each([
    'Saya sudah kirim email konfirmasinya.', 'I have submitted your application.', 'Semua sudah saya batalkan.', 'Tim kami sudah menelepon Kakak.',
    "We've emailed the documents.", 'Maria has already read your CV.', 'Permintaan Kakak sudah diproses.', 'Your data has been deleted.',
  ])('is never said to be done: %s', (reply) => expect(claim(reply)).not.toBeNull()) // prettier-ignore
  it.each([
    'Sudah saya catat, Kak.',
    'Noted, thank you.',
    'Terima kasih sudah menghubungi kami.',
    'Transkripnya sudah siap?',
  ])('is not said by: %s', (reply) => expect(claim(reply)).toBeNull())
  it('is not passed on but where a person is asked for', () => {
    expect(claim('Saya teruskan ke tim ya, Kak.')).not.toBeNull()
    expect(claim('Saya teruskan ke tim ya, Kak.', { escalates: true })).toBeNull()
    expect(claim('Mau saya sambungkan dengan konsultan?')).toBeNull()
  })
})
