import type { BusinessHours } from '#schema/ari-parts.ts'

// When people are there. Indonesia has no summer time: a zone is its distance from UTC.

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const OFFSET_HOURS: Readonly<Record<string, number>> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 }
/** Nobody promises to be back later than that: then the calendar is wrong, and nothing is said. */
const LOOK_AHEAD_DAYS = 31

type Calendar = { hours: BusinessHours; timeZone: string; holidays: readonly string[] }

/**
 * The next moment at which people are there, in epoch milliseconds: `nowMs` itself where they are. Null where the
 * calendar has no such moment within a month. `holidays` are days as `2026-12-25`, in the calendar's own zone.
 */
export function nextOpening({ hours, timeZone, holidays }: Calendar, nowMs: number): number | null {
  const shiftMs = (OFFSET_HOURS[timeZone] ?? 7) * 60 * MINUTE_MS
  const today = Math.floor((nowMs + shiftMs) / DAY_MS)
  for (let day = today; day <= today + LOOK_AHEAD_DAYS; day++) {
    if (holidays.includes(dateOf(day))) continue
    const startMs = day * DAY_MS - shiftMs
    for (const { from, to } of hours.days[weekdayOf(day)] ?? []) {
      if (nowMs >= startMs + to * MINUTE_MS) continue
      return Math.max(nowMs, startMs + from * MINUTE_MS)
    }
  }
  return null
}

/** When a message may go out that nobody waits for: between eight and eight, by the customer's clock. */
export function nextDaytime(timeZone: string, nowMs: number): number {
  const everyDay = Array.from({ length: 7 }, () => [{ from: 8 * 60, to: 20 * 60 }])
  return nextOpening({ hours: { days: everyDay }, timeZone, holidays: [] }, nowMs) ?? nowMs
}

/** Day 0 of the epoch was a Thursday; Monday is 0. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
