import { describe, expect, it } from 'vitest'
import { daysOf, lastDays, MOST_DAYS, momentsOf, rangeBefore, rangeOf, todayIn } from './day-range.ts'

const today = '2026-11-22'
const usual = lastDays(7, today)
const asked = (from: string | null, to: string | null = null) => rangeOf({ from, to }, { today, usual })

describe('a range of days', () => {
  it('is the usual one where nothing that can be read is asked for', () => {
    expect(usual).toEqual({ first: '2026-11-16', last: today })
    for (const wrong of [null, '', 'x', '2026-13-01', '2026-02-30', '2026-1-1']) expect(asked(wrong)).toEqual(usual)
  })

  it('is one day, or as many as asked for, the right way round and not of the future', () => {
    expect(asked('2026-11-20')).toEqual({ first: '2026-11-20', last: '2026-11-20' })
    expect(asked('2026-11-20', '2026-11-18')).toEqual({ first: '2026-11-18', last: '2026-11-20' })
    expect(asked('2026-11-20', '2027-01-01')).toEqual({ first: '2026-11-20', last: today })
    expect(asked('2027-01-01', '2027-01-02')).toEqual({ first: today, last: today })
    expect(daysOf(asked('2020-01-01', today))).toHaveLength(MOST_DAYS)
  })

  it('knows its days and the range before it', () => {
    const range = { first: '2026-02-27', last: '2026-03-02' }
    expect(daysOf(range)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
    expect(rangeBefore(range)).toEqual({ first: '2026-02-23', last: '2026-02-26' })
    expect(rangeBefore({ first: today, last: today })).toEqual({ first: '2026-11-21', last: '2026-11-21' })
  })

  it('goes by the days of the workspace’s own zone', () => {
    const at = Date.parse('2026-11-22T16:30:00Z')
    expect(todayIn('Asia/Jakarta', at)).toBe('2026-11-22')
    expect(todayIn('Asia/Jayapura', at)).toBe('2026-11-23')
    const { fromMs, toMs } = momentsOf({ first: today, last: today }, 'Asia/Jakarta')
    expect([fromMs, toMs].map((ms) => new Date(ms).toISOString())).toEqual([
      '2026-11-21T17:00:00.000Z',
      '2026-11-22T17:00:00.000Z',
    ])
  })
})
