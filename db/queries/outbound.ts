import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'

export type Recipient = {
  floorEpoch: number
  botOn: boolean
  windowOpen: boolean
  provider: string
  phoneNumberId: string
  channelId: string
  accessTokenSealed: string | null
  phone: string | null
  userId: string | null
  language: string
  timeZone: string
  refusalId: string
  refusalEn: string
}

/** Where a conversation's messages go, and whether they may. Locks the conversation until the transaction ends. */
export async function lockRecipient(tx: WorkspaceTx, conversationId: string, now: Date): Promise<Recipient> {
  return tx
    .selectFrom('conversations as c')
    .innerJoin('contacts', 'contacts.id', 'c.contact_id')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .innerJoin('workspaces as w', 'w.id', 'c.workspace_id')
    .where('c.id', '=', conversationId)
    .forUpdate('c')
    .select([
      'c.floor_epoch as floorEpoch',
      'w.bot_on as botOn',
      sql<boolean>`coalesce(c.last_inbound_at > ${now}::timestamptz - interval '24 hours', false)`.as('windowOpen'),
      'channels.provider',
      'channels.phone_number_id as phoneNumberId',
      'channels.id as channelId',
      'channels.access_token_sealed as accessTokenSealed',
      'contacts.phone',
      sql<
        string | null
      >`(select value from contact_identities i where i.contact_id = c.contact_id and i.kind = 'user_id' limit 1)`.as(
        'userId',
      ),
      sql<string>`coalesce(c.language, w.language)`.as('language'),
      'w.timezone as timeZone',
      'w.refusal_id as refusalId',
      'w.refusal_en as refusalEn',
    ])
    .executeTakeFirstOrThrow()
}

export type LedgerEntry = {
  messageId: string
  state: string
  payload: unknown
  attempts: number
  lastAttempt: { id: string; outcome: string; startedAt: Date } | null
}

/** What the ledger says of a turn's message; undefined when it was never written. */
export async function findLedgerEntry(
  tx: WorkspaceTx,
  { conversationId, turn }: { conversationId: string; turn: number },
): Promise<LedgerEntry | undefined> {
  const row = await ledgerEntries(tx)
    .where('o.conversation_id', '=', conversationId)
    .where('o.turn', '=', turn)
    .executeTakeFirst()
  return row && entryOf(row)
}

/** What the ledger says of a message; undefined when it was never written there. */
export async function findLedgerEntryOf(tx: WorkspaceTx, messageId: string): Promise<LedgerEntry | undefined> {
  const row = await ledgerEntries(tx).where('o.message_id', '=', messageId).executeTakeFirst()
  return row && entryOf(row)
}

function ledgerEntries(tx: WorkspaceTx) {
  return tx
    .selectFrom('outbound_messages as o')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('send_attempts')
          .whereRef('send_attempts.message_id', '=', 'o.message_id')
          .orderBy('number', 'desc')
          .limit(1)
          .select(['id', 'outcome', 'started_at', 'number'])
          .as('attempt'),
      (join) => join.onTrue(),
    )
    .select([
      'o.message_id as messageId',
      'o.state',
      'o.payload',
      'attempt.id',
      'attempt.outcome',
      'attempt.started_at as startedAt',
      'attempt.number',
    ])
}

type LedgerRow = Omit<LedgerEntry, 'attempts' | 'lastAttempt'> & {
  id: string | null
  outcome: string | null
  startedAt: Date | null
  number: number | null
}

function entryOf({ messageId, state, payload, id, outcome, startedAt, number }: LedgerRow): LedgerEntry {
  const lastAttempt = id !== null && outcome !== null && startedAt !== null ? { id, outcome, startedAt } : null
  return { messageId, state, payload, attempts: number ?? 0, lastAttempt }
}

/** What a person wrote, waiting to be sent, and what it answers, by WhatsApp's id. */
export async function getQueuedMessage(
  tx: WorkspaceTx,
  messageId: string,
): Promise<{ kind: string; body: string; content: unknown; replyToProviderId: string | null }> {
  return tx
    .selectFrom('messages')
    .where('id', '=', messageId)
    .select(['kind', 'body', 'content', 'reply_to_provider_id as replyToProviderId'])
    .executeTakeFirstOrThrow()
}

/** Opens the ledger for a message that stands in the thread already. */
export async function insertLedger(
  tx: WorkspaceTx,
  {
    messageId,
    conversationId,
    floorEpoch,
    payload,
  }: { messageId: string; conversationId: string; floorEpoch: number; payload: unknown },
): Promise<void> {
  await tx
    .insertInto('outbound_messages')
    .values({
      message_id: messageId,
      conversation_id: conversationId,
      floor_epoch: floorEpoch,
      payload: JSON.stringify(payload),
    })
    .execute()
}

