import type {
  ConversationState,
  DraftSummary,
  HandoffReason,
  Heard,
  LeadKnowledge,
  Stage,
} from '#schema/conversation.ts'
import type { AriRules } from '#schema/ari-config.ts'
import type { ReviewPlan } from '#schema/review.ts'
import { scoreLead } from '../lead/score.ts'
import { handToPeople } from './floor.ts'
import { followRules, stageAfter } from './rules.ts'

/** What to do about a burst. Data, not calls: the workflow carries it out. */
export type Action =
  /** The draft as it is, with the list of free slots under it, after a person has read it where the policy says so. */
  | ({ do: 'say'; draftId: string; withSlots: boolean } & ToRead)
  | { do: 'book'; slotId: string }
  | { do: 'cancel_booking'; bookingId: string }
  /** Our own words about a booking. */
  | { do: 'tell'; what: BookingWords }
  /** The fixed refusal, then people; read first as any answer is. */
  | ({ do: 'refuse'; draftId: string } & ToRead)
  /** People, without a word to the customer. */
  | { do: 'call_people'; draftId: string | null }
  /** Says that what the customer wished about messages unasked is so. */
  | { do: 'confirm_opt'; word: 'out' | 'in' }
  | { do: 'nothing'; outcome: string }

/** Whether a person reads it first, and how long it waits for that; without a plan it waits until somebody does. */
export type ToRead = { held: boolean; plan?: ReviewPlan }

export type BookingWords =
  { say: 'cancel_question' | 'booking_kept'; bookingId: string } | { say: 'move_list'; draftId: string }

/**
 * `state` holds while the action is carried out and after it; `afterwards`, where there is one, follows once the
 * customer has the reply. `passed` lists every stage that was entered, so that none is lost from the record.
 */
export type Step = { state: ConversationState; action: Action; passed: Stage[]; afterwards?: HandoffReason }

const REFUSED_INTENTS = ['pricing', 'refund', 'scholarship', 'admission_decision']

export const OPENING: ConversationState = {
  stage: 'greeting',
  floor: { holder: 'bot', userId: null, epoch: 0, reason: null },
  lead: {
    answered: [],
    declined: {},
    documents: {},
    wantsConsultation: false,
    hasPhone: false,
    repliedWithinDay: false,
  },
  score: 0,
  scoreParts: { basic: 0, qualification: 0, document: 0, engagement: 0 },
  turn: 0,
  lastReplyAtMs: null,
  bookingId: null,
}

/**
 * What ARI does about what was heard. Pure: the same state and the same event give the same step in a test,
 * in a running workflow, and years later in a replay. The model proposes facts and words; this decides, by the rules of
 * the workspace. That a refused subject goes to people is no rule of theirs: nobody can leave it out.
 */
export function step(state: ConversationState, heard: Heard, rules: AriRules): Step {
  switch (heard.kind) {
    case 'not_ours':
      return { state, action: { do: 'nothing', outcome: heard.outcome }, passed: [] }
    case 'model_failed':
      return callPeople(state, 'model_failed', null)
    case 'asked_for_person':
      return callPeople(state, 'asked_for_person', null)
    case 'opted':
      return { state, action: { do: 'confirm_opt', word: heard.word }, passed: [] }
    case 'slot_chosen': {
      const known = learn(state, { ...heard.lead, wantsConsultation: true }, rules)
      return {
        ...enter(known, known.stage === 'done' ? [] : pathTo(known.stage, 'booking')),
        action: { do: 'book', slotId: heard.slotId },
      }
    }
    case 'cancel_answered': {
      const { bookingId, lead, really } = heard
      const action: Action = really
        ? { do: 'cancel_booking', bookingId }
        : { do: 'tell', what: { say: 'booking_kept', bookingId } }
      return { state: learn(state, lead, rules), action, passed: [] }
    }
    case 'draft':
      return answer(learn(state, heard.draft.lead, rules), heard.draft, rules)
  }
}

/** A booking stands: the conversation goes where the rules lead from there, which is its end unless they say otherwise. */
export function booked(state: ConversationState, bookingId: string, rules: AriRules): ConversationState {
  return { ...state, stage: stageAfter(state.stage, 'booked', rules), bookingId }
}

/** The customer has no consultation ahead any more, and may choose another time. */
export function unbooked(state: ConversationState): ConversationState {
  return { ...state, stage: 'booking', bookingId: null }
}

