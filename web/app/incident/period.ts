import { dateOf, dayOf, localTime, momentOf } from '#domain/booking/zones.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** A moment on the clock of a zone, as a field for it takes it: `2026-11-22T14:30`. */
export function fieldOf(at: Date, timeZone: string): string {
  const { day, minute } = localTime(at.getTime(), timeZone)
  return `${dateOf(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** What such a field says; null where it says no moment. */
export function momentIn(field: string, timeZone: string): Date | null {
  const [, date = '', hour = '', minute = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)$/.exec(field) ?? []
  const day = dayOf(date)
  if (Number.isNaN(day) || Number(hour) > 23 || Number(minute) > 59) return null
  return new Date(momentOf({ day, minute: Number(hour) * 60 + Number(minute) }, timeZone))
}
