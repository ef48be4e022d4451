import { isDayOff, periodsOn, type Availability, type Span } from './free-times.ts'
import { dayOf, localTime } from './zones.ts'

const MINUTE_MS = 60_000

/** The consultations that stand though they are outside of the consultant's hours, which changed since. */
export function outsideHours<One extends Span>(
  consultant: Availability,
  { consultations, holidays }: { consultations: readonly One[]; holidays: readonly string[] },
): One[] {
  const closed = new Set(holidays.map(dayOf))
  return consultations.filter(({ startsAtMs, endsAtMs }) => {
    const { day, minute } = localTime(startsAtMs, consultant.timeZone)
    const isOff = isDayOff(consultant, day)
    if (!isOff && consultant.opened.some((one) => one.startsAtMs <= startsAtMs && endsAtMs <= one.endsAtMs))
      return false
    const endMinute = minute + (endsAtMs - startsAtMs) / MINUTE_MS
    const periods = periodsOn(consultant, day, isOff || closed.has(day))
    return !periods.some(({ fromMinute, toMinute }) => fromMinute <= minute && endMinute <= toMinute)
  })
}
