import { describe, expect, it } from 'vitest'
import { ConsultantForm } from '#schema/booking.ts'
import type { ShownConsultant } from './contract.ts'
import { bodyOf, copyDay, draftOf, hoursOf, nextPeriod } from './draft.ts'
import { weekOf } from './week.ts'

const period = (weekday: number, fromMinute: number, toMinute: number) => ({ weekday, fromMinute, toMinute })
const typed = (weekday: number, from: string, to: string) => ({ weekday, from, to })

describe('a week', () => {
  it('is told in runs of days that are alike', () => {
    const hours = [period(1, 540, 720), period(2, 540, 720), period(4, 540, 720), period(5, 600, 720)]
    expect(weekOf(hours).map(({ first, last }) => [first, last])).toEqual([
      [1, 2],
      [4, 4],
      [5, 5],
    ])
  })

  it('goes through its fields unchanged, up to midnight', () => {
    const hours = [period(1, 540, 720), period(6, 1320, 1440)]
    const consultant: ShownConsultant = {
      ...{ id: 'dimas', name: 'Dimas', email: null, active: true, timeZone: null, durationMinutes: 45 },
      ...{ bufferMinutes: 0, noticeMinutes: 120, daysAhead: 14, hours, exceptions: [], consultations: [] },
    }
    const draft = draftOf(consultant)
    expect(draft.hours[1]).toEqual(typed(6, '22:00', '00:00'))
    expect(hoursOf(draft)).toEqual(hours)
    expect(ConsultantForm.parse(bodyOf(draft))).toMatchObject({ name: 'Dimas', email: null, hours })
  })

  it('has no period where a field is empty or ends before it begins; the server is asked about it all the same', () => {
    const draft = { ...draftOf(null), name: 'Dimas', hours: [typed(1, '', '10:00'), typed(1, '12:00', '11:00')] }
    expect(hoursOf(draft)).toEqual([])
    const issues = (hours: typeof draft.hours) =>
      ConsultantForm.safeParse(bodyOf({ ...draft, hours })).error?.issues.map(
        ({ path, message }) => `${path.join('.')} ${message}`,
      )
    expect(issues(draft.hours)).toEqual(['hours.0.fromMinute not_a_time'])
    expect(issues(draft.hours.slice(1))).toEqual(['hours.0.toMinute ends_before_start'])
  })

  it('grows by a period after the last one, and ends at midnight', () => {
    expect(nextPeriod([], 1)).toEqual(typed(1, '09:00', '17:00'))
    expect(nextPeriod([typed(1, '09:00', '12:00')], 1)).toEqual(typed(1, '13:00', '16:00'))
    expect(nextPeriod([typed(1, '09:00', '22:30')], 1)).toEqual(typed(1, '23:00', '00:00'))
  })

  it('takes one day’s periods over to others, in place of theirs', () => {
    const hours = [typed(1, '09:00', '12:00'), typed(1, '13:00', '15:00'), typed(2, '08:00', '09:00')]
    expect(copyDay(hours, 1, [1, 2])).toEqual([
      ...hours.slice(0, 2),
      typed(2, '09:00', '12:00'),
      typed(2, '13:00', '15:00'),
    ])
  })
})
