import { describe, expect, it, test } from 'vitest'
import { pickTimes, readWish } from './wish.ts'

/** Tuesday, 24 November 2026, 10:00 in Jakarta. */
const NOW = { nowMs: Date.parse('2026-11-24T03:00:00Z'), timeZone: 'Asia/Jakarta' }

/** "28" is a day of November, "12-12" one of December; "28..29" are days; "@" begins the hours. */
function read(text: string): string | null {
  const wish = readWish(text, NOW)
  if (wish === null) return null
  const day = (date: string | null) => (date ?? '').replace('2026-11-', '').replace('2026-', '')
  const clock = (minute: number) => `${String(Math.floor(minute / 60))}${minute % 60 ? `.${String(minute % 60)}` : ''}`
  const days = wish.firstDay === wish.lastDay ? day(wish.firstDay) : `${day(wish.firstDay)}..${day(wish.lastDay)}`
  const hours =
    wish.fromMinute === 0 && wish.toMinute === 1440 ? '' : `@${clock(wish.fromMinute)}-${clock(wish.toMinute)}`
  return days + hours
}

describe('a wish for a day', () => {
  test.each([
    ['hari Sabtu ada?', '28'],
    ['sabtu bisa kak', '28'],
    ['Sabtu depan', '12-05'],
    ['Sabtu minggu depan ada?', '12-05'],
    ['besok bisa?', '25'],
    ['bsk aja', '25'],
    ['lusa gimana', '26'],
    ['hari ini masih ada?', '24'],
    ['Selasa ada?', '24'],
    ['Senin dong', '30'],
    ["jum'at", '27'],
    ['Jumat ini', '27'],
    ['minggu depan', '30..12-06'],
    ['Minggu ada?', '29'],
    ['hari minggu', '29'],
    ['hari Minggu depan', '12-06'],
    ['minggu ini aja', '24..29'],
    ['akhir pekan', '28..29'],
    ['2 minggu lagi', null],
    ['tanggal 12', '12-12'],
    ['tgl 30 ada?', '30'],
    ['12 Des', '12-12'],
    ['12 desember bisa?', '12-12'],
    ['12/12', '12-12'],
    ['3 Januari', '2027-01-03'],
    ['tanggal 31', '12-31'],
    ['30 februari', null],
    ['Is Saturday available?', '28'],
    ['next Monday', '30'],
    ['next week please', '30..12-06'],
    ['tomorrow?', '25'],
    ['the day after tomorrow', '26'],
    ['this weekend', '28..29'],
    ['next weekend', '12-05..12-06'],
    ['on the 12th', '12-12'],
    ['December 12th', '12-12'],
    ['12th of December', '12-12'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))

  it('is counted in the zone of the workspace', () => {
    // 23:30 in Jakarta is half past one of the next day in Jayapura.
    const nowMs = Date.parse('2026-11-24T16:30:00Z')
    expect(readWish('besok', { nowMs, timeZone: 'Asia/Jakarta' })?.firstDay).toBe('2026-11-25')
    expect(readWish('besok', { nowMs, timeZone: 'Asia/Jayapura' })?.firstDay).toBe('2026-11-26')
  })
})

describe('a wish for a time of day', () => {
  test.each([
    ['pagi aja kak', '@5-11'],
    ['siang ada?', '@11-15'],
    ['yang sore', '@15-18.30'],
    ['malam bisa?', '@18-24'],
    ['jam 3 sore', '@15-16'],
    ['jam 3', '@15-16'],
    ['jam 10', '@10-11'],
    ['jam 10 pagi', '@10-11'],
    ['jam 1 siang', '@13-14'],
    ['pukul 15.30', '@15.30-16'],
    ['jam 7 malam', '@19-20'],
    ['setelah jam 5', '@17-24'],
    ['di atas jam 5 sore', '@17-24'],
    ['sebelum jam 12', '@0-12'],
    ['antara jam 1 dan 3', '@13-15'],
    ['jam 10 sampai 12', '@10-12'],
    ['3pm works', '@15-16'],
    ['at 10:30', '@10.30-11'],
    ['after 5 pm', '@17-24'],
    ['before noon', '@11-14'],
    ['in the afternoon', '@12-18'],
    ['between 1 and 3 pm', '@13-15'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('both', () => {
  test.each([
    ['Sabtu pagi', '28@5-11'],
    ['minggu pagi bisa?', '29@5-11'],
    ['besok jam 3 sore', '25@15-16'],
    ['Saturday afternoon', '28@12-18'],
    ['next Monday at 10', '30@10-11'],
    ['tanggal 12 jam 10', '12-12@10-11'],
    ['12 des setelah jam 5', '12-12@17-24'],
    ['besok sebelum jam 12', '25@0-12'],
    ['minggu depan sore', '30..12-06@15-18.30'],
    ['malam ini', '24@18-24'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('no wish', () => {
  test.each([
    'Selamat pagi',
    'pagi kak',
    'Pagi, mau tanya',
    'good morning',
    'Good afternoon, I am Nadia',
    'IELTS 6.5',
    'mau S2 di Australia',
    'rencana kuliah 2027',
    'halo',
    'umur 21',
    'kapan saja boleh',
  ])('%s', (text) => expect(read(text)).toBeNull())
})

describe('the times that are offered', () => {
  const at = (day: number, hour: number) => ({
    startsAtMs: Date.parse(`2026-11-${String(day)}T00:00:00+07:00`) + hour * 3_600_000,
  })
  const free = [at(25, 9), at(26, 9), at(26, 16), at(28, 9), at(28, 14), at(30, 9)]
  const pick = (text: string, most = 8) => {
    const { times, isMet } = pickTimes(free, readWish(text, NOW), { timeZone: 'Asia/Jakarta', most })
    const told = times.map(({ startsAtMs }) => new Date(startsAtMs + 7 * 3_600_000).toISOString().slice(8, 13))
    return [isMet, ...told]
  }

  it('are all of them without a wish, and those of the wish with one', () => {
    expect(pick('halo', 3)).toEqual([true, '25T09', '26T09', '26T16'])
    expect(pick('Sabtu ada?')).toEqual([true, '28T09', '28T14'])
    expect(pick('sore')).toEqual([true, '26T16'])
    expect(pick('Sabtu siang')).toEqual([true, '28T14'])
  })

  it('are the nearest where the wish cannot be met, in the order of the clock', () => {
    expect(pick('Jumat ada?', 3)).toEqual([false, '26T09', '26T16', '28T09'])
    expect(pick('Sabtu malam', 2)).toEqual([false, '28T09', '28T14'])
    expect(pick('tanggal 12', 2)).toEqual([false, '28T09', '30T09'])
  })
})
