const WIB_OFFSET_MS = 7 * 3_600_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A moment on the clock of western Indonesia: UTC+7, no daylight saving. Months and weekdays count from 0. */
export type WibParts = {
  year: number
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
  /** Whole days since 1970 in WIB: two moments of one day have the same. */
  dayNumber: number
}

export function wibParts(at: Date | number): WibParts {
  const shifted = new Date(Number(at) + WIB_OFFSET_MS)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth(),
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    dayNumber: Math.floor(shifted.getTime() / DAY_MS),
  }
}

export type Ago = { unit: 'now' | 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years'; count: number }

/** How long ago in one unit, rounded down. What lies ahead (clocks differ) is now. */
export function agoOf(at: number, now: number): Ago {
  const gone = now - at
  if (gone < MINUTE_MS) return { unit: 'now', count: 0 }
  if (gone < HOUR_MS) return { unit: 'minutes', count: Math.floor(gone / MINUTE_MS) }
  if (gone < DAY_MS) return { unit: 'hours', count: Math.floor(gone / HOUR_MS) }
  const days = Math.floor(gone / DAY_MS)
  if (days < 14) return { unit: 'days', count: days }
  if (days < 60) return { unit: 'weeks', count: Math.floor(days / 7) }
  if (days < 730) return { unit: 'months', count: Math.floor(days / 30) }
  return { unit: 'years', count: Math.floor(days / 365) }
}

/** How much is left, in hours and minutes, rounded up to the minute; never below nothing. */
export function leftOf(until: number, now: number): { hours: number; minutes: number } {
  const minutes = Math.max(0, Math.ceil((until - now) / MINUTE_MS))
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}
