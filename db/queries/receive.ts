import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ConversationState } from '#schema/conversation.ts'
import type { MessageContent } from '#schema/whatsapp-webhook.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertMediaOnce } from './media.ts'
import { findOrInsertContacts, type Person } from './receive-contacts.ts'

export type ReceivedMessage = {
  /** Becomes the message's id, so that receiving it again finds it again. */
  eventId: string
  channelId: string
  sender: string
  direction: 'inbound' | 'outbound'
  author: 'customer' | 'phone'
  kind: string
  body: string
  content: MessageContent
  providerMessageId: string
  replyToProviderId: string | null
  /** How it ended, where nothing is to be done about it. */
  outcome: string | null
  /** It opens WhatsApp's 24 hours, and the conversation moves up in lists. */
  counts: boolean
  /** The customer wants nothing unasked any more, or again. */
  optWord: 'out' | 'in' | null
  sentAt: Date
}

/** A message as it now stands in its conversation, with what is told to the conversation. */
export type StoredMessage = {
  eventId: string
  messageId: string
  conversationId: string
  state: ConversationState | null
  burstMs: number
  sentAt: Date
  /** Whose message it is: the conversation is told of a customer's and of what was written on the phone. */
  author: 'customer' | 'phone'
  /** The conversation is to hear of it: nobody has answered or set it aside yet. */
  isOpen: boolean
}

const ECHO_COUNTS_MS = 24 * 60 * 60 * 1000

type Conversation = { id: string; contactId: string; channelId: string; state: ConversationState | null }

/** Puts messages where they belong: contact, conversation, message. Repeating it changes nothing. */
export async function storeMessages(
  tx: WorkspaceTx,
  workspaceId: string,
  people: readonly Person[],
  messages: readonly ReceivedMessage[],
): Promise<StoredMessage[]> {
  if (messages.length === 0) return []
  const contacts = await findOrInsertContacts(tx, workspaceId, people)
  const placeOf = ({ sender, channelId }: ReceivedMessage) => `${contacts.get(sender) ?? ''} ${channelId}`
  const [conversations, burstMs] = await Promise.all([
    findOrInsertConversations(tx, [...new Set(messages.map(placeOf))]),
    readBurst(tx),
  ])

  const placed = messages.flatMap((message) => {
    const conversation = conversations.get(placeOf(message))
    return conversation ? [{ message, conversation }] : []
  })
  const inserted = await insertMessages(tx, placed)
  const isNew = ({ eventId }: ReceivedMessage) => inserted.has(eventId)
  const [earlier] = await Promise.all([
    findByProviderId(
      tx,
      placed.flatMap(({ message }) => (isNew(message) ? [] : [message])),
    ),
    insertMediaOnce(tx, messages.filter(isNew).flatMap(mediaOf)),
    touch(
      tx,
      placed.filter(({ message }) => isNew(message)),
    ),
    keepOptWords(
      tx,
      placed.filter(({ message }) => isNew(message)),
    ),
  ])
  return placed.flatMap(({ message, conversation }) => {
    const { eventId, sentAt, author, outcome } = message
    const before = earlier.get(`${message.channelId} ${message.providerMessageId}`)
    if (!before && !inserted.has(eventId)) return []
    const about = { eventId, conversationId: conversation.id, state: conversation.state, burstMs, sentAt }
    const isOpen = author === 'phone' ? isNews(message, before?.id) : outcome === null && (before?.isOpen ?? true)
    return [{ ...about, author, messageId: before?.id ?? eventId, isOpen }]
  })
}

/** Kept with the message, whoever has the floor: the customer need not wait for anybody to be taken at their word. */
async function keepOptWords(tx: WorkspaceTx, placed: readonly Placed[]): Promise<void> {
  for (const { message, conversation } of placed) {
    if (message.optWord === null) continue
    await tx
      .updateTable('contacts')
      .set({ opted_out_at: message.optWord === 'out' ? message.sentAt : null })
      .where('id', '=', conversation.contactId)
      .execute()
  }
}

function mediaOf({ eventId, kind, content: { media } }: ReceivedMessage) {
  if (!media) return []
  const { id, mimeType = null, filename = null } = media
  return [{ messageId: eventId, kind, providerMediaId: id, declaredType: mimeType, fileName: filename }]
}

/** An echo of what we sent ourselves is no news, and one that is a day late says nothing of who speaks now. */
function isNews({ eventId, sentAt, counts }: ReceivedMessage, knownAs: string | undefined): boolean {
  return counts && (knownAs === undefined || knownAs === eventId) && sentAt.getTime() > Date.now() - ECHO_COUNTS_MS
}

