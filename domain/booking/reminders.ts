import type { ReminderKind } from '#schema/booking.ts'

const HOUR_MS = 3_600_000
const REMINDERS: readonly { kind: ReminderKind; beforeMs: number }[] = [
  { kind: 'day', beforeMs: 24 * HOUR_MS },
  { kind: 'hour', beforeMs: HOUR_MS },
]

export type Reminder = { kind: ReminderKind; atMs: number }

/** The next reminder of a consultation after a moment: one whose time has passed when it was booked is left out. */
export function nextReminder(startsAtMs: number, afterMs: number): Reminder | null {
  const ahead = REMINDERS.map(({ kind, beforeMs }) => ({ kind, atMs: startsAtMs - beforeMs }))
  return ahead.find(({ atMs }) => atMs > afterMs) ?? null
}

/** Of several that are due at once, as after an outage, the last: it says all that the others did. */
export function dueReminder(startsAtMs: number, afterMs: number, nowMs: number): Reminder | null {
  let due: Reminder | null = null
  for (let next = nextReminder(startsAtMs, afterMs); next && next.atMs <= nowMs;) {
    due = next
    next = nextReminder(startsAtMs, next.atMs)
  }
  return nowMs < startsAtMs ? due : null
}
