import type { ConsultantForm } from '#schema/booking.ts'
import { clockOf, minutesOf } from '../intern/hours.ts'
import type { ShownConsultant } from './contract.ts'

/** A period as its fields hold it: `09:30`, or nothing. */
export type DraftPeriod = { weekday: number; from: string; to: string }

/** A consultant as the fields hold one. */
export type Draft = Omit<ConsultantForm, 'email' | 'hours'> & { email: string; hours: DraftPeriod[] }

const NEWCOMER: Draft = {
  ...{ name: '', email: '', active: true, timeZone: null },
  ...{ durationMinutes: 45, bufferMinutes: 15, noticeMinutes: 120, daysAhead: 14, hours: [] },
}
const USUAL = { from: '09:00', to: '17:00' }
const END_OF_DAY = 1440
const PAUSE = 60
const AFTERNOON = 180

export function draftOf(consultant: ShownConsultant | null): Draft {
  if (consultant === null) return NEWCOMER
  const { name, email, active, timeZone, durationMinutes, bufferMinutes, noticeMinutes, daysAhead, hours } = consultant
  return {
    ...{ name, email: email ?? '', active, timeZone, durationMinutes, bufferMinutes, noticeMinutes, daysAhead },
    hours: hours.map(({ weekday, fromMinute, toMinute }) => ({
      weekday,
      from: clock(fromMinute),
      to: clock(toMinute),
    })),
  }
}

/** What is posted. A time field knows no 24:00: midnight at the end of a period is the end of the day. */
export function bodyOf({ hours, ...draft }: Draft): object {
  return {
    ...draft,
    hours: hours.map(({ weekday, from, to }) => ({
      weekday,
      fromMinute: from,
      toMinute: to === '00:00' ? '24:00' : to,
    })),
  }
}

/** The periods that can be read; one that is not filled in yet is none. */
export function hoursOf({ hours }: Pick<Draft, 'hours'>): ConsultantForm['hours'] {
  return hours.flatMap(({ weekday, from, to }) => {
    const [fromMinute, toMinute] = [minutesOf(from), to === '00:00' ? END_OF_DAY : minutesOf(to)]
    return fromMinute === null || toMinute === null || toMinute <= fromMinute ? [] : [{ weekday, fromMinute, toMinute }]
  })
}

/** One more period on a day: nine to five, or after an hour's pause. */
export function nextPeriod(hours: readonly DraftPeriod[], weekday: number): DraftPeriod {
  const ends = hours.filter((one) => one.weekday === weekday).map(({ to }) => minutesOf(to) ?? 0)
  if (ends.length === 0) return { weekday, ...USUAL }
  const from = Math.min(Math.max(...ends) + PAUSE, END_OF_DAY - PAUSE)
  return { weekday, from: clock(from), to: clock(Math.min(from + AFTERNOON, END_OF_DAY)) }
}

/** The week with one day's periods on other days too, in place of theirs. */
export function copyDay(hours: readonly DraftPeriod[], weekday: number, to: readonly number[]): DraftPeriod[] {
  const own = hours.filter((one) => one.weekday === weekday)
  const days = to.filter((day) => day !== weekday)
  return [
    ...hours.filter((one) => !days.includes(one.weekday)),
    ...days.flatMap((day) => own.map((one) => ({ ...one, weekday: day }))),
  ]
}

const clock = (minute: number) => clockOf(minute % END_OF_DAY)
