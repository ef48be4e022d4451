import type { BusinessHours } from '#schema/ari-parts.ts'
import { dateOf, localTime, momentOf, weekdayOf } from '../booking/zones.ts'

// Time that counts: only while people are there.

/** Whoever is away for longer has no calendar to go by. */
const LOOK_AHEAD_DAYS = 92
const DAY_MS = 24 * 60 * 60 * 1000

/** When people are there. Without hours they always are. `holidays` are days as `2026-12-25`, in the calendar's zone. */
export type Calendar = { hours: BusinessHours | null; timeZone: string; holidays: readonly string[] }

/** From, inclusive, and to, exclusive, in epoch milliseconds. */
type Span = [number, number]

/** The moment at which so much business time has passed since `fromMs`; null where it never does. */
export function deadlineOf(calendar: Calendar, fromMs: number, amountMs: number): number | null {
  let leftMs = amountMs
  for (const [from, to] of openSpans(calendar, fromMs, fromMs + LOOK_AHEAD_DAYS * DAY_MS)) {
    if (leftMs <= to - from) return from + leftMs
    leftMs -= to - from
  }
  return null
}

/** How much business time lies between two moments. */
export function businessMs(calendar: Calendar, fromMs: number, toMs: number): number {
  return openSpans(calendar, fromMs, toMs).reduce((sum, [from, to]) => sum + to - from, 0)
}

/** When nobody is there between two moments. */
export function pausesIn(calendar: Calendar, fromMs: number, toMs: number): Span[] {
  const pauses: Span[] = []
  let atMs = fromMs
  for (const [from, to] of openSpans(calendar, fromMs, toMs)) {
    if (from > atMs) pauses.push([atMs, from])
    atMs = to
  }
  if (atMs < toMs) pauses.push([atMs, toMs])
  return pauses
}

/** When people are there between two moments, in order; periods that overlap or touch are one. */
function openSpans({ hours, timeZone, holidays }: Calendar, fromMs: number, toMs: number): Span[] {
  if (toMs <= fromMs) return []
  if (hours === null) return [[fromMs, toMs]]
  const spans: Span[] = []
  const lastDay = localTime(toMs, timeZone).day
  for (let day = localTime(fromMs, timeZone).day; day <= lastDay; day++) {
    if (holidays.includes(dateOf(day))) continue
    const periods = [...(hours.days[weekdayOf(day) - 1] ?? [])].sort((a, b) => a.from - b.from)
    for (const period of periods) {
      const from = Math.max(fromMs, momentOf({ day, minute: period.from }, timeZone))
      const to = Math.min(toMs, momentOf({ day, minute: period.to }, timeZone))
      const last = spans.at(-1)
      if (to <= from) continue
      if (last && from <= last[1]) last[1] = Math.max(last[1], to)
      else spans.push([from, to])
    }
  }
  return spans
}
