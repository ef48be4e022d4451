import type { Availability, Situation } from '#domain/booking/free-times.ts'
import type { OpenedTime, ShownConsultant } from './contract.ts'

type Week = Pick<
  ShownConsultant,
  'id' | 'timeZone' | 'durationMinutes' | 'bufferMinutes' | 'noticeMinutes' | 'daysAhead' | 'hours' | 'exceptions'
>

/** A consultant's week as free times are computed from it. */
export function availabilityOf(
  { id, timeZone, hours, ...consultant }: Week,
  { opened, timeZone: usual }: { opened: readonly OpenedTime[]; timeZone: string },
): Availability {
  const { durationMinutes, bufferMinutes, noticeMinutes, daysAhead, exceptions } = consultant
  return {
    consultantId: id,
    timeZone: timeZone ?? usual,
    ...{ durationMinutes, bufferMinutes, noticeMinutes, daysAhead, exceptions, weekly: hours },
    opened: opened.filter(({ consultantId }) => consultantId === id),
  }
}

type Page = {
  consultants: readonly (Week & Pick<ShownConsultant, 'active'>)[]
  holidays: readonly { day: string }[]
  opened: readonly OpenedTime[]
  busy: Situation['busy']
  timeZone: string
}

/** All that the free times of a page follow from. */
export function situationOf({ consultants, holidays, busy, ...rest }: Page, nowMs: number): Situation {
  return {
    consultants: consultants.filter(({ active }) => active).map((one) => availabilityOf(one, rest)),
    holidays: holidays.map(({ day }) => day),
    ...{ busy, nowMs },
  }
}