/** Tells live pages that a conversation changed, when this transaction commits. Ids only. */
export async function notifyDesk(
  tx: WorkspaceTx,
  workspaceId: string,
  conversationIds: Iterable<string>,
  kind: 'message' | 'status',
): Promise<void> {
  const notes = [...new Set(conversationIds)].map((conversationId) =>
    JSON.stringify({ workspaceId, conversationId, kind }),
  )
  if (notes.length === 0) return
  await sql`select pg_notify('desk', note) from unnest(${notes}::text[]) as n(note)`.execute(tx)
}

/** Locked in the order of their ids until the transaction ends: their times are about to change. */
async function findOrInsertConversations(
  tx: WorkspaceTx,
  places: readonly string[],
): Promise<Map<string, Conversation>> {
  const pairs = places.map((place) => place.split(' '))
  const contactIds = pairs.map(([contactId]) => contactId)
  const channelIds = pairs.map(([, channelId]) => channelId)
  const find = async () => {
    const { rows } = await sql<Conversation>`
      select id, contact_id as "contactId", channel_id as "channelId", state from conversations
      where (contact_id, channel_id) in (select * from unnest(${contactIds}::uuid[], ${channelIds}::uuid[]))
      order by id for no key update`.execute(tx)
    return new Map(rows.map((row) => [`${row.contactId} ${row.channelId}`, row]))
  }
  const found = await find()
  const missing = pairs.filter((_, index) => !found.has(places[index] ?? ''))
  if (missing.length === 0) return found
  await sql`
    insert into conversations (id, contact_id, channel_id)
    select * from unnest(${missing.map(() => uuidv7())}::uuid[], ${missing.map(([contactId]) => contactId)}::uuid[],
      ${missing.map(([, channelId]) => channelId)}::uuid[])
    on conflict (contact_id, channel_id) do nothing`.execute(tx)
  return find()
}

type Placed = { message: ReceivedMessage; conversation: Conversation }

async function insertMessages(tx: WorkspaceTx, placed: readonly Placed[]): Promise<Set<string>> {
  const rows = placed.map(({ message, conversation }) => ({
    id: message.eventId,
    conversation_id: conversation.id,
    channel_id: message.channelId,
    direction: message.direction,
    author: message.author,
    kind: message.kind,
    body: message.body,
    content: message.content,
    provider_message_id: message.providerMessageId,
    reply_to_provider_id: message.replyToProviderId,
    status: message.direction === 'inbound' ? 'received' : 'sent',
    outcome: message.outcome,
    sent_at: message.sentAt,
  }))
  const result = await sql<{ id: string }>`
    insert into messages (id, conversation_id, channel_id, direction, author, kind, body, content, provider_message_id,
      reply_to_provider_id, status, outcome, sent_at)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as m(id uuid, conversation_id uuid, channel_id uuid,
      direction text, author text, kind text, body text, content jsonb, provider_message_id text,
      reply_to_provider_id text, status text, outcome text, sent_at timestamptz)
    on conflict do nothing
    returning id`.execute(tx)
  return new Set(result.rows.map(({ id }) => id))
}

async function findByProviderId(
  tx: WorkspaceTx,
  messages: readonly ReceivedMessage[],
): Promise<Map<string, { id: string; isOpen: boolean }>> {
  if (messages.length === 0) return new Map()
  const { rows } = await sql<{ id: string; channelId: string; wamid: string; isOpen: boolean }>`
    select id, channel_id as "channelId", provider_message_id as wamid,
      direction = 'inbound' and outcome is null as "isOpen"
    from messages
    where (channel_id, provider_message_id) in (
      select * from unnest(${messages.map(({ channelId }) => channelId)}::uuid[],
        ${messages.map(({ providerMessageId }) => providerMessageId)}::text[]))`.execute(tx)
  return new Map(rows.map(({ id, isOpen, channelId, wamid }) => [`${channelId} ${wamid}`, { id, isOpen }]))
}

async function readBurst(tx: WorkspaceTx): Promise<number> {
  const { rows } = await sql<{ burstMs: number }>`
    select burst_ms as "burstMs" from workspaces where id = current_workspace()`.execute(tx)
  return rows[0]?.burstMs ?? 0
}

async function touch(tx: WorkspaceTx, placed: readonly Placed[]): Promise<void> {
  const rows = placed.flatMap(({ message: { counts, direction, sentAt }, conversation }) =>
    counts ? [{ id: conversation.id, message_at: sentAt, inbound_at: direction === 'inbound' ? sentAt : null }] : [],
  )
  if (rows.length === 0) return
  // greatest() passes over nulls.
  await sql`
    update conversations c
    set last_message_at = greatest(c.last_message_at, v.message_at), last_inbound_at = greatest(c.last_inbound_at, v.inbound_at)
    from (
      select id, max(message_at) as message_at, max(inbound_at) as inbound_at
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, message_at timestamptz, inbound_at timestamptz)
      group by id
    ) v
    where c.id = v.id`.execute(tx)
}
