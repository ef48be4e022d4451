import { describe, expect, it } from 'vitest'
import type { BusinessHours } from '#schema/ari-parts.ts'
import { nextDaytime, nextOpening } from './hours.ts'

const lunch = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60, to: 17 * 60 },
]
const hours: BusinessHours = { days: [lunch, lunch, lunch, lunch, lunch, [{ from: 9 * 60, to: 12 * 60 }], []] }
const opening = (now: string, { timeZone = 'Asia/Jakarta', holidays = [] as string[] } = {}) => {
  const atMs = nextOpening({ hours, timeZone, holidays }, Date.parse(now))
  return atMs === null ? null : new Date(atMs).toISOString()
}

describe('when people are back', () => {
  it.each([
    ['at night', '2026-11-24T23:10:00+07:00', '2026-11-25T02:00:00.000Z'],
    ['early in the morning', '2026-11-24T05:00:00+07:00', '2026-11-24T02:00:00.000Z'],
    ['at lunch', '2026-11-24T12:30:00+07:00', '2026-11-24T06:00:00.000Z'],
    ['the minute they leave', '2026-11-24T17:00:00+07:00', '2026-11-25T02:00:00.000Z'],
    ['on Saturday afternoon', '2026-11-28T12:00:00+07:00', '2026-11-30T02:00:00.000Z'],
    ['on Sunday', '2026-11-29T10:00:00+07:00', '2026-11-30T02:00:00.000Z'],
  ])('BY-23 is their next hour: %s', (_, now, back) => {
    expect(opening(now)).toBe(back)
  })

  it('BY-23 is now where they are there', () => {
    expect(opening('2026-11-24T09:00:00+07:00')).toBe('2026-11-24T02:00:00.000Z')
    expect(opening('2026-11-24T16:59:59+07:00')).toBe('2026-11-24T09:59:59.000Z')
  })

  it('BY-23 is the first of a day, in whatever order its hours were written down', () => {
    const backwards = { days: Array.from({ length: 7 }, () => lunch.toReversed()) }
    const at = (now: string) =>
      nextOpening({ hours: backwards, timeZone: 'Asia/Jakarta', holidays: [] }, Date.parse(now))
    expect(at('2026-11-24T08:00:00+07:00')).toBe(Date.parse('2026-11-24T09:00:00+07:00'))
    expect(at('2026-11-24T10:00:00+07:00')).toBe(Date.parse('2026-11-24T10:00:00+07:00'))
  })

  it('BY-23 is after the holidays', () => {
    const holidays = ['2026-12-24', '2026-12-25']
    expect(opening('2026-12-23T20:00:00+07:00', { holidays })).toBe('2026-12-26T02:00:00.000Z')
  })

  it('SB-05 goes by the zone of the business', () => {
    expect(opening('2026-11-24T20:00:00+07:00', { timeZone: 'Asia/Makassar' })).toBe('2026-11-25T01:00:00.000Z')
    expect(opening('2026-11-24T20:00:00+07:00', { timeZone: 'Asia/Jayapura' })).toBe('2026-11-25T00:00:00.000Z')
  })

  it('is never where nobody ever comes', () => {
    expect(nextOpening({ hours: { days: [] }, timeZone: 'Asia/Jakarta', holidays: [] }, 0)).toBeNull()
  })
})

it('BY-16 follows up between eight and eight', () => {
  const at = (now: string) => new Date(nextDaytime('Asia/Jakarta', Date.parse(now))).toISOString()
  expect(at('2026-11-24T23:10:00+07:00')).toBe('2026-11-25T01:00:00.000Z')
  expect(at('2026-11-24T10:10:00+07:00')).toBe('2026-11-24T03:10:00.000Z')
})
