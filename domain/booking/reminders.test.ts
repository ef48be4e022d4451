import { expect, test } from 'vitest'
import { dueReminder, nextReminder } from './reminders.ts'

const HOUR = 3_600_000
const starts = 100 * HOUR

test.each([
  ['long before', 0, { kind: 'day', atMs: 76 * HOUR }],
  ['within the last day', 77 * HOUR, { kind: 'hour', atMs: 99 * HOUR }],
  ['at the very moment of the first', 76 * HOUR, { kind: 'hour', atMs: 99 * HOUR }],
  ['within the last hour', 99.5 * HOUR, null],
])('BY-16 the next reminder, booked %s', (_, after, expected) => expect(nextReminder(starts, after)).toEqual(expected))

test.each([
  ['none before its time', 0, 75.9 * HOUR, null],
  ['the first', 0, 76 * HOUR, 'day'],
  ['the last of two after an outage', 0, 99.2 * HOUR, 'hour'],
  ['none twice', 76 * HOUR, 80 * HOUR, null],
  ['none once it has begun', 76 * HOUR, 100 * HOUR, null],
])('BY-16 a reminder that is due: %s', (_, after, now, expected) =>
  expect(dueReminder(starts, after, now)?.kind ?? null).toBe(expected),
)
