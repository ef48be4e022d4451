import { describe, expect, it } from 'vitest'
import { REVIEW_DEFAULTS, ReviewSettings } from '#schema/review.ts'
import {
  firstDaysEndMs,
  needsRelease,
  needsWord,
  oneIn,
  problemsOfSettings,
  REVIEW_LIMITS,
  type LimitedField,
} from './settings.ts'

const DAY = 86_400_000

describe('what is wrong with settings', () => {
  it('nothing with those of a workspace that has changed nothing', () => {
    expect(problemsOfSettings(REVIEW_DEFAULTS)).toEqual({})
  })

  it.each(Object.entries(REVIEW_LIMITS))('%s: the limits are those of the schema', (field, [least, most]) => {
    const takes = (value: number) => ReviewSettings.shape[field as LimitedField].safeParse(value).success
    const step = field === 'belowConfidence' ? 0.01 : 1
    expect([takes(least), takes(most)]).toEqual([true, true])
    expect([takes(least - step), takes(most + step)]).toEqual([false, false])
    const wrong = (value: number) => problemsOfSettings({ ...REVIEW_DEFAULTS, [field]: value })[field as LimitedField]
    expect([wrong(least - step), wrong(most + step)]).toEqual(['too_small', 'too_large'])
  })

  it.each([
    [30, 120, undefined],
    [120, 120, 'not_after_due'],
    [300, 120, 'not_after_due'],
  ])('due after %i s, with people after %i s: %s', (dueSeconds, handOverSeconds, problem) => {
    expect(problemsOfSettings({ ...REVIEW_DEFAULTS, dueSeconds, handOverSeconds }).handOverSeconds).toBe(problem)
  })
})

it('HR-01 what goes out unread from now on has to be said in so many words; what is so already does not', () => {
  const week = { policy: 'week' as const, settings: REVIEW_DEFAULTS }
  const itself = { ...REVIEW_DEFAULTS, sendsItself: true }
  expect(needsWord(week, { policy: 'off', settings: itself })).toEqual(['off', 'sendsItself'])
  expect(needsWord(week, { policy: 'always', settings: REVIEW_DEFAULTS })).toEqual([])
  const loose = { policy: 'off' as const, settings: itself }
  expect(needsWord(loose, { ...loose, settings: { ...itself, dueSeconds: 60 } })).toEqual([])
})

it('HR-01 before going live what goes out unread has to wait; what an operator has chosen does not', () => {
  const week = { policy: 'week' as const, settings: REVIEW_DEFAULTS }
  const loose = { policy: 'off' as const, settings: { ...REVIEW_DEFAULTS, sendsItself: true } }
  expect(needsRelease(week, loose, false)).toEqual(['off', 'sendsItself'])
  expect(needsRelease(week, loose, true)).toEqual([])
  expect(needsRelease(loose, loose, false)).toEqual([])
})

it('HR-05 says until when all is read, and of how many one afterwards', () => {
  const week = { policy: 'week' as const, settings: REVIEW_DEFAULTS }
  expect(firstDaysEndMs(week, 0, 6 * DAY)).toBe(7 * DAY)
  expect(firstDaysEndMs(week, 0, 7 * DAY)).toBeNull()
  expect(firstDaysEndMs(week, null, 0)).toBeNull()
  expect(firstDaysEndMs({ ...week, policy: 'always' }, 0, 0)).toBeNull()
  expect([10, 25, 30, 0, 100].map(oneIn)).toEqual([10, 4, null, null, 1])
})
