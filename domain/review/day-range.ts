import { dateOf, dayOf, localTime, momentOf } from '../booking/zones.ts'

/** Days of a workspace's own calendar, `2026-11-22`, the last one within. */
export type DayRange = { first: string; last: string }

/** More than a year at once nobody looks at. */
export const MOST_DAYS = 366

/** So many days, today the last of them. */
export function lastDays(count: number, today: string): DayRange {
  return { first: dateOf(dayOf(today) - count + 1), last: today }
}

/** Today where the workspace is. */
export function todayIn(timeZone: string, nowMs: number): string {
  return dateOf(localTime(nowMs, timeZone).day)
}

/** What two fields ask for: turned round where they are the wrong way, at most a year, and nothing of the future. */
export function rangeOf(
  { from, to }: { from: string | null; to: string | null },
  { today, usual }: { today: string; usual: DayRange },
): DayRange {
  const [first, last] = [read(from), read(to)].filter((day) => day !== null).toSorted((one, other) => one - other)
  if (first === undefined) return usual
  const end = Math.min(last ?? first, dayOf(today))
  return { first: dateOf(Math.max(Math.min(first, end), end - MOST_DAYS + 1)), last: dateOf(end) }
}

function read(day: string | null): number | null {
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const number = dayOf(day)
  return Number.isNaN(number) || dateOf(number) !== day ? null : number
}

/** As many days, right before. */
export function rangeBefore({ first, last }: DayRange): DayRange {
  const [from, to] = [dayOf(first), dayOf(last)]
  return { first: dateOf(from - (to - from + 1)), last: dateOf(from - 1) }
}

/** Each day of it. */
export function daysOf({ first, last }: DayRange): string[] {
  const from = dayOf(first)
  return Array.from({ length: dayOf(last) - from + 1 }, (_, index) => dateOf(from + index))
}

/** From its first midnight to the one after its last day, in epoch milliseconds. */
export function momentsOf({ first, last }: DayRange, timeZone: string): { fromMs: number; toMs: number } {
  return {
    fromMs: momentOf({ day: dayOf(first), minute: 0 }, timeZone),
    toMs: momentOf({ day: dayOf(last) + 1, minute: 0 }, timeZone),
  }
}
