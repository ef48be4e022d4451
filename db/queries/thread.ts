import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { microsOf, reaches, type PageKey } from './page-key.ts'

export type MessageInThread = Awaited<ReturnType<typeof listMessages>>[number]
export type EventInThread = Awaited<ReturnType<typeof listEvents>>[number]
export type InThread = { message: MessageInThread } | { event: EventInThread }

const PAGE = 50
const QUOTE = 200
/** A mail that went out is no news, and a message about a consultation stands in the thread itself; reminders are named. */
const IS_TOLD = sql<boolean>`(e.detail->>'what' <> 'mail_sent'
  and (e.detail->>'what' <> 'told' or e.detail->>'message' like 'reminder%'))`

/** A piece of a conversation's thread, the oldest first: fifty messages and quiet lines before the key, or the last. */
export async function listThread(
  tx: WorkspaceTx,
  conversationId: string,
  before: PageKey | null,
): Promise<{ items: InThread[]; before: PageKey | null }> {
  const messages = await listMessages(tx, conversationId, before)
  const events = await listEvents(tx, conversationId, before)
  const latestFirst = [
    ...messages.map((message) => ({ key: message, item: { message } })),
    ...events.map((event) => ({ key: event, item: { event } })),
  ].sort(({ key: a }, { key: b }) => b.atMicros - a.atMicros || (a.id < b.id ? 1 : -1))
  const page = latestFirst.slice(0, PAGE)
  const first = latestFirst.length > PAGE ? page.at(-1)?.key : undefined
  return {
    items: page.map(({ item }) => item).reverse(),
    before: first ? { atMicros: first.atMicros, id: first.id } : null,
  }
}

/** One message of a conversation, as its thread shows it. */
export async function findMessage(tx: WorkspaceTx, conversationId: string, messageId: string) {
  return messageRows(tx, conversationId).where('m.id', '=', messageId).executeTakeFirst()
}

/** What was written or changed since a moment, in the order of the thread; of very many the latest. */
export async function listChangedMessages(
  tx: WorkspaceTx,
  { conversationId, since, limit }: { conversationId: string; since: Date; limit: number },
): Promise<MessageInThread[]> {
  const rows = await messageRows(tx, conversationId)
    .where('m.updated_at', '>=', since)
    .orderBy('m.sent_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

function listMessages(tx: WorkspaceTx, conversationId: string, before: PageKey | null) {
  return messageRows(tx, conversationId)
    .$if(before !== null, (query) => query.where(reaches(sql.ref('m.sent_at'), sql.ref('m.id'), before)))
    .orderBy('m.sent_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(PAGE + 1)
    .execute()
}

function messageRows(tx: WorkspaceTx, conversationId: string) {
  return tx
    .selectFrom('messages as m')
    .leftJoin('users as writer', 'writer.id', 'm.author_user_id')
    .leftJoin('messages as quoted', (join) =>
      join
        .onRef('quoted.channel_id', '=', 'm.channel_id')
        .onRef('quoted.provider_message_id', '=', 'm.reply_to_provider_id'),
    )
    .leftJoin('media as file', 'file.message_id', 'm.id')
    .leftJoin('bot_complaints as wrong', 'wrong.message_id', 'm.id')
    .leftJoin('users as teller', 'teller.id', 'wrong.user_id')
    .where('m.conversation_id', '=', conversationId)
    .select([
      'm.id',
      'm.author',
      'writer.name as authorName',
      'm.kind',
      'm.body',
      'm.content',
      'm.status',
      'm.failure',
      'm.release_at as releaseAt',
      sql<boolean>`m.status = 'queued' and exists
        (select from waiting_messages w where w.message_id = m.id and w.told_at is null)`.as('inLine'),
      'm.created_at as createdAt',
      'm.sent_at as at',
      microsOf(sql.ref('m.sent_at')).as('atMicros'),
      microsOf(sql.ref('m.updated_at')).as('changedMicros'),
      'quoted.id as quotedId',
      'quoted.author as quotedAuthor',
      'quoted.kind as quotedKind',
      sql<string | null>`left(quoted.body, ${QUOTE})`.as('quotedBody'),
      'wrong.note as complaint',
      'wrong.at as complainedAt',
      'teller.name as complaintBy',
      'file.state as fileState',
      'file.reason as fileReason',
      'file.file_name as fileName',
      'file.found_type as fileType',
      'file.bytes as fileBytes',
    ])
}

function listEvents(tx: WorkspaceTx, conversationId: string, before: PageKey | null) {
  return tx
    .selectFrom('conversation_events as e')
    .leftJoin('users as person', (join) => join.on(sql<boolean>`person.id = (e.detail->>'userId')::uuid`))
    .leftJoin('consultants as k', (join) => join.on(sql<boolean>`k.id = (e.detail->>'consultantId')::uuid`))
    .where('e.conversation_id', '=', conversationId)
    .where((of) =>
      of.or([
        of('e.kind', 'in', ['stage', 'floor', 'promise', 'score', 'answer']),
        of.and([of('e.kind', '=', 'booking'), IS_TOLD]),
      ]),
    )
    .$if(before !== null, (query) => query.where(reaches(sql.ref('e.at'), sql.ref('e.id'), before)))
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(PAGE + 1)
    .select(['e.id', 'e.kind', 'e.detail', 'e.at', 'person.name as userName', 'k.name as consultant'])
    .select(microsOf(sql.ref('e.at')).as('atMicros'))
    .execute()
}
