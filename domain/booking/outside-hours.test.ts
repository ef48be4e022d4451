import { expect, test } from 'vitest'
import type { Availability } from './free-times.ts'
import { outsideHours } from './outside-hours.ts'

const jakarta = (local: string) => Date.parse(`2026-11-${local}:00+07:00`)
const span = (from: string, to: string) => ({ startsAtMs: jakarta(from), endsAtMs: jakarta(to) })
/** Mondays from nine to twelve; the 23rd of November is one. */
const dimas: Availability = {
  ...{ consultantId: 'dimas', timeZone: 'Asia/Jakarta', durationMinutes: 45, bufferMinutes: 0, noticeMinutes: 0 },
  ...{ daysAhead: 14, weekly: [{ weekday: 1, fromMinute: 540, toMinute: 720 }], exceptions: [], opened: [] },
}
const off = { kind: 'off', firstDay: '2026-11-23', lastDay: '2026-11-23' } as const
const [inside, late, otherDay] = [
  span('23T11:00', '23T12:00'),
  span('23T11:30', '23T12:30'),
  span('24T09:00', '24T10:00'),
]
const opened = [{ id: 'slot-1', ...otherDay }]

test.each<[string, Partial<Availability>, string[], object[]]>([
  ['those that the hours do not hold whole', {}, [], [late, otherDay]],
  ['none of a time that was opened by hand', { opened }, [], [late]],
  ['all of a day off', { exceptions: [off] }, [], [inside, late, otherDay]],
  ['all of a holiday', {}, ['2026-11-23'], [inside, late, otherDay]],
  [
    'none within extra hours, on a holiday too',
    { exceptions: [{ ...off, kind: 'extra', fromMinute: 660, toMinute: 780 }] },
    ['2026-11-23'],
    [otherDay],
  ],
])('of consultations that stand are outside of the hours: %s', (_, change, holidays, expected) => {
  const consultations = [inside, late, otherDay]
  expect(outsideHours({ ...dimas, ...change }, { consultations, holidays })).toEqual(expected)
})