/** It cannot go out, and will not be tried: the reason, a word that pages know, stands with the message. */
export async function failOutbound(
  tx: WorkspaceTx,
  { messageId, conversationId, reason, detail }: OutboundFailure,
): Promise<void> {
  await tx
    .with('outbound', (query) =>
      query.updateTable('outbound_messages').set({ state: 'failed' }).where('message_id', '=', messageId),
    )
    .updateTable('messages')
    .set({ status: 'failed', failure: JSON.stringify({ code: null, reason, detail }) })
    .where('id', '=', messageId)
    .execute()
  await notify(tx, { kind: 'message', conversationId })
}

export type OutboundFailure = {
  messageId: string
  conversationId: string
  reason: 'window_closed' | 'template_unusable'
  detail: string
}

export type NewOutbound = {
  conversationId: string
  channelId: string
  turn: number
  floorEpoch: number
  kind: string
  body: string
  content: unknown
  payload: unknown
  now: Date
}

/** Writes a bot message with its ledger row and its first attempt: from here on it may be on its way. */
export async function insertOutbound(
  tx: WorkspaceTx,
  outbound: NewOutbound,
): Promise<{ messageId: string; attemptId: string }> {
  const messageId = uuidv7()
  const attemptId = uuidv7()
  const { conversationId, channelId, turn, floorEpoch, now } = outbound
  await tx
    .with('message', (query) =>
      query.insertInto('messages').values({
        id: messageId,
        conversation_id: conversationId,
        channel_id: channelId,
        direction: 'outbound',
        author: 'bot',
        kind: outbound.kind,
        body: outbound.body,
        content: JSON.stringify(outbound.content),
        status: 'sending',
        sent_at: now,
      }),
    )
    .with('ledger', (query) =>
      query.insertInto('outbound_messages').values({
        message_id: messageId,
        conversation_id: conversationId,
        turn,
        floor_epoch: floorEpoch,
        state: 'sending',
        payload: JSON.stringify(outbound.payload),
      }),
    )
    .insertInto('send_attempts')
    .values({ id: attemptId, message_id: messageId, number: 1 })
    .execute()
  return { messageId, attemptId }
}

/** Opens a further attempt at a message that waits in the ledger; its id travels with the call. */
export async function startAttempt(
  tx: WorkspaceTx,
  { messageId, number }: { messageId: string; number: number },
): Promise<string> {
  const attemptId = uuidv7()
  await tx
    .with('outbound', (query) =>
      query.updateTable('outbound_messages').set({ state: 'sending' }).where('message_id', '=', messageId),
    )
    .with('message', (query) =>
      query
        .updateTable('messages')
        .set({ status: 'sending' })
        .where('id', '=', messageId)
        .where('status', '=', 'queued'),
    )
    .insertInto('send_attempts')
    .values({ id: attemptId, message_id: messageId, number })
    .execute()
  return attemptId
}

/** WhatsApp took it. A status that came first has already said more: it is not lowered. */
export async function recordAccepted(
  tx: WorkspaceTx,
  { attemptId, messageId, providerMessageId }: { attemptId: string; messageId: string; providerMessageId: string },
): Promise<void> {
  await tx
    .with('attempt', (query) =>
      query
        .updateTable('send_attempts')
        .set({ outcome: 'accepted', provider_message_id: providerMessageId })
        .where('id', '=', attemptId),
    )
    .with('outbound', (query) =>
      query
        .updateTable('outbound_messages')
        .set({ state: 'sent' })
        .where('message_id', '=', messageId)
        .where('state', '!=', 'failed'),
    )
    .updateTable('messages')
    .set({
      provider_message_id: sql`coalesce(provider_message_id, ${providerMessageId})`,
      status: sql`case when status in ('queued', 'sending') then 'sent' else status end`,
    })
    .where('id', '=', messageId)
    .execute()
}

export type Refusal = { attemptId: string; messageId: string; code: number | null; detail: string; final: boolean }

/** WhatsApp said no. Not final: the message waits for its next attempt. Final: it has failed, with the reason. */
export async function recordRefused(
  tx: WorkspaceTx,
  { attemptId, messageId, code, detail, final }: Refusal,
): Promise<void> {
  await tx
    .with('attempt', (query) =>
      query
        .updateTable('send_attempts')
        .set({ outcome: 'refused', error_code: code, error_detail: detail })
        .where('id', '=', attemptId),
    )
    .with('outbound', (query) =>
      query
        .updateTable('outbound_messages')
        .set({ state: final ? 'failed' : 'queued' })
        .where('message_id', '=', messageId),
    )
    .updateTable('messages')
    .set(final ? { status: 'failed', failure: JSON.stringify({ code, detail }) } : { status: 'queued' })
    .where('id', '=', messageId)
    .execute()
}

/** Takes back a message that may no longer go out: nothing of it was sent. */
export async function withdrawOutbound(tx: WorkspaceTx, messageId: string, conversationId: string): Promise<void> {
  await tx
    .with('outbound', (query) =>
      query.updateTable('outbound_messages').set({ state: 'withdrawn' }).where('message_id', '=', messageId),
    )
    .updateTable('messages')
    .set({ status: 'withdrawn' })
    .where('id', '=', messageId)
    .execute()
  await notify(tx, { kind: 'message', conversationId })
}
