import { describe, expect, it } from 'vitest'
import { OPENING } from '../conversation/step.ts'
import { nextDue } from '../conversation/due.ts'
import { handToBot, handToPeople, handToPhone, pause } from '../conversation/floor.ts'
import { mergeStates } from '../conversation/merge.ts'
import { SERVICE_LEVEL_DEFAULTS, ServiceLevel, type AnswerClock, type ClockStep } from '#schema/service-level.ts'
import type { ConversationState } from '#schema/conversation.ts'
import { clockOf, mayStartClock, withoutStep, withWindowOf } from './clock.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const SINCE = Date.UTC(2026, 10, 24, 3)
const ALWAYS = { hours: null, timeZone: 'Asia/Jakarta', holidays: [], marginMs: 15 * MINUTE }
const clock = (windowLeftMs: number | null = 20 * HOUR, level: Partial<ServiceLevel> = {}) =>
  clockOf(
    { sinceMs: SINCE, windowEndsAtMs: windowLeftMs === null ? null : SINCE + windowLeftMs },
    { ...SERVICE_LEVEL_DEFAULTS, ...level },
    ALWAYS,
  )
const stepsOf = (...wish: Parameters<typeof clock>) =>
  clock(...wish)?.steps.map((step) => [step.do, (step.atMs - SINCE) / SECOND])

describe('the clock of a customer who waits', () => {
  it('CV-10 BY-15 warns before two minutes are over, is late at 2:00, and calls the owner after ten', () => {
    expect(stepsOf()).toEqual([
      ['due', 90],
      ['late', 120],
      ['owner', 600],
      ['window', 20 * 3600 - 900],
    ])
  })

  it('BY-15 goes by what the workspace has set', () => {
    expect(stepsOf(null, { answerSeconds: 600, warnPercent: 50, ownerMinutes: 30 })).toEqual([
      ['due', 300],
      ['late', 600],
      ['owner', 1800],
    ])
    expect(clock(null, { isOn: false })).toBeNull()
  })

  it('BY-08 calls the owner while an answer can still be written freely', () => {
    expect(stepsOf(20 * MINUTE)).toEqual([
      ['due', 90],
      ['late', 120],
      ['owner', 300],
      ['window', 300],
    ])
    // About to close: at once.
    expect(stepsOf(5 * MINUTE)?.slice(0, 2)).toEqual([
      ['owner', 0],
      ['window', 0],
    ])
    // Closed long since: nothing is about to close.
    expect(stepsOf(-HOUR)).toHaveLength(3)
  })

  it('BY-15 what is told before the 24 hours are over moves with their end, and is told again of a new one', () => {
    const later = (of: AnswerClock | null, hours: number, nowMs = SINCE) =>
      of && withWindowOf(of, clock(hours * HOUR), nowMs).steps.map((step) => [step.do, (step.atMs - SINCE) / SECOND])
    const told = (of: AnswerClock | null, ...steps: ClockStep[]) =>
      of && { ...of, steps: of.steps.filter((step) => !steps.includes(step.do)) }
    expect(later(clock(), 24)).toEqual([
      ['due', 90],
      ['late', 120],
      ['owner', 600],
      ['window', 24 * 3600 - 900],
    ])
    // The owner was to be called early because of the end that is none any more.
    expect(later(clock(20 * MINUTE), 24)?.slice(2)).toEqual([
      ['owner', 600],
      ['window', 24 * 3600 - 900],
    ])
    // Who was called is not called anew; that only a template is left will be true again.
    const all = told(clock(), 'due', 'late', 'owner', 'window')
    expect(later(all, 40, SINCE + 21 * HOUR)).toEqual([['window', 40 * 3600 - 900]])
    expect(later(told(clock(), 'due', 'late', 'owner'), 24)).toEqual([['window', 24 * 3600 - 900]])
    const running = clock()
    expect(running && withWindowOf(running, clock(), SINCE)).toBe(running)
    expect(running && withWindowOf(running, null, SINCE)).toBe(running)
    expect(running && withWindowOf(running, clock(null), SINCE)).toBe(running)
  })

  const team = handToPeople(OPENING, 'asked_for_person')
  const running = (state: ConversationState = team): ConversationState => {
    const started = clock()
    return started === null ? state : { ...state, clock: started }
  }

  it('BY-15 begins where people have the conversation and none runs', () => {
    expect(mayStartClock(team)).toBe(true)
    expect(mayStartClock(handToPeople(OPENING, 'taken_over', 'ana'))).toBe(true)
    expect(mayStartClock(OPENING)).toBe(false)
    expect(mayStartClock(pause(team, 'ana'))).toBe(false)
    expect(mayStartClock(running())).toBe(false)
  })

  it('BY-15 runs on when a person takes the floor, and ends with an answer, or where ARI or nobody has it', () => {
    expect(handToPeople(running(), 'taken_over', 'ana').clock).toEqual(clock())
    expect(handToPhone(running()).clock).toBeUndefined()
    expect(handToBot(running()).clock).toBeUndefined()
    expect(pause(running(), 'ana').clock).toBeUndefined()
  })

  it('BY-15 goes on with the longer wait where two conversations are one', () => {
    const started = clock()
    if (started === null) throw new Error('no clock')
    const longer = { ...started, sinceMs: SINCE - MINUTE }
    expect(mergeStates(running(), { ...team, clock: longer }, { threshold: 98, factors: [] }).clock).toEqual(longer)
    expect(mergeStates(running(), OPENING, { threshold: 98, factors: [] }).clock).toEqual(started)
  })

  it('BY-15 takes its steps in order, each once', () => {
    const followUp = { followUp: { afterHours: null, most: 0 } }
    const first = running()
    expect(nextDue(first, followUp)).toMatchObject({ what: 'answer', step: 'due' })
    const second = withoutStep(first, 'due')
    expect(nextDue(second, followUp)).toMatchObject({ what: 'answer', step: 'late' })
    expect(withoutStep(second, 'due')).toBe(second)
    const promised = { ...second, promisedAtMs: SINCE }
    expect(nextDue(promised, followUp)).toEqual({ what: 'promise', atMs: SINCE })
  })
})

describe('what a workspace may set', () => {
  it.each([
    ['a price', { text: { id: 'Mulai Rp500 ribu', en: '' } }],
    ['a link', { text: { id: '', en: 'See www.example.test' } }],
  ])('BY-08 a holding line claims nothing: not %s', (_, holding) => {
    expect(ServiceLevel.safeParse({ holding }).error?.issues[0]?.message).toBe('claims')
  })

  it('the owner is not called before the answer is late', () => {
    expect(ServiceLevel.safeParse({ answerSeconds: 1200 }).error?.issues[0]).toMatchObject({
      message: 'before_answer',
      path: ['ownerMinutes'],
    })
  })
})
