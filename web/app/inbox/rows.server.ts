import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { ListedConversation } from '#db/queries/conversation-list.ts'
import type { InThread, MessageInThread } from '#db/queries/thread.ts'
import type { FloorHolder, Stage } from '#schema/conversation.ts'
import type { Author, ConversationRow, FailureReason, ThreadItem, ThreadMessage } from './contract.ts'

const WINDOW_MS = 24 * 3_600_000
const FAILURE_REASONS: readonly string[] = ['window_closed', 'template_unusable'] satisfies FailureReason[]

// What Postgres gives, in the words of the contract. Its checks hold the columns to the words that stand here.

export function toRow(row: ListedConversation): ConversationRow {
  const { id, contactId, name, phone, stage, floor, floorUserId, floorUserName, handoffReason, score } = row
  const { lastMessage, lastInboundAt } = row
  return {
    conversationId: id,
    ...{ contactId, name, handoffReason, score },
    phone: phone && readable(phone),
    stage: stage as Stage,
    floor: floor as FloorHolder,
    floorUser: floorUserId === null ? null : { id: floorUserId, name: floorUserName ?? '' },
    lastMessage: lastMessage && { ...lastMessage, author: lastMessage.author as Author },
    at: row.at.toISOString(),
    windowEndsAt: lastInboundAt && new Date(lastInboundAt.getTime() + WINDOW_MS).toISOString(),
  }
}

/** `+62 857-1203-4466`; as it stands where no plan of numbers knows it. */
function readable(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
}

export function toItem(item: InThread): ThreadItem {
  if ('message' in item) return toMessage(item.message)
  const { id, kind, detail, userName, at } = item.event
  const { stage, holder, reason } = detail as { stage?: Stage; holder?: FloorHolder; reason?: string | null }
  const shared = { id, at: at.toISOString() }
  return kind === 'stage'
    ? { ...shared, type: 'stage', stage: stage ?? 'greeting' }
    : { ...shared, type: 'floor', holder: holder ?? 'bot', userName, reason: reason ?? null }
}

export function toMessage(message: MessageInThread): ThreadMessage {
  const { id, author, authorName, kind, body, content, status, failure, at } = message
  const { quotedId, quotedAuthor, quotedKind, quotedBody } = message
  return {
    type: 'message',
    ...{ id, authorName, kind, body, status },
    author: author as Author,
    content: typeof content === 'object' && content !== null && !Array.isArray(content) ? content : {},
    failure: failureOf(failure),
    replyTo:
      quotedId === null
        ? null
        : { id: quotedId, author: quotedAuthor as Author, kind: quotedKind ?? 'text', body: quotedBody ?? '' },
    at: at.toISOString(),
  }
}

/** WhatsApp's own words may name numbers and templates of ours; the page has words for the code. */
export function failureOf(failure: unknown): ThreadMessage['failure'] {
  if (typeof failure !== 'object' || failure === null) return null
  const { code, reason } = failure as { code?: unknown; reason?: unknown }
  const isReason = typeof reason === 'string' && FAILURE_REASONS.includes(reason)
  return { code: typeof code === 'number' ? code : null, ...(isReason && { reason: reason as FailureReason }) }
}
