import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'
import type { ChannelSummary } from '#db/queries/channel-stops.ts'
import type { ListedConversation } from '#db/queries/conversation-list.ts'
import type { InThread, MessageInThread } from '#db/queries/thread.ts'
import { failureKind, isFailureKind } from '#domain/sending/meta-errors.ts'
import { BookingEvent } from '#schema/booking.ts'
import type { FloorHolder, Stage } from '#schema/conversation.ts'
import { contentOf } from './content.server.ts'
import type { Author, ConversationRow, ShownClock, StoppedChannel, ThreadItem, ThreadMessage } from './contract.ts'

const WINDOW_MS = 24 * 3_600_000

// What Postgres gives, in the words of the contract. Its checks hold the columns to the words that stand here.

/** `place`: as the list was ordered by; the latest message where it stands in none. */
export function toRow(row: Omit<ListedConversation, 'place'> & { place?: Date | null }): ConversationRow {
  const { id, contactId, name, username, phone, stage, floor, floorUserId, floorUserName } = row
  const { handoffReason, score, scoreByHand, lastMessage, lastInboundAt } = row
  return {
    conversationId: id,
    ...{ contactId, name, username, handoffReason, score, isScoreByHand: scoreByHand !== null },
    phone: phone && readable(phone),
    stage: stage as Stage,
    floor: floor as FloorHolder,
    waitsSince: floor === 'team' ? row.floorSince.toISOString() : null,
    promisedAt: floor === 'team' ? (row.promisedAt?.toISOString() ?? null) : null,
    answer: toClock(row),
    floorUser: floorUserId === null ? null : { id: floorUserId, name: floorUserName ?? '' },
    lastMessage: lastMessage && { ...lastMessage, author: lastMessage.author as Author },
    at: row.at.toISOString(),
    place: (row.place ?? row.at).toISOString(),
    windowEndsAt: lastInboundAt && new Date(lastInboundAt.getTime() + WINDOW_MS).toISOString(),
  }
}

type ClockOf = Pick<ListedConversation, 'answerSince' | 'answerWarnAt' | 'answerDueAt' | 'answerPauses'>

function toClock({ answerSince, answerWarnAt, answerDueAt, answerPauses }: ClockOf): ShownClock | null {
  if (answerSince === null || answerWarnAt === null || answerDueAt === null) return null
  const [since, warnAt, dueAt] = [answerSince.getTime(), answerWarnAt.getTime(), answerDueAt.getTime()]
  // Only the worker writes it, and only pairs.
  return { since, warnAt, dueAt, pauses: (answerPauses ?? []) as ShownClock['pauses'] }
}

export function toStopped({
  channelId,
  phoneNumberId,
  displayPhone,
  reason,
  stoppedAt,
}: ChannelSummary): StoppedChannel {
  return {
    channelId,
    phone: displayPhone ?? phoneNumberId,
    // Only the worker writes it, and only these words.
    reason: reason as StoppedChannel['reason'],
    at: (stoppedAt ?? new Date()).toISOString(),
  }
}

/** `+62 857-1203-4466`; as it stands where no plan of numbers knows it. */
export function readable(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
}

type EventDetail = { stage?: Stage; holder?: FloorHolder; reason?: string | null; score?: number | null; what?: string }

/** Null: a line that nobody has words for. */
export function toItem(item: InThread): ThreadItem | null {
  if ('message' in item) return toMessage(item.message)
  const { id, kind, detail, userName, consultant, at } = item.event
  const { stage, holder, reason, score, what } = detail as EventDetail
  const shared = { id, at: at.toISOString() }
  if (kind === 'promise') return { ...shared, type: 'promise' }
  if (kind === 'answer')
    return what === 'late' || what === 'owner' || what === 'window' ? { ...shared, type: 'answer', what } : null
  if (kind === 'score') return { ...shared, type: 'score', score: score ?? null, userName }
  if (kind === 'booking') {
    const event = BookingEvent.safeParse(detail).data
    return event === undefined ? null : { ...shared, type: 'booking', event, userName, consultant }
  }
  return kind === 'stage'
    ? { ...shared, type: 'stage', stage: stage ?? 'greeting' }
    : { ...shared, type: 'floor', holder: holder ?? 'bot', userName, reason: reason ?? null }
}

export function toMessage(message: MessageInThread): ThreadMessage {
  const { id, author, authorName, kind, body, status, failure, releaseAt, at } = message
  const { quotedId, quotedAuthor, quotedKind, quotedBody } = message
  return {
    type: 'message',
    ...{ id, authorName, kind, body, status },
    author: author as Author,
    content: contentOf(message),
    failure: failureOf(failure),
    ...(message.inLine && { inLine: true }),
    replyTo:
      quotedId === null
        ? null
        : { id: quotedId, author: quotedAuthor as Author, kind: quotedKind ?? 'text', body: quotedBody ?? '' },
    ...(releaseAt !== null && { releaseAt: releaseAt.toISOString() }),
    ...(message.complainedAt !== null && {
      complaint: { note: message.complaint, by: message.complaintBy, at: message.complainedAt.toISOString() },
    }),
    at: at.toISOString(),
    changedAt: message.changedMicros,
  }
}

const Failure = z.object({
  code: z.number().nullish().catch(null),
  kind: z.string().optional().catch(undefined),
  title: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
})

/** What the page has words for, and beside it what WhatsApp itself said. */
export function failureOf(stored: unknown): ThreadMessage['failure'] {
  const failure = Failure.safeParse(stored).data
  if (failure === undefined) return null
  const { code = null, kind, title, detail } = failure
  const known = isFailureKind(kind) ? kind : code === null ? 'other' : failureKind({ code, httpStatus: null })
  return { kind: known, code, reason: detail ?? title ?? null }
}
