import type { FreeTime } from './free-times.ts'
import { daysIn } from './wish-days.ts'
import { minutesIn } from './wish-hours.ts'
import { dateOf, dayOf, localTime } from './zones.ts'

/** What a customer asked for: days, both included, and the minutes of a day between which it is to begin. */
export type Wish = { firstDay: string | null; lastDay: string | null; fromMinute: number; toMinute: number }

/** Not a wish for a time of day: "selamat pagi", "pagi kak". */
const GREETINGS =
  /\b(?:selamat|met|good)\s+(?:pagi|siang|sore|malam|morning|afternoon|evening)\b|^\W*(?:pagi|siang|sore|malam|morning|afternoon|evening)(?=\s*(?:[,.!]|(?:kak|ka|min|admin|bu|pak|mas|mba|mbak|ari)\b))/g

/** Reads a wish for a day, a date or a part of the day out of Indonesian or English words; null when there is none. */
export function readWish(text: string, { nowMs, timeZone }: { nowMs: number; timeZone: string }): Wish | null {
  const words = text.toLowerCase().replaceAll(/[’‘`]/g, "'").replaceAll(/\s+/g, ' ').replaceAll(GREETINGS, ' ')
  const days = daysIn(words, localTime(nowMs, timeZone).day)
  const minutes = minutesIn(words)
  if (days === null && minutes === null) return null
  return {
    firstDay: days && dateOf(days.first),
    lastDay: days && dateOf(days.last),
    fromMinute: minutes?.from ?? 0,
    toMinute: minutes?.to ?? 1440,
  }
}

/**
 * The free times that are within the wish; where there are none, those nearest to it. In the order of the clock either
 * way.
 */
export function pickTimes<Time extends Pick<FreeTime, 'startsAtMs'>>(
  free: readonly Time[],
  wish: Wish | null,
  { timeZone, most }: { timeZone: string; most: number },
): { times: Time[]; isMet: boolean } {
  if (wish === null) return { times: free.slice(0, most), isMet: true }
  const fitting = free.filter(({ startsAtMs }) => distance(wish, startsAtMs, timeZone) === 0)
  if (fitting.length > 0) return { times: fitting.slice(0, most), isMet: true }
  const nearest = free
    .toSorted((a, b) => distance(wish, a.startsAtMs, timeZone) - distance(wish, b.startsAtMs, timeZone))
    .slice(0, most)
    .sort((a, b) => a.startsAtMs - b.startsAtMs)
  return { times: nearest, isMet: false }
}

/** How far a time is from the wish, in minutes. Another day is further than any hour of the same one. */
function distance({ firstDay, lastDay, fromMinute, toMinute }: Wish, startsAtMs: number, timeZone: string): number {
  const { day, minute } = localTime(startsAtMs, timeZone)
  const first = firstDay === null ? day : dayOf(firstDay)
  const last = lastDay === null ? day : dayOf(lastDay)
  const days = day < first ? first - day : Math.max(0, day - last)
  const minutes = minute < fromMinute ? fromMinute - minute : Math.max(0, minute - toMinute + 1)
  return days * 1440 + minutes
}
