import { OPENING } from '#domain/conversation/step.ts'
import type {
  ConversationInput,
  ConversationSnapshot,
  ConversationState,
  InboundRef,
  ReviewDecision,
  StaffMessage,
} from '#schema/conversation.ts'

/** How many message ids we remember, to drop what is told twice. */
const HEARD_LIMIT = 200

/** What the workflow knows: written by its handlers, acted upon by its loop. Plain JSON throughout. */
export type Notes = {
  state: ConversationState
  /** Told and not yet answered. */
  inbox: InboundRef[]
  heard: string[]
  /** Written by staff and not yet sent. */
  outbox: StaffMessage[]
  heldDraftId: string | null
  decision: ReviewDecision | null
  waitingFor: ConversationSnapshot['waitingFor']
  lastHeardAtMs: number
  /** It was merged into another conversation. */
  isMerged: boolean
  /** What other conversations knew when they became part of this one, not yet joined with the state. */
  toJoin: ConversationState[]
  /** The conversations that became part of this one. */
  absorbed: string[]
}

export function remember({ state, carried }: ConversationInput): Notes {
  return {
    state: state ?? OPENING,
    inbox: [...(carried?.inbox ?? [])],
    heard: [...(carried?.heard ?? [])],
    outbox: [...(carried?.outbox ?? [])],
    heldDraftId: null,
    decision: null,
    waitingFor: 'message',
    lastHeardAtMs: Date.now(),
    isMerged: false,
    toJoin: [],
    absorbed: [...(carried?.absorbed ?? [])],
  }
}

/** Notes a message, unless it was told before. */
export function note(notes: Notes, message: InboundRef): void {
  if (notes.heard.includes(message.messageId)) return
  notes.inbox.push(message)
  notes.heard.push(message.messageId)
  notes.heard.splice(0, notes.heard.length - HEARD_LIMIT)
}

/** Takes everything told so far, in the order in which the customer wrote it. */
export function takeInbox(notes: Notes): InboundRef[] {
  return notes.inbox.splice(0).sort((a, b) => a.sentAtMs - b.sentAtMs || (a.messageId < b.messageId ? -1 : 1))
}
