import { describe, expect, it, test } from 'vitest'
import { freeTimes, timeId, type Availability, type Situation } from './free-times.ts'

/** Sunday, 22 November 2026, 08:00 in Jakarta. */
const NOW = Date.parse('2026-11-22T01:00:00Z')
const [MONDAY, TUESDAY] = [1, 2]
const at = (hours: number, minutes = 0) => hours * 60 + minutes
const hours = (weekday: number, from: number, to: number) => ({ weekday, fromMinute: from, toMinute: to })

const dimas: Availability = {
  consultantId: 'dimas',
  timeZone: 'Asia/Jakarta',
  durationMinutes: 60,
  bufferMinutes: 0,
  noticeMinutes: 0,
  daysAhead: 7,
  weekly: [hours(MONDAY, at(9), at(12))],
  exceptions: [],
  opened: [],
}

/** When the free times begin, on the wall in Jakarta: "23 09:00". */
function starts(consultant: Partial<Availability>, rest: Partial<Omit<Situation, 'consultants'>> = {}): string[] {
  return freeTimes({ consultants: [{ ...dimas, ...consultant }], holidays: [], busy: [], nowMs: NOW, ...rest }).map(
    ({ startsAtMs }) => wall(startsAtMs),
  )
}
const wall = (ms: number) => new Date(ms + 7 * 3_600_000).toISOString().slice(8, 16).replace('T', ' ')
const jakarta = (local: string) => Date.parse(`${local}:00+07:00`)
const span = (from: string, to: string) => ({
  consultantId: 'dimas',
  startsAtMs: jakarta(`2026-11-${from}`),
  endsAtMs: jakarta(`2026-11-${to}`),
})

describe('SB-01 the free times of a week', () => {
  test.each<[string, Partial<Availability>, string[]]>([
    ['follow one another in a period', {}, ['23 09:00', '23 10:00', '23 11:00']],
    ['keep a pause between them', { bufferMinutes: 30 }, ['23 09:00', '23 10:30']],
    ['end with the period', { durationMinutes: 50 }, ['23 09:00', '23 09:50', '23 10:40']],
    ['are none where a period is too short', { durationMinutes: 200 }, []],
    [
      'come of several periods a day',
      { weekly: [hours(MONDAY, at(9), at(10)), hours(MONDAY, at(13), at(15))] },
      ['23 09:00', '23 13:00', '23 14:00'],
    ],
    [
      'go on over periods that touch',
      { weekly: [hours(MONDAY, at(9), at(9, 30)), hours(MONDAY, at(9, 30), at(10))] },
      ['23 09:00'],
    ],
    ['end at midnight', { weekly: [hours(MONDAY, at(22), at(24))] }, ['23 22:00', '23 23:00']],
    ['begin at midnight', { weekly: [hours(TUESDAY, 0, at(1))] }, ['24 00:00']],
    [
      'are told in the consultant’s zone: 9.00 WITA is 8.00 WIB',
      { timeZone: 'Asia/Makassar' },
      ['23 08:00', '23 09:00', '23 10:00'],
    ],
    [
      'begin the day before, where midnight in WIT is 22.00 WIB',
      { timeZone: 'Asia/Jayapura', weekly: [hours(TUESDAY, 0, at(1))] },
      ['23 22:00'],
    ],
  ])('%s', (_, consultant, expected) => expect(starts(consultant)).toEqual(expected))

  it('keep the notice, to the minute', () => {
    const nowMs = jakarta('2026-11-23T08:00')
    expect(starts({ noticeMinutes: 120 }, { nowMs })).toEqual([
      '23 10:00',
      '23 11:00',
      '30 09:00',
      '30 10:00',
      '30 11:00',
    ])
    expect(starts({ noticeMinutes: 121 }, { nowMs })[0]).toBe('23 11:00')
    expect(starts({ noticeMinutes: 3 * 1440 }, { nowMs })[0]).toBe('30 09:00')
  })

  it('reach no further than the days ahead', () => {
    expect(starts({ daysAhead: 8 }).at(-1)).toBe('30 11:00')
    expect(starts({ daysAhead: 7 }).at(-1)).toBe('23 11:00')
  })

  it('have one name each, whenever they are computed', () => {
    const ids = (nowMs: number) =>
      freeTimes({ consultants: [dimas], holidays: [], busy: [], nowMs }).map(({ id }) => id)
    expect(ids(NOW)).toEqual(ids(NOW + 3_600_000))
    expect(ids(NOW)[0]).toBe('dimas@2026-11-23T02:00Z')
    expect(timeId('dimas', jakarta('2026-11-23T09:00'))).toBe(ids(NOW)[0])
  })
})

