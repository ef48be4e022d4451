import { describe, expect, it } from 'vitest'
import { longTime, shortTime } from './times.ts'

const tenInJakarta = Date.parse('2026-11-24T03:00:00Z')

describe('consultation times', () => {
  it('SB-05 tells 03:00Z as 10.00 WIB', () => {
    expect(longTime(tenInJakarta, 'id', 'Asia/Jakarta')).toBe('Selasa, 24 November 2026 pukul 10.00 WIB')
    expect(longTime(tenInJakarta, 'en', 'Asia/Jakarta')).toBe('Tuesday, 24 November 2026 at 10:00 WIB')
  })

  it('SB-05 tells the same moment in WITA and WIT', () => {
    expect(longTime(tenInJakarta, 'id', 'Asia/Makassar')).toContain('11.00 WITA')
    expect(longTime(tenInJakarta, 'id', 'Asia/Jayapura')).toContain('12.00 WIT')
  })

  it.each(['id', 'en'] as const)('keeps every row title within 24 characters (%s)', (language) => {
    const days = Array.from({ length: 366 }, (_, day) => tenInJakarta + day * 86_400_000)
    for (const zone of ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']) {
      expect(Math.max(...days.map((at) => shortTime(at, language, zone).length))).toBeLessThanOrEqual(24)
    }
  })
})
