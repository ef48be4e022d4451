import { isCancellation } from '@temporalio/workflow'
import { nextDue, withoutPromise, type Due } from '#domain/conversation/due.ts'
import { withoutStep } from '#domain/service-level/clock.ts'
import type { ConversationInput, ConversationState } from '#schema/conversation.ts'
import { callForAnswer, followUp, remindTeam, sayAway } from '../effects.ts'
import type { Notes } from './notes.ts'
import { whileFloorHolds } from './while-floor-holds.ts'

type Of = Pick<ConversationInput, 'workspaceId' | 'conversationId'>

/** What the conversation does by itself next; null where there is nothing. */
export function dueNow({ state, rules }: Notes): Due | null {
  return nextDue(state, rules)
}

/**
 * Does what is due by itself: calls on the team where people said that they would be back, or for the answer that a
 * customer waits for, or follows up. `onKept` gets the state where Postgres has it already.
 */
export async function doDue(due: Due, notes: Notes, of: Of, onKept: (state: ConversationState) => void): Promise<void> {
  if (due.what === 'follow_up') return followUpNow(notes, of)
  const { state } = notes
  if (due.what === 'promise') {
    await remindTeam({ ...of, state })
    notes.state = withoutPromise(notes.state)
    return
  }
  const told = withoutStep(state, due.step)
  await callForAnswer({ ...of, state: told, step: due.step })
  const isSame = notes.state === state
  notes.state = isSame ? told : withoutStep(notes.state, due.step)
  if (isSame) onKept(told)
}

async function followUpNow(notes: Notes, of: Of): Promise<void> {
  const { turn, followUps = 0 } = notes.state
  const said = { ...notes.state, turn: turn + 1, followUps: followUps + 1 }
  notes.waitingFor = 'send'
  const result = await whileFloorHolds(notes, () => followUp({ ...of, state: said }))
  const { floor } = notes.state
  if (result.outcome === 'sent') notes.state = { ...said, lastReplyAtMs: Date.now(), floor }
  else if (result.outcome === 'later') notes.state = { ...notes.state, followUpNotBeforeMs: result.atMs }
  else notes.state = { ...notes.state, followUps: notes.rules.followUp.most }
}

/** Before the floor passes to people: where nobody is there, the customer hears when they are, and it is remembered. */
export async function tellWhenBack(
  notes: Notes,
  of: Of,
  state: ConversationState,
): Promise<Pick<ConversationState, 'promisedAtMs'>> {
  const { floor } = notes.state
  if (!notes.rules.hasHours || floor.holder !== 'bot') return {}
  notes.waitingFor = 'send'
  try {
    const { backAtMs } = await whileFloorHolds(notes, () => sayAway({ ...of, state: { ...state, floor } }))
    return backAtMs === null ? {} : { promisedAtMs: backAtMs }
  } catch (error) {
    // What could not be said in time is left, and nothing is promised; the conversation itself may be asked to stop.
    if (isCancellation(error)) throw error
    return {}
  }
}
