import { mayStartClock } from '#domain/service-level/clock.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { AnswerClock } from '#schema/service-level.ts'
import type { Notes } from './notes.ts'

/**
 * The customer waits for people from now on, or has written on while they wait: Postgres has found the moments while
 * `state` was saved. Returns the state that Postgres has.
 */
export function startClock(
  notes: Notes,
  state: ConversationState,
  { clock, answers }: { clock: AnswerClock; answers: number },
): ConversationState {
  // Answered on the phone meanwhile: what is saved next takes the clock away again.
  if (notes.answers !== answers) {
    notes.state = { ...notes.state }
    return state
  }
  const isSame = notes.state === state
  const isMoved = notes.state.clock?.sinceMs === clock.sinceMs
  if (isMoved || mayStartClock(notes.state)) notes.state = { ...notes.state, clock }
  return isSame ? notes.state : state
}
