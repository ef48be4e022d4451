import type { ConversationInput, ConversationState, InboundRef } from '#schema/conversation.ts'
import { OPENING } from '#domain/conversation/step.ts'

/** How many message ids we remember, to drop what is told twice. */
const HEARD_LIMIT = 200

/** What the workflow remembers: plain JSON, so that it survives a continue-as-new unchanged. */
export type Memory = {
  state: ConversationState
  /** Told and not yet answered. */
  inbox: InboundRef[]
  heard: string[]
}

export function remember({ state, carried }: ConversationInput): Memory {
  return { state: state ?? OPENING, inbox: [...(carried?.inbox ?? [])], heard: [...(carried?.heard ?? [])] }
}

/** Notes a message, unless it was told before. */
export function note(memory: Memory, message: InboundRef): void {
  if (memory.heard.includes(message.messageId)) return
  memory.inbox.push(message)
  memory.heard.push(message.messageId)
  memory.heard.splice(0, memory.heard.length - HEARD_LIMIT)
}

/** Takes everything told so far, in the order in which the customer wrote it. */
export function takeInbox(memory: Memory): InboundRef[] {
  return memory.inbox.splice(0).sort((a, b) => a.sentAtMs - b.sentAtMs || (a.messageId < b.messageId ? -1 : 1))
}
