import { NO_RULES } from '#domain/conversation/rules.ts'
import { OPENING } from '#domain/conversation/step.ts'
import type { AriRules } from '#schema/ari-config.ts'
import type {
  ConversationInput,
  ConversationSnapshot,
  ConversationState,
  Floor,
  InboundRef,
  StaffMessage,
} from '#schema/conversation.ts'
import type { ReviewDecision } from '#schema/review.ts'

/** How many message ids we remember, to drop what is told twice. */
const HEARD_LIMIT = 200

/** What the workflow knows: written by its handlers, acted upon by its loop. Plain JSON throughout. */
export type Notes = {
  state: ConversationState
  /** Told and not yet answered. */
  inbox: InboundRef[]
  heard: string[]
  /** Messages of the turn that is under way. */
  inTurn: string[]
  /** Written by staff and not yet sent; the one that is being sent, and those that were taken back before. */
  outbox: StaffMessage[]
  sendingId: string | null
  recalled: string[]
  /** Changes of the floor that Postgres has not got yet, and the epoch that it has. */
  floors: { floor: Floor; by: string | null }[]
  toldEpoch: number
  /** ARI's reply that waits for its release. */
  heldReplyId: string | null
  heldDraftId: string | null
  decision: ReviewDecision | null
  /** How often somebody answered on the phone. */
  answers: number
  waitingFor: ConversationSnapshot['waitingFor']
  lastHeardAtMs: number
  /** It was merged into another conversation. */
  isMerged: boolean
  /** What other conversations knew when they became part of this one, not yet joined with the state. */
  toJoin: ConversationState[]
  /** The conversations that became part of this one. */
  absorbed: string[]
  /** The workspace's, as this conversation has met them: told with the first draft, and again when they have changed. */
  rules: AriRules
}

export function remember({ state, carried }: ConversationInput): Notes {
  return {
    state: state ?? OPENING,
    inbox: [...(carried?.inbox ?? [])],
    heard: [...(carried?.heard ?? [])],
    inTurn: [],
    outbox: [...(carried?.outbox ?? [])],
    sendingId: null,
    recalled: [],
    floors: [],
    toldEpoch: (state ?? OPENING).floor.epoch,
    heldReplyId: null,
    heldDraftId: null,
    decision: null,
    answers: 0,
    waitingFor: 'message',
    lastHeardAtMs: Date.now(),
    isMerged: false,
    toJoin: [],
    absorbed: [...(carried?.absorbed ?? [])],
    rules: carried?.rules ?? NO_RULES,
  }
}

/**
 * Notes a message, unless it was told before. What is told `again` has no outcome though it was heard once: it is taken
 * anew unless it is being worked on.
 */
export function note(notes: Notes, message: InboundRef): void {
  const { messageId, again = false } = message
  const isUnderWay = notes.inTurn.includes(messageId) || notes.inbox.some((one) => one.messageId === messageId)
  const isNew = isFirstHeard(notes, messageId)
  if (!isUnderWay && (isNew || again)) notes.inbox.push(message)
}

/** Whether this id is heard for the first time. */
export function isFirstHeard({ heard }: Notes, messageId: string): boolean {
  if (heard.includes(messageId)) return false
  heard.push(messageId)
  heard.splice(0, heard.length - HEARD_LIMIT)
  return true
}

/** The floor changes hands by somebody's order; Postgres is told next. Returns the epoch that begins. */
export function passFloor(notes: Notes, state: ConversationState, by: string | null): number {
  notes.state = state
  notes.floors.push({ floor: state.floor, by })
  return state.floor.epoch
}

/** Whether the message can still be taken back. */
export function isRecallable({ outbox, sendingId, recalled, heldReplyId }: Notes, messageId: string): boolean {
  if (messageId === heldReplyId) return true
  return messageId !== sendingId && !recalled.includes(messageId) && outbox.some((one) => one.messageId === messageId)
}

/** Takes everything told so far, in the order in which the customer wrote it. */
export function takeInbox(notes: Notes): InboundRef[] {
  return notes.inbox.splice(0).sort((a, b) => a.sentAtMs - b.sentAtMs || (a.messageId < b.messageId ? -1 : 1))
}
