import type { AriRules } from './ari-config.ts'
import type { KnowledgeMatch } from './knowledge.ts'
import type { ConversationState, HandoffReason, Heard, Stage } from './conversation.ts'

/** What ARI goes by in a trial: what is published, or the working copy that is not. */
export const TRIAL_SOURCES = ['published', 'working_copy'] as const
export type TrialSource = (typeof TRIAL_SOURCES)[number]

/** What a trial's workflow starts from; the state is what an earlier run left. */
export type TrialInput = { workspaceId: string; trialId: string; state: ConversationState | null }

/** Something a person says in a trial, in the place of a customer; written to Postgres before. */
export type TrialMessage = { messageId: string }

/** What a trial message came to: ids, keys and numbers only. */
export type TrialTurn = {
  outcome: 'answered' | 'human' | 'cancelled'
  /** The row that tells what ARI did; null where nothing was done. */
  replyId: string | null
}

/** The drafted answer as the workflow hears of it, and the rules that decide about it where they are new to it. */
export type TrialHeard = { heard: Heard; rulesKey: string; rules?: AriRules }

/** What ARI did about a message. */
export type TrialDecision =
  | 'say'
  | 'offer_slots'
  | 'book'
  | 'slot_taken'
  | 'ask_to_cancel'
  | 'keep_booking'
  | 'cancel_booking'
  | 'booking_failed'
  | 'refuse'
  | 'confirm_opt'
  | 'call_people'
  | 'nothing'

/** What is said, by ids: the words are made of what Postgres has. */
export type TrialWords =
  | { say: 'draft' | 'slots' | 'move_list' | 'refusal' }
  | { say: 'booking' | 'slot_taken'; slotId: string }
  | { say: 'cancel_question' | 'booking_kept' | 'booking_cancelled'; bookingId: string }
  | { say: 'booking_failed' }
  | { say: 'opted'; word: 'out' | 'in' }
  | { say: 'nothing' }

/** What came of a message. */
export type TrialResult = {
  decision: TrialDecision
  /** Why people were called, or will be once this is said. */
  reason: HandoffReason | null
  before: Stage
  after: Stage
  /** Every stage that was entered. */
  passed: Stage[]
  score: number
  scoreParts: ConversationState['scoreParts']
  scoreBefore: number
}

/** What led to an answer, but for the prompt and the raw answer. */
export type TrialTrace = {
  source: TrialSource
  version: number
  /** What the model proposed to say; not always what was said. */
  draft: string
  intent: string | null
  confidence: number | null
  entries: { id: string; title: string; kind: string; cited: boolean; why: KnowledgeMatch[]; likeness?: number }[]
  checks: { name: string; passed: boolean; reason?: string }[]
  model: string | null
  promptVersion: string
  tokens: { prompt: number; answer: number } | null
  ms: { retrieval: number; model: number; checks: number }
  /** How often the model was asked; twice: it was told to mend its first answer. */
  asks: number
  /** Why no model answered: endpoints and statuses. */
  failure: string | null
}

/** A question that is asked several times, each in a trial of its own, to see whether ARI says the same. */
export type TrialRepeatInput = { workspaceId: string; trialId: string; repeatId: string; times: number }

/** What was drafted for one asking; `facts` are those that the draft states, as the comparison reads them. */
export type RepeatDraft = { trace: TrialTrace; facts: object[] }
/** What a customer would read of it; empty where nothing is said. */
export type RepeatAnswer = RepeatDraft & { body: string; decision: TrialDecision; reason: HandoffReason | null }
