import { expect, it, test } from 'vitest'
import type { ZodType } from 'zod'
import { ConsultantForm, exceptionForm, HolidayForm } from './booking.ts'

const consultant = {
  name: 'Dimas Prasetyo',
  email: 'dimas@eagleoverseas.com',
  active: true,
  timeZone: null,
  durationMinutes: 45,
  bufferMinutes: 15,
  noticeMinutes: 120,
  daysAhead: 14,
  hours: [] as object[],
}

/** The reasons beside their fields. */
function reasons(form: ZodType, value: unknown): Record<string, string> {
  const { error } = form.safeParse(value)
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))
}
const hours = (weekday: number, fromMinute: unknown, toMinute: unknown) => ({ weekday, fromMinute, toMinute })

test.each<[string, object[], Record<string, string>]>([
  ['several periods a day', [hours(1, '09:00', '12:00'), hours(1, '13:00', '17:00')], {}],
  ['periods that touch, and midnight', [hours(1, '09:00', '12:00'), hours(1, '12:00', '24:00')], {}],
  ['the same hours on two days', [hours(1, '09:00', '12:00'), hours(2, '09:00', '12:00')], {}],
  [
    'overlapping periods',
    [hours(1, '09:00', '12:00'), hours(1, '11:00', '13:00')],
    { 'hours.1.fromMinute': 'overlaps' },
  ],
  ['an end before its start', [hours(1, '12:00', '09:00')], { 'hours.0.toMinute': 'ends_before_start' }],
  [
    'a period shorter than a consultation',
    [hours(1, '09:00', '09:30')],
    { 'hours.0.toMinute': 'shorter_than_duration' },
  ],
  [
    'no time at all',
    [hours(1, '9', '25:00')],
    { 'hours.0.fromMinute': 'not_a_time', 'hours.0.toMinute': 'not_a_time' },
  ],
])('SB-01 hours: %s', (_, week, expected) => {
  expect(reasons(ConsultantForm, { ...consultant, hours: week })).toEqual(expected)
})

it('SB-01 refuses what a consultant cannot be, beside its field', () => {
  expect(
    reasons(ConsultantForm, {
      ...consultant,
      name: ' ',
      email: 'dimas',
      timeZone: 'Europe/Berlin',
      durationMinutes: 2,
      daysAhead: 365,
    }),
  ).toEqual({
    name: 'missing',
    email: 'not_an_email',
    timeZone: 'not_a_zone',
    durationMinutes: 'too_low',
    daysAhead: 'too_high',
  })
  expect(ConsultantForm.parse({ ...consultant, email: '', hours: [hours(1, '09:00', '24:00')] })).toMatchObject({
    email: null,
    hours: [{ weekday: 1, fromMinute: 540, toMinute: 1440 }],
  })
})

it('SB-01 refuses exceptions and holidays that cannot be', () => {
  const form = exceptionForm(45)
  const days = { firstDay: '2026-12-24', lastDay: '2026-12-31' }
  expect(reasons(form, { kind: 'off', ...days })).toEqual({})
  expect(reasons(form, { kind: 'off', firstDay: '2026-12-24', lastDay: '2026-12-23' })).toEqual({
    lastDay: 'ends_before_start',
  })
  expect(reasons(form, { kind: 'extra', ...days, fromMinute: '19:00', toMinute: '19:30' })).toEqual({
    toMinute: 'shorter_than_duration',
  })
  expect(reasons(HolidayForm, { day: '2026-02-30', name: '' })).toEqual({ day: 'not_a_day' })
})
