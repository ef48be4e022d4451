import type { WeeklySlot } from '../demo/company.ts'

// WIB has no summer time.
const WIB_MS = 7 * 3_600_000
const DAY_MS = 24 * 3_600_000

export type SlotTime = { consultant: string; startsAt: Date; endsAt: Date }

/** The bookable times of the next `days` days by the weekly pattern, those that are still to come. */
export function upcomingSlots(pattern: readonly WeeklySlot[], now: Date, days: number): SlotTime[] {
  return Array.from({ length: days + 1 }, (_, day) => new Date(now.getTime() + day * DAY_MS))
    .flatMap((day) => pattern.filter(({ weekday }) => weekday === weekdayOf(day)).map((slot) => slotOn(day, slot)))
    .filter(({ startsAt }) => startsAt > now && startsAt.getTime() <= now.getTime() + days * DAY_MS)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** When a weekly time comes: the coming one, or so many weeks from it. */
export function occurrence(slot: WeeklySlot, now: Date, weeksAhead: number): SlotTime {
  const [coming] = upcomingSlots([slot], now, 7)
  if (coming === undefined) throw new RangeError('Every weekday comes within a week.')
  const later = (at: Date) => new Date(at.getTime() + weeksAhead * 7 * DAY_MS)
  return { consultant: slot.consultant, startsAt: later(coming.startsAt), endsAt: later(coming.endsAt) }
}

function weekdayOf(at: Date): number {
  return new Date(at.getTime() + WIB_MS).getUTCDay() || 7
}

function slotOn(day: Date, { startsAt, minutes, consultant }: WeeklySlot): SlotTime {
  const midnight = Math.floor((day.getTime() + WIB_MS) / DAY_MS) * DAY_MS - WIB_MS
  const [hour = 0, minute = 0] = startsAt.split(':').map(Number)
  const start = midnight + (hour * 60 + minute) * 60_000
  return { consultant, startsAt: new Date(start), endsAt: new Date(start + minutes * 60_000) }
}