function answer(state: ConversationState, draft: DraftSummary, rules: AriRules): Step {
  // Whatever the model made of it: the words of the question tell.
  if (REFUSED_INTENTS.includes(draft.intent) || draft.failedCheck === 'refused_subject') {
    // A draft of older days was refused unread.
    const held = draft.review !== undefined
    const action: Action = { do: 'refuse', draftId: draft.draftId, ...toRead({ ...draft, held }) }
    return { state, action, passed: [], afterwards: 'refused_subject' }
  }
  const escalation = whyEscalate(draft)
  if (escalation) return callPeople(state, escalation, draft.draftId)

  const change = changeOfBooking(state, draft)
  if (change) return change

  // What was booked is over, and they want another one. A draft of older days does not say.
  const isAgain = state.stage === 'done' && draft.intent === 'booking' && draft.bookingId === null
  const from = isAgain ? unbooked(state) : state
  const way = followRules(from, draft, rules)
  const passed: Stage[] = isAgain ? ['booking', ...way.passed] : way.passed
  const called = way.calls && { calledBy: [...(state.calledBy ?? []), way.calls.key] }
  const moved = enter({ ...from, ...called }, passed)
  if (moved.state.stage === 'booking' && draft.slotId !== null)
    return { ...moved, action: { do: 'book', slotId: draft.slotId } }

  const asksForTimes = draft.intent === 'booking' || draft.intent === 'reschedule'
  const offers = moved.state.stage === 'booking' && (passed.includes('booking') || asksForTimes)
  // What ARI would say invites to choose from a list that is empty.
  if (offers && !draft.slotsFree) return callPeople(moved.state, 'no_slot', draft.draftId, passed)
  return {
    ...moved,
    action: { do: 'say', draftId: draft.draftId, withSlots: offers, ...toRead(draft) },
    ...(way.calls && { afterwards: way.calls.reason }),
  }
}

function toRead({ held, review }: Pick<DraftSummary, 'held' | 'review'>): ToRead {
  return { held, ...(review && { plan: review }) }
}

function whyEscalate(draft: DraftSummary): HandoffReason | null {
  if (draft.intent === 'human') return 'asked_for_person'
  if (draft.intent === 'complaint') return 'complaint'
  if (draft.failedCheck === 'confidence') return 'low_confidence'
  if (draft.failedCheck === 'parseable') return 'model_failed'
  if (draft.failedCheck !== null) return 'unsafe_reply'
  return draft.escalate ? 'model_escalated' : null
}

/** The customer wants another time, or none. Asked for in words; done when they choose. */
function changeOfBooking(state: ConversationState, draft: DraftSummary): Step | null {
  const { intent, bookingId = null, draftId, slotId } = draft
  if (intent === 'cancel_booking') {
    if (bookingId === null) return callPeople(state, 'model_escalated', draftId)
    return { state, action: { do: 'tell', what: { say: 'cancel_question', bookingId } }, passed: [] }
  }
  if (intent !== 'reschedule' || bookingId === null) return null
  if (slotId !== null) return { state, action: { do: 'book', slotId }, passed: [] }
  if (!draft.slotsFree) return callPeople(state, 'no_slot', draftId)
  return { state, action: { do: 'tell', what: { say: 'move_list', draftId } }, passed: [] }
}

function pathTo(from: Stage, to: Stage): Stage[] {
  const order: Stage[] = ['greeting', 'qualification', 'routing', 'booking', 'done']
  return order.slice(order.indexOf(from) + 1, order.indexOf(to) + 1)
}

function learn(state: ConversationState, heard: LeadKnowledge, { scoring }: AriRules): ConversationState {
  const lead = { ...heard, repliedWithinDay: heard.repliedWithinDay || state.lead.repliedWithinDay }
  const { parts, total } = scoreLead(lead, scoring)
  return { ...state, lead, scoreParts: parts, score: total }
}

function enter(state: ConversationState, passed: Stage[]): Pick<Step, 'state' | 'passed'> {
  return { state: { ...state, stage: passed.at(-1) ?? state.stage }, passed }
}

function callPeople(
  state: ConversationState,
  reason: HandoffReason,
  draftId: string | null,
  passed: Stage[] = [],
): Step {
  return { state: handToPeople(state, reason), action: { do: 'call_people', draftId }, passed }
}
