import { describe, expect, it } from 'vitest'
import type { BusinessHours } from '#schema/ari-parts.ts'
import { businessMs, deadlineOf, pausesIn, type Calendar } from './business-time.ts'

const MINUTE_MS = 60_000
const lunch = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60, to: 17 * 60 },
]
/** From Monday to Friday with lunch, on Saturday in the morning. */
const hours: BusinessHours = { days: [lunch, lunch, lunch, lunch, lunch, [{ from: 9 * 60, to: 12 * 60 }], []] }
const office = (over: Partial<Calendar> = {}): Calendar => ({ hours, timeZone: 'Asia/Jakarta', holidays: [], ...over })
/** A moment by the clock on the wall in Jakarta. */
const at = (local: string) => Date.parse(`${local}+07:00`)
const after = (from: string, minutes: number, over: Partial<Calendar> = {}) => {
  const deadline = deadlineOf(office(over), at(from), minutes * MINUTE_MS)
  return deadline === null ? null : new Date(deadline + 7 * 60 * MINUTE_MS).toISOString().slice(0, 19)
}

describe('a deadline in business time', () => {
  it.each([
    ['in the middle of the day', '2026-11-24T10:00:00', 2, '2026-11-24T10:02:00'],
    ['across lunch: it stands still from twelve to one', '2026-11-24T11:59:00', 2, '2026-11-24T13:01:00'],
    ['up to the very minute at which people leave', '2026-11-24T11:58:00', 2, '2026-11-24T12:00:00'],
    ['from lunch on', '2026-11-24T12:20:00', 2, '2026-11-24T13:02:00'],
    ['across the night', '2026-11-24T16:59:30', 2, '2026-11-25T09:01:30'],
    ['across the weekend', '2026-11-28T11:59:00', 2, '2026-11-30T09:01:00'],
    ['across several days', '2026-11-24T16:00:00', 9 * 60, '2026-11-26T10:00:00'],
  ])('PX-19 %s', (_, from, minutes, deadline) => {
    expect(after(from, minutes)).toBe(deadline)
  })

  it('PX-19 does not run on holidays', () => {
    const holidays = ['2026-12-24', '2026-12-25']
    expect(after('2026-12-23T16:59:00', 2, { holidays })).toBe('2026-12-26T09:01:00')
  })

  it('PX-19 runs on without business hours, also on a holiday', () => {
    expect(after('2026-12-25T23:59:00', 2, { hours: null, holidays: ['2026-12-25'] })).toBe('2026-12-26T00:01:00')
  })

  it('PX-19 goes by the zone of the business', () => {
    // 11:59 in Makassar.
    expect(after('2026-11-24T10:59:00', 2, { timeZone: 'Asia/Makassar' })).toBe('2026-11-24T12:01:00')
    // 12:59 in Jayapura, which is at lunch.
    expect(after('2026-11-24T10:59:00', 2, { timeZone: 'Asia/Jayapura' })).toBe('2026-11-24T11:02:00')
  })

  it('PX-19 counts no minute twice where periods overlap, touch, or last until midnight', () => {
    const day = [
      { from: 10 * 60, to: 12 * 60 },
      { from: 9 * 60, to: 11 * 60 },
      { from: 22 * 60, to: 24 * 60 },
    ]
    const night = [{ from: 0, to: 60 }]
    const over = { hours: { days: [day, night, [], [], [], [], []] } }
    expect(after('2026-11-23T09:00:00', 181, over)).toBe('2026-11-23T22:01:00')
    expect(after('2026-11-23T23:59:00', 2, over)).toBe('2026-11-24T00:01:00')
  })

  it('is never where nobody ever comes', () => {
    expect(after('2026-11-24T10:00:00', 2, { hours: { days: [[], [], [], [], [], [], []] } })).toBeNull()
  })
})

describe('time that counts', () => {
  it('PX-19 leaves out lunch and the night, and lies between what it leaves out', () => {
    const [from, to] = [at('2026-11-24T11:30:00'), at('2026-11-25T09:10:00')]
    expect(businessMs(office(), from, to) / MINUTE_MS).toBe(30 + 4 * 60 + 10)
    expect(pausesIn(office(), from, to)).toEqual([
      [at('2026-11-24T12:00:00'), at('2026-11-24T13:00:00')],
      [at('2026-11-24T17:00:00'), at('2026-11-25T09:00:00')],
    ])
  })

  it('PX-19 agrees with the deadline, whenever it begins', () => {
    for (let from = at('2026-11-27T08:00:00'); from < at('2026-12-01T18:00:00'); from += 47 * MINUTE_MS) {
      const deadline = deadlineOf(office(), from, 90 * MINUTE_MS) ?? 0
      expect(businessMs(office(), from, deadline)).toBe(90 * MINUTE_MS)
      const paused = pausesIn(office(), from, deadline).reduce((sum, [start, end]) => sum + end - start, 0)
      expect(deadline - from - paused).toBe(90 * MINUTE_MS)
    }
  })

  it('is none where the end lies before the beginning, as after a clock was set back', () => {
    expect(businessMs(office(), at('2026-11-24T10:00:00'), at('2026-11-24T09:30:00'))).toBe(0)
    expect(pausesIn(office(), at('2026-11-24T10:00:00'), at('2026-11-24T09:30:00'))).toEqual([])
  })
})
