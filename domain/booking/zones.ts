/** Indonesia's three zones. None of them has summer time, so their distance from UTC never changes. */
const OFFSET_HOURS: Readonly<Record<string, number>> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 }

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS

/** A moment on the wall of a zone: a day as the number of days since 1970, and the minute of that day. */
export type LocalTime = { day: number; minute: number }

export function localTime(atMs: number, timeZone: string): LocalTime {
  const localMs = atMs + offsetMs(timeZone)
  const day = Math.floor(localMs / DAY_MS)
  return { day, minute: Math.floor((localMs - day * DAY_MS) / MINUTE_MS) }
}

export function momentOf({ day, minute }: LocalTime, timeZone: string): number {
  return day * DAY_MS + minute * MINUTE_MS - offsetMs(timeZone)
}

/** `2026-11-24` as a number of days; NaN for what is no day. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** From Monday as 1. The first day of 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

function offsetMs(timeZone: string): number {
  return (OFFSET_HOURS[timeZone] ?? 7) * 60 * MINUTE_MS
}
