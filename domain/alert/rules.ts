import type { AlertGroup, AlertKind, AlertSettings, AlertWay, PersonalWay, QuietHours } from '#schema/alert.ts'
import { localTime, momentOf } from '../booking/zones.ts'

type Role = 'owner' | 'admin' | 'member'

const GROUP_OF: Record<AlertKind, AlertGroup> = {
  review_due: 'drafts',
  review_overdue: 'customers',
  answer_due: 'customers',
  answer_late: 'customers',
  window_closing: 'customers',
  owner_called: 'urgent',
  incident: 'urgent',
}

/**
 * After one message of a kind, further ones are gathered for so long. A push is glanced at, a channel is read now and
 * then, and a mail is opened.
 */
export const WINDOW_MS: Record<AlertWay, number> = { push: 60_000, slack: 10 * 60_000, mail: 15 * 60_000 }

const TRIES_AT_MOST = 8
const FIRST_RETRY_MS = 15_000
const LONGEST_RETRY_MS = 10 * 60_000

/** Whoever has chosen nothing: pushes wherever they are turned on in a browser, and mails to owners of what cannot wait. */
export function usualSettings(role: Role): AlertSettings {
  return {
    drafts: { push: true, mail: false },
    customers: { push: true, mail: false },
    urgent: { push: true, mail: role === 'owner' },
    sound: true,
    quiet: null,
  }
}

type Person = { role: Role; settings: AlertSettings | null }

/** By which ways a person is told of it. Their role has a say as well: only owners are called on as owners. */
export function waysFor(kind: AlertKind, { role, settings }: Person): PersonalWay[] {
  if (kind === 'owner_called' && role !== 'owner') return []
  const wanted = (settings ?? usualSettings(role))[GROUP_OF[kind]]
  return (['push', 'mail'] as const).filter((way) => wanted[way])
}

/** Until when a person's quiet hours keep it back; null where they do not. An incident is told at any hour. */
export function keptBackUntil(
  kind: AlertKind,
  { quiet, timeZone, nowMs }: { quiet: QuietHours | null; timeZone: string; nowMs: number },
): number | null {
  if (quiet === null || quiet.fromMinute === quiet.toMinute || kind === 'incident') return null
  const { fromMinute, toMinute } = quiet
  const { day, minute } = localTime(nowMs, timeZone)
  const goesOverMidnight = fromMinute > toMinute
  const isEvening = minute >= fromMinute && (goesOverMidnight || minute < toMinute)
  const isMorning = goesOverMidnight && minute < toMinute
  if (!isEvening && !isMorning) return null
  return momentOf({ day: isEvening && goesOverMidnight ? day + 1 : day, minute: toMinute }, timeZone)
}

/** When to try again what could not be told for the n-th time in a row; null: no more. */
export function retryAfterMs(failures: number): number | null {
  return failures >= TRIES_AT_MOST ? null : Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS)
}
