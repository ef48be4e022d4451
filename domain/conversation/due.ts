import type { AriRules } from '#schema/ari-config.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { ClockStep } from '#schema/service-level.ts'

const HOUR_MS = 60 * 60 * 1000

/** What a conversation does by itself when nobody writes: keeps a promise, calls for an answer, or follows up. */
export type Due =
  | { what: 'promise'; atMs: number }
  | { what: 'follow_up'; atMs: number }
  | { what: 'answer'; step: ClockStep; atMs: number }

/**
 * The next thing to do by itself, and when; null where there is none. A promise is of interest while the team is
 * waited for, the clock while a person's answer is, a follow-up while ARI has the floor, has said something, and there
 * is something left to come to.
 */
export function nextDue(state: ConversationState, { followUp }: Pick<AriRules, 'followUp'>): Due | null {
  const { floor, stage, lastReplyAtMs, followUps = 0, followUpNotBeforeMs = 0 } = state
  if (floor.holder === 'team' || floor.holder === 'person') return dueOfPeople(state)
  if (floor.holder !== 'bot' || stage === 'done' || lastReplyAtMs === null) return null
  if (followUp.afterHours === null || followUps >= followUp.most) return null
  return { what: 'follow_up', atMs: Math.max(lastReplyAtMs + followUp.afterHours * HOUR_MS, followUpNotBeforeMs) }
}

/** Of two at the same moment the promise comes first. */
function dueOfPeople({ floor, promisedAtMs, clock }: ConversationState): Due | null {
  const [step] = clock?.steps ?? []
  const answer: Due | null = step ? { what: 'answer', step: step.do, atMs: step.atMs } : null
  if (floor.holder !== 'team' || promisedAtMs === undefined) return answer
  return answer !== null && answer.atMs < promisedAtMs ? answer : { what: 'promise', atMs: promisedAtMs }
}

/** The customer has written: whatever was to be followed up begins anew. */
export function withoutFollowUps(state: ConversationState): ConversationState {
  const { followUps, followUpNotBeforeMs, ...rest } = state
  return followUps === undefined && followUpNotBeforeMs === undefined ? state : rest
}

/** The promise is kept, or nobody needs it any more. */
export function withoutPromise(state: ConversationState): ConversationState {
  const { promisedAtMs, ...rest } = state
  return promisedAtMs === undefined ? state : rest
}
