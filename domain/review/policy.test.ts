import { describe, expect, it } from 'vitest'
import { REVIEW_DEFAULTS } from '#schema/review.ts'
import { heldBeforehand, heldFor, planOf, type BeforeDraft, type Drafted } from './policy.ts'

const LIVE = Date.UTC(2026, 10, 1)
const DAY = 86_400_000
const before = (over: Partial<BeforeDraft> = {}): BeforeDraft => ({
  policy: 'week',
  settings: REVIEW_DEFAULTS,
  liveAtMs: LIVE,
  nowMs: LIVE + 8 * DAY,
  dice: 0.5,
  stage: 'qualification',
  isRedrafted: false,
  ...over,
})
const plain: Drafted = { intent: 'course_info', confidence: 0.9, hasWarning: false }

describe('what is held', () => {
  it.each([
    ['HR-01 all of the first seven days', { nowMs: LIVE + 7 * DAY - 1 }, 'first_days'],
    ['HR-05 none of the rest, but for the sample', { nowMs: LIVE + 7 * DAY }, null],
    ['HR-05 one in ten after that', { dice: 0.0999 }, 'sample'],
    ['HR-05 and not one in nine', { dice: 0.1 }, null],
    ['HR-01 all before the workspace is live', { liveAtMs: null }, 'not_live'],
    ['all where the workspace wants it', { policy: 'always' as const }, 'always'],
    ['none where it is off', { policy: 'off' as const, liveAtMs: null, dice: 0 }, null],
    ['what a reviewer had redone, even where it is off', { policy: 'off' as const, isRedrafted: true }, 'redrafted'],
  ])('%s', (_, over, reason) => {
    expect(heldFor(before(over), plain)).toBe(reason)
  })

  it('HR-05 about a hundred of a thousand on the eighth day', () => {
    // A generator of its own, so that the figure is the same in every run.
    let seed = 7
    const dice = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    const held = Array.from({ length: 1000 }, () => heldFor(before({ dice: dice() }), plain)).filter(Boolean)
    expect(held.length).toBeGreaterThan(75)
    expect(held.length).toBeLessThan(125)
  })

  const settings = {
    ...REVIEW_DEFAULTS,
    stages: ['booking' as const],
    intents: ['contact_info' as const],
    belowConfidence: 0.8,
  }
  it.each([
    ['by stage', before({ settings, stage: 'booking' }), plain, 'stage'],
    ['by intent', before({ settings }), { ...plain, intent: 'contact_info' }, 'intent'],
    ['by confidence', before({ settings }), { ...plain, confidence: 0.79 }, 'confidence'],
    ['by risk: a warning of the checks', before({ settings }), { ...plain, hasWarning: true }, 'warning'],
    ['and nothing else', before({ settings }), plain, null],
    ['and nothing at all where it is off', before({ settings, policy: 'off', stage: 'booking' }), plain, null],
  ])('BY-07 %s', (_, now, draft, reason) => {
    expect(heldFor(now, draft)).toBe(reason)
  })

  it('BY-07 what the draft says of itself is not known beforehand', () => {
    expect(heldBeforehand(before({ settings }))).toBeNull()
    expect(heldBeforehand(before({ settings, stage: 'booking' }))).toBe('stage')
  })
})

it('BY-08 the plan ends a margin before the 24-hour window does', () => {
  expect(planOf(REVIEW_DEFAULTS, LIVE)).toEqual({
    dueMs: 30_000,
    reassignMs: 75_000,
    handOverMs: 120_000,
    latestAtMs: LIVE + DAY - 15 * 60_000,
    sendsItself: false,
  })
})
