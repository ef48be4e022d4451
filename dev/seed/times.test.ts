import { expect, test } from 'vitest'
import { occurrence, upcomingSlots } from './times.ts'

const monday = { weekday: 1, startsAt: '10:00', minutes: 45, consultant: 'Maria' }
const sunday = { weekday: 7, startsAt: '00:30', minutes: 30, consultant: 'Ratna' }
const iso = (times: { startsAt: Date }[]) => times.map(({ startsAt }) => startsAt.toISOString())

// 2026-03-02 is a Monday; 10:00 WIB is 03:00 UTC.
test('SB-01 a weekly time comes on its weekday in WIB, for as many days as are asked for', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  expect(iso(upcomingSlots([monday], now, 14))).toEqual(['2026-03-02T03:00:00.000Z', '2026-03-09T03:00:00.000Z'])
})

test('SB-01 a time that has passed today is left out', () => {
  expect(iso(upcomingSlots([monday], new Date('2026-03-02T03:00:00Z'), 7))).toEqual(['2026-03-09T03:00:00.000Z'])
  expect(iso(upcomingSlots([monday], new Date('2026-03-02T02:59:00Z'), 6))).toEqual(['2026-03-02T03:00:00.000Z'])
})

test('SB-01 the weekday is that of WIB, where it is another one than in UTC', () => {
  // Sunday 00:30 WIB is Saturday 17:30 UTC.
  expect(iso(upcomingSlots([sunday], new Date('2026-03-07T12:00:00Z'), 7))).toEqual(['2026-03-07T17:30:00.000Z'])
})

test('a booking is counted in weeks from the coming time', () => {
  const now = new Date('2026-03-02T04:00:00Z')
  expect(occurrence(monday, now, 0).startsAt.toISOString()).toBe('2026-03-09T03:00:00.000Z')
  expect(occurrence(monday, now, -3).startsAt.toISOString()).toBe('2026-02-16T03:00:00.000Z')
  expect(occurrence(monday, now, 0).endsAt.toISOString()).toBe('2026-03-09T03:45:00.000Z')
})
