import { withoutClock } from '../service-level/clock.ts'
import { withoutPromise } from './due.ts'
import type { ConversationState, Floor, HandoffReason } from '#schema/conversation.ts'

// Who may speak. Every change of hands begins a new epoch, so that nothing made before it can go out after it.

/** The floor passes to people: to the one named, or to the team's queue. */
export function handToPeople(
  state: ConversationState,
  reason: HandoffReason,
  userId: string | null = null,
): ConversationState {
  return withFloor(state, { holder: userId === null ? 'team' : 'person', userId, reason })
}

/** Somebody answers on the business's own phone: a person, though we do not know which. */
export function handToPhone(state: ConversationState): ConversationState {
  return withoutClock(withFloor(state, { holder: 'person', userId: null, reason: 'answered_on_phone' }))
}

/** Nobody speaks by itself: ARI is off here, and no person has been asked for. */
export function pause(state: ConversationState, userId: string): ConversationState {
  return withFloor(state, { holder: 'nobody', userId, reason: 'paused' })
}

export function handToBot(state: ConversationState): ConversationState {
  return withFloor(state, { holder: 'bot', userId: null, reason: null })
}

/** Whether this person speaks already. Null: whoever answers on the phone. */
export function hasFloor({ floor }: ConversationState, userId: string | null): boolean {
  return floor.holder === 'person' && floor.userId === userId
}

function withFloor(state: ConversationState, floor: Omit<Floor, 'epoch'>): ConversationState {
  // Whoever comes, or is sent away, ends what was promised of the team.
  const promised = floor.holder === 'team' ? state : withoutPromise(state)
  // Taking it is no answer; where no person has it, none is waited for.
  const rest = floor.holder === 'bot' || floor.holder === 'nobody' ? withoutClock(promised) : promised
  return { ...rest, floor: { ...floor, epoch: state.floor.epoch + 1 } }
}

/** Why the floor passes to people once a reply has ended so; null when it stays. `afterwards` was decided before. */
export function handoffAfter(outcome: string, afterwards: HandoffReason | undefined): HandoffReason | null {
  if (outcome === 'refused') return 'send_failed'
  if (outcome === 'no_slots') return 'no_slot'
  // Nobody may write freely any more, but people can send a template.
  if (outcome === 'window_closed') return 'window_closed'
  return outcome === 'sent' ? (afterwards ?? null) : null
}
