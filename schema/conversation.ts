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
  | 'no_slot'
  | 'send_failed'
  | 'reviewer_escalated'
  | 'taken_over'

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
}

/** An inbound message as the workflow hears of it. `sentAtMs` is WhatsApp's time. */
export type InboundRef = { messageId: string; workspaceId: string; sentAtMs: number; burstMs: number }

/** What the workflow starts from. */
export type ConversationInput = {
  workspaceId: string
  conversationId: string
  /** What was stored when an earlier run of this conversation ended; null for a new conversation. */
  state: ConversationState | null
}

export type ReviewVerdict = 'approve' | 'edit' | 'escalate'

/** A reviewer's decision. `draftId` names the version that was read; another one is refused. */
export type ReviewDecision = { draftId: string; verdict: ReviewVerdict; userId: string }

/** What an engineer or a page sees of a running conversation. */
export type ConversationSnapshot = ConversationState & {
  waitingFor: 'message' | 'burst' | 'draft' | 'review' | 'send'
  heldDraftId: string | null
  unread: number
}
