import { booked, unbooked, type Action, type Step } from '#domain/conversation/step.ts'
import type { AriRules } from '#schema/ari-config.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { TrialDecision, TrialWords } from '#schema/trial.ts'

/** What is done about a message of a trial, and where that leads. */
export type Done = { words: TrialWords; decision: TrialDecision; state: ConversationState; passed: Step['passed'] }

/** What the step asks for, but for sending and booking. */
export function doneBy({ action, state, passed }: Step, rules: AriRules): Done {
  switch (action.do) {
    case 'say':
      return action.withSlots
        ? { words: { say: 'slots' }, decision: 'offer_slots', state, passed }
        : { words: { say: 'draft' }, decision: 'say', state, passed }
    case 'refuse':
      return { words: { say: 'refusal' }, decision: 'refuse', state, passed }
    case 'book': {
      const { slotId } = action
      // Moved, it is the same one.
      const after = booked(state, state.bookingId ?? slotId, rules)
      return {
        ...{ words: { say: 'booking', slotId }, decision: 'book', state: after },
        passed: after.stage === state.stage ? passed : [...passed, after.stage],
      }
    }
    case 'cancel_booking': {
      const { bookingId } = action
      const after = unbooked(state)
      return {
        ...{ words: { say: 'booking_cancelled', bookingId }, decision: 'cancel_booking' },
        ...{ state: after, passed: [after.stage] },
      }
    }
    case 'tell':
      return { ...toldBy(action.what), state, passed }
    case 'confirm_opt':
      return { words: { say: 'opted', word: action.word }, decision: 'confirm_opt', state, passed }
    case 'call_people':
      return { words: { say: 'nothing' }, decision: 'call_people', state, passed }
    case 'nothing':
      return { words: { say: 'nothing' }, decision: 'nothing', state, passed }
  }
}

function toldBy(what: Extract<Action, { do: 'tell' }>['what']): Pick<Done, 'words' | 'decision'> {
  switch (what.say) {
    case 'cancel_question':
      return { words: what, decision: 'ask_to_cancel' }
    case 'booking_kept':
      return { words: what, decision: 'keep_booking' }
    case 'move_list':
      return { words: { say: 'move_list' }, decision: 'offer_slots' }
  }
}
