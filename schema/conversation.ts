import type { AriRules } from './ari-config.ts'
import type { ReviewPlan } from './review.ts'
import type { AnswerClock } from './service-level.ts'

/** The stages of a conversation, in their order. Who speaks is the floor, apart from the stage. */
export const STAGES = ['greeting', 'qualification', 'routing', 'booking', 'done'] as const
export type Stage = (typeof STAGES)[number]

/** Who may speak to the customer. */
export type FloorHolder = 'bot' | 'person' | 'team' | 'nobody'
export type Floor = { holder: FloorHolder; userId: string | null; epoch: number; reason: HandoffReason | null }

/** Why the floor passed to people. */
export type HandoffReason =
  | 'asked_for_person'
  | 'refused_subject'
  | 'complaint'
  | 'low_confidence'
  | 'unsafe_reply'
  | 'model_failed'
  | 'model_escalated'
  | 'hot_lead'
  /** A rule of the workspace's own. */
  | 'flow_rule'
  | 'no_slot'
  | 'booking_failed'
  | 'send_failed'
  | 'window_closed'
  | 'reviewer_escalated'
  /** Nobody read ARI's answer in time. */
  | 'review_overdue'
  | 'taken_over'
  | 'answered_on_phone'
  | 'recalled'
  | 'paused'
  /** A colleague asked the team to come. */
  | 'team_called'

/** What we know of a lead without its words: which questions are answered, and what documents are ready. */
export type LeadKnowledge = {
  /** Question keys with an answer. */
  answered: string[]
  /** Question keys the customer did not want to answer, with how often. */
  declined: Record<string, number>
  documents: Record<string, 'yes' | 'no' | 'in_progress'>
  wantsConsultation: boolean
  hasPhone: boolean
  repliedWithinDay: boolean
}

export type ScoreParts = { basic: number; qualification: number; document: number; engagement: number }

/** What a conversation remembers between messages: ids, keys and numbers; never texts, names or phone numbers. */
export type ConversationState = {
  stage: Stage
  floor: Floor
  lead: LeadKnowledge
  score: number
  scoreParts: ScoreParts
  /** How many turns there were; the next one has this number plus one. */
  turn: number
  /** When ARI last spoke, in epoch milliseconds; null before it did. */
  lastReplyAtMs: number | null
  bookingId: string | null
  /** Rules that have called people: each does once. */
  calledBy?: string[]
  /** When ARI said that people are back, in epoch milliseconds; while nobody has come. */
  promisedAtMs?: number
  /** While the customer waits for an answer of people's. */
  clock?: AnswerClock
  /** How often ARI has followed up since the customer last wrote, and the earliest moment of the next time. */
  followUps?: number
  followUpNotBeforeMs?: number
}

/**
 * An inbound message as the workflow hears of it. `sentAtMs` is WhatsApp's time; `again`: it has no outcome though it
 * was told before.
 */
export type InboundRef = { messageId: string; workspaceId: string; sentAtMs: number; burstMs: number; again?: true }

/** What the workflow starts from. */
export type ConversationInput = {
  workspaceId: string
  conversationId: string
  /** What was stored when an earlier run of this conversation ended; null for a new conversation. */
  state: ConversationState | null
  /** Carried across continue-as-new: what is not yet answered or sent, and ids heard before. */
  carried?: { inbox: InboundRef[]; heard: string[]; outbox: StaffMessage[]; absorbed?: string[]; rules?: AriRules }
}

/** What a conversation that was merged into this one left: told more than once, it counts once. */
export type Absorbed = {
  /** The conversation that ended. */
  from: string
  /** Null where it never came to anything. */
  state: ConversationState | null
  /** Not yet answered by anybody. */
  messages: InboundRef[]
  /** The floor's epoch as Postgres has it: what comes of both lies above. */
  epoch: number
}

/** What a draft came to, in keys and numbers: its words stay in Postgres. */
export type DraftSummary = {
  draftId: string
  intent: string
  confidence: number
  lead: LeadKnowledge
  /** The free slot the customer chose in words, if any. */
  slotId: string | null
  /** The consultation that the customer has ahead. */
  bookingId?: string | null
  /** Whether there is any free slot to offer. */
  slotsFree: boolean
  /** Null when every check passed; else the name of the first check that did not. */
  failedCheck: string | null
  /** The model asked for a person. */
  escalate: boolean
  /** The review policy holds this draft until a person has decided; for how long, where it says. */
  held: boolean
  review?: ReviewPlan
}

/**
 * What the customer's burst came to, before it is decided what to do about it. `holdMs`: how long a reply waits before
 * it goes out, so that a person can take it back. `rules`: the workspace's, where the workflow has not got them yet.
 */
export type Heard =
  | { kind: 'draft'; draft: DraftSummary; holdMs?: number; rules?: AriRules }
  /** A row of the list that ARI offered: no model is needed to read it. */
  | { kind: 'slot_chosen'; slotId: string; lead: LeadKnowledge; holdMs?: number; rules?: AriRules }
  /** The answer to whether a consultation is really to be cancelled. */
  | {
      kind: 'cancel_answered'
      really: boolean
      bookingId: string
      lead: LeadKnowledge
      holdMs?: number
      rules?: AriRules
    }
  /** Nothing unasked any more, or again. */
  | { kind: 'opted'; word: 'out' | 'in' }
  /** The button that asks for a person. */
  | { kind: 'asked_for_person' }
  | { kind: 'model_failed' }
  /** ARI is off, or all of it was answered before. */
  | { kind: 'not_ours'; outcome: string }

/**
 * A message of a person's, written to Postgres before the conversation hears of it. Until `releaseAtMs` its author may
 * take it back. `again`: one that failed, of theirs or of ARI's, is to be sent once more; nobody takes the floor by that.
 */
export type StaffMessage = { messageId: string; userId: string; releaseAtMs?: number; again?: true }

/** What the business wrote on its own phone, as the workflow hears of it. */
export type PhoneReply = { messageId: string; workspaceId: string }

/** What an engineer or a page sees of a running conversation. */
export type ConversationSnapshot = ConversationState & {
  waitingFor: 'message' | 'burst' | 'draft' | 'review' | 'release' | 'send'
  heldDraftId: string | null
  unread: number
}
