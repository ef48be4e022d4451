import { describe, expect, it } from 'vitest'
import { agoOf, leftOf, wibParts } from './wib.ts'

describe('the clock of the pages', () => {
  it('18:30 in London is 01:30 of the next day, in every season', () => {
    for (const day of ['2026-01-15', '2026-07-15'])
      expect(wibParts(Date.parse(`${day}T18:30:00Z`))).toMatchObject({ day: 16, hour: 1, minute: 30 })
  })

  it('begins a day at 17:00 UTC', () => {
    const [before, after] = ['16:59:59Z', '17:00:00Z'].map((time) => wibParts(Date.parse(`2026-11-20T${time}`)))
    expect([before?.day, after?.day]).toEqual([20, 21])
    expect((after?.dayNumber ?? 0) - (before?.dayNumber ?? 0)).toBe(1)
  })

  it.each([
    [0, 'now', 0],
    [-5_000, 'now', 0],
    [59_999, 'now', 0],
    [60_000, 'minutes', 1],
    [7_200_000, 'hours', 2],
    [86_400_000, 'days', 1],
    [20 * 86_400_000, 'weeks', 2],
    [90 * 86_400_000, 'months', 3],
    [800 * 86_400_000, 'years', 2],
  ])('%d ms ago is %s %d', (gone, unit, count) => {
    const now = Date.parse('2026-11-21T10:00:00Z')
    expect(agoOf(now - gone, now)).toEqual({ unit, count })
  })

  it('counts down in whole minutes, to nothing', () => {
    expect(leftOf(3_661_000, 0)).toEqual({ hours: 1, minutes: 2 })
    expect(leftOf(0, 1)).toEqual({ hours: 0, minutes: 0 })
  })
})