describe('days unlike the week', () => {
  const off = { kind: 'off', firstDay: '2026-11-23', lastDay: '2026-11-23' } as const
  const extra = (day: string, from: number, to: number) =>
    ({ kind: 'extra', firstDay: day, lastDay: day, fromMinute: from, toMinute: to }) as const

  test.each<[string, Partial<Availability>, string[]]>([
    ['a day off is empty', { exceptions: [off] }, []],
    [
      'days off are empty, the first and the last included',
      { daysAhead: 8, exceptions: [{ ...off, lastDay: '2026-11-29' }] },
      ['30 09:00', '30 10:00', '30 11:00'],
    ],
    [
      'extra hours come on top',
      { exceptions: [extra('2026-11-24', at(19), at(20))] },
      ['23 09:00', '23 10:00', '23 11:00', '24 19:00'],
    ],
    [
      'extra hours that overlap the week are one with it',
      { exceptions: [extra('2026-11-23', at(11), at(13))] },
      ['23 09:00', '23 10:00', '23 11:00', '23 12:00'],
    ],
    [
      'off and extra on one day: these hours and no others',
      { exceptions: [off, extra('2026-11-23', at(15), at(16))] },
      ['23 15:00'],
    ],
  ])('%s', (_, consultant, expected) => expect(starts(consultant)).toEqual(expected))

  it('a holiday closes the week, and not what was added for that very day', () => {
    const holidays = ['2026-11-23']
    expect(starts({}, { holidays })).toEqual([])
    expect(starts({ exceptions: [extra('2026-11-23', at(15), at(16))] }, { holidays })).toEqual(['23 15:00'])
  })
})

describe('SB-02 what is taken', () => {
  it.each([
    ['exactly', '23T10:00', '23T11:00', ['23 09:00', '23 11:00']],
    ['in parts', '23T09:30', '23T10:30', ['23 11:00']],
    ['beside them', '23T12:00', '23T13:00', ['23 09:00', '23 10:00', '23 11:00']],
  ])('is not offered: %s', (_, from, to, expected) => expect(starts({}, { busy: [span(from, to)] })).toEqual(expected))

  it('takes the pause before and after it', () => {
    // A booking blocks its time and the pause after it; whoever comes before needs a pause as well.
    const busy = [span('23T10:30', '23T12:00')]
    expect(starts({ bufferMinutes: 30, weekly: [hours(MONDAY, at(9), at(14))] }, { busy })).toEqual([
      '23 09:00',
      '23 12:00',
    ])
    expect(starts({ bufferMinutes: 30 }, { busy: [span('23T10:15', '23T11:15')] })).toEqual([])
  })

  it('is of one consultant only', () => {
    const busy = [{ ...span('23T09:00', '23T12:00'), consultantId: 'maria' }]
    expect(starts({}, { busy })).toHaveLength(3)
  })
})

describe('BC-08 times that were opened one by one', () => {
  const opened = (from: string, to: string) => [{ id: 'slot-1', ...span(from, to) }]

  it('stand without any hours, under their own name, whatever the notice', () => {
    const free = freeTimes({
      consultants: [{ ...dimas, weekly: [], noticeMinutes: 20_000, opened: opened('22T09:00', '22T09:45') }],
      ...{ holidays: ['2026-11-22'], busy: [], nowMs: NOW },
    })
    expect(free.map(({ id }) => id)).toEqual(['slot-1'])
  })

  it('go before computed times that they overlap', () => {
    expect(starts({ opened: opened('23T09:30', '23T10:15') })).toEqual(['23 09:30', '23 11:00'])
  })

  it('are gone when they have begun, are taken, or the consultant has the day off', () => {
    const weekly: Availability['weekly'] = []
    expect(starts({ weekly, opened: opened('22T08:00', '22T08:45') })).toEqual([])
    expect(
      starts({ weekly, opened: opened('23T09:00', '23T09:45') }, { busy: [span('23T09:00', '23T09:45')] }),
    ).toEqual([])
    const off = { kind: 'off', firstDay: '2026-11-23', lastDay: '2026-11-23' } as const
    expect(starts({ weekly, opened: opened('23T09:00', '23T09:45'), exceptions: [off] })).toEqual([])
  })
})
