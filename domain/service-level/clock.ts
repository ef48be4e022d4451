import type { ConversationState } from '#schema/conversation.ts'
import type { AnswerClock, ClockStep, ServiceLevel } from '#schema/service-level.ts'
import { deadlineOf, pausesIn, type Calendar } from './business-time.ts'

/** Since when a customer waits for people, and when the 24-hour window closes; null where it has never been open. */
export type Waiting = { sinceMs: number; windowEndsAtMs: number | null }

type Target = Pick<ServiceLevel, 'isOn' | 'answerSeconds' | 'warnPercent' | 'ownerMinutes'>

/** Whether a clock may begin: people have the conversation, and none runs. */
export function mayStartClock({ floor, clock }: ConversationState): boolean {
  return clock === undefined && (floor.holder === 'team' || floor.holder === 'person')
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
