import { dateOf, localTime, momentOf, weekdayOf } from '../booking/zones.ts'
import type { BusinessHours } from '#schema/ari-parts.ts'

// When people are there.

/** Nobody promises to be back later than that: then the calendar is wrong, and nothing is said. */
const LOOK_AHEAD_DAYS = 31

type Calendar = { hours: BusinessHours; timeZone: string; holidays: readonly string[] }

/**
 * The next moment at which people are there, in epoch milliseconds: `nowMs` itself where they are. Null where the
 * calendar has no such moment within a month. `holidays` are days as `2026-12-25`, in the calendar's own zone.
 */
export function nextOpening({ hours, timeZone, holidays }: Calendar, nowMs: number): number | null {
  const today = localTime(nowMs, timeZone).day
  for (let day = today; day <= today + LOOK_AHEAD_DAYS; day++) {
    if (holidays.includes(dateOf(day))) continue
    // As they were written down, which may be in any order.
    const periods = (hours.days[weekdayOf(day) - 1] ?? []).toSorted((a, b) => a.from - b.from)
    for (const { from, to } of periods) {
      if (nowMs >= momentOf({ day, minute: to }, timeZone)) continue
      return Math.max(nowMs, momentOf({ day, minute: from }, timeZone))
    }
  }
  return null
}

/** When a message may go out that nobody waits for: between eight and eight, by the customer's clock. */
export function nextDaytime(timeZone: string, nowMs: number): number {
  const everyDay = Array.from({ length: 7 }, () => [{ from: 8 * 60, to: 20 * 60 }])
  return nextOpening({ hours: { days: everyDay }, timeZone, holidays: [] }, nowMs) ?? nowMs
}
