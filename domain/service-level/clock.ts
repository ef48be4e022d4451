import type { ConversationState } from '#schema/conversation.ts'
import type { AnswerClock, ClockStep, ServiceLevel } from '#schema/service-level.ts'
import { deadlineOf, pausesIn, type Calendar } from './business-time.ts'

/** Since when a customer waits for people, and when the 24-hour window closes; null where it has never been open. */
export type Waiting = { sinceMs: number; windowEndsAtMs: number | null }

type Target = Pick<ServiceLevel, 'isOn' | 'answerSeconds' | 'warnPercent' | 'ownerMinutes'>

/** Whether people have the conversation. */
export function isOfPeople({ floor }: Pick<ConversationState, 'floor'>): boolean {
  return floor.holder === 'team' || floor.holder === 'person'
}

/** Whether a clock may begin: people have the conversation, and none runs. */
export function mayStartClock(state: ConversationState): boolean {
  return state.clock === undefined && isOfPeople(state)
}

/**
 * The clock of a customer who waits. It counts business time only; what it does before the 24-hour window closes does
 * not wait for business time. Null where the workspace wants none, or people are never there.
 */
export function clockOf(
  { sinceMs, windowEndsAtMs }: Waiting,
  { isOn, answerSeconds, warnPercent, ownerMinutes }: Target,
  { marginMs, ...calendar }: Calendar & { marginMs: number },
): AnswerClock | null {
  if (!isOn) return null
  const answerMs = answerSeconds * 1000
  const warnAtMs = deadlineOf(calendar, sinceMs, (answerMs * warnPercent) / 100)
  const lateAtMs = deadlineOf(calendar, sinceMs, answerMs)
  const ownerAtMs = deadlineOf(calendar, sinceMs, Math.max(answerMs, ownerMinutes * 60_000))
  if (warnAtMs === null || lateAtMs === null || ownerAtMs === null) return null
  const steps: AnswerClock['steps'] = [
    { do: 'due', atMs: warnAtMs },
    { do: 'late', atMs: lateAtMs },
    { do: 'owner', atMs: ownerAtMs },
  ]
  if (windowEndsAtMs !== null && windowEndsAtMs > sinceMs) {
    const atMs = Math.max(sinceMs, windowEndsAtMs - marginMs)
    steps.push({ do: 'window', atMs })
    // Whoever owns the business hears of it while an answer can still be written freely.
    for (const step of steps) if (step.do === 'owner') step.atMs = Math.min(step.atMs, atMs)
  }
  steps.sort((a, b) => a.atMs - b.atMs)
  return { sinceMs, warnAtMs, lateAtMs, pauses: pausesIn(calendar, sinceMs, lateAtMs), steps }
}

/**
 * The customer has written on, so the 24-hour window closes later: `fresh` is what the clock would be with its new end.
 * What is told before that end moves with it, also where it was told of the old one; the rest goes on as it began. The
 * same clock where nothing moves.
 */
export function withWindowOf(clock: AnswerClock, fresh: AnswerClock | null, nowMs: number): AnswerClock {
  const stepOf = (of: AnswerClock | null, name: ClockStep) => of?.steps.find((step) => step.do === name)
  const [window, before] = [stepOf(fresh, 'window'), stepOf(clock, 'window')]
  if (window === undefined || window.atMs <= Math.max(nowMs, before?.atMs ?? 0)) return clock
  // Where the owner was to be called early because of the old end.
  const isEarly = before !== undefined && stepOf(clock, 'owner')?.atMs === before.atMs
  const owner = isEarly ? stepOf(fresh, 'owner') : undefined
  const moved = [window, ...(owner ? [owner] : [])]
  const others = clock.steps.filter((step) => !moved.some((one) => one.do === step.do))
  return { ...clock, steps: [...others, ...moved].sort((a, b) => a.atMs - b.atMs) }
}

/** A person has answered, or nobody waits for one any more. */
export function withoutClock(state: ConversationState): ConversationState {
  const { clock, ...rest } = state
  return clock === undefined ? state : rest
}

/** The step was taken; the clock runs on. */
export function withoutStep(state: ConversationState, taken: ClockStep): ConversationState {
  const { clock } = state
  if (!clock?.steps.some((step) => step.do === taken)) return state
  return { ...state, clock: { ...clock, steps: clock.steps.filter((step) => step.do !== taken) } }
}
