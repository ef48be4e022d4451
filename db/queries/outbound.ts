import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { AriConfig } from '#schema/ari-config.ts'
import type { WorkspaceTx } from '../connect.ts'
import { newestVersion, publishedFrom } from './ari-config.ts'
import { lockSwitch } from './workspace-floor.ts'

export type Recipient = {
  floorEpoch: number
  /** The conversation that goes on in its place. */
  mergedInto: string | null
  botOn: boolean
  windowOpen: boolean
  provider: string
  phoneNumberId: string
  channelId: string
  accessTokenSealed: string | null
  sendsPerSecond: number
  /** WhatsApp refused the channel as such; see channel-stops.ts. */
  channelStopped: boolean
  phone: string | null
  userId: string | null
  /** The customer's, as far as it is known. */
  language: 'id' | 'en'
  timeZone: string
  refusal: { id: string; en: string }
}

/** Where a conversation's messages go, and whether they may. Locks the conversation until the transaction ends. */
export async function lockRecipient(tx: WorkspaceTx, conversationId: string, now: Date): Promise<Recipient> {
  await lockSwitch(tx, 'shared')
  const { published, customerLanguage, ...recipient } = await tx
    .selectFrom('conversations as c')
    .innerJoin('contacts', 'contacts.id', 'c.contact_id')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .innerJoin('workspaces as w', 'w.id', 'c.workspace_id')
    .where('c.id', '=', conversationId)
    .forNoKeyUpdate('c')
    .select([
      'c.floor_epoch as floorEpoch',
      'c.merged_into as mergedInto',
      'w.bot_on as botOn',
      sql<boolean>`coalesce(c.last_inbound_at > ${now}::timestamptz - interval '24 hours', false)`.as('windowOpen'),
      'channels.provider',
      'channels.phone_number_id as phoneNumberId',
      'channels.id as channelId',
      'channels.access_token_sealed as accessTokenSealed',
      'channels.sends_per_second as sendsPerSecond',
      sql<boolean>`channels.stopped_at is not null`.as('channelStopped'),
      'contacts.phone',
      sql<string | null>`(select value from contact_identities i
        where i.contact_id = c.contact_id and i.kind = 'user_id' order by created_at desc limit 1)`.as('userId'),
      'c.language as customerLanguage',
      'w.timezone as timeZone',
      newestVersion('w.id').as('published'),
    ])
    .executeTakeFirstOrThrow()
  const { persona, guard } = publishedFrom(published).config
  return { ...recipient, language: languageFor(persona, customerLanguage), refusal: guard.refusal }
}

/** How a conversation is spoken to. */
export async function findManner(
  tx: WorkspaceTx,
  conversationId: string,
): Promise<Pick<Recipient, 'language' | 'timeZone'>> {
  const { published, customerLanguage, timeZone } = await tx
    .selectFrom('conversations as c')
    .innerJoin('workspaces as w', 'w.id', 'c.workspace_id')
    .where('c.id', '=', conversationId)
    .select(['c.language as customerLanguage', 'w.timezone as timeZone', newestVersion('w.id').as('published')])
    .executeTakeFirstOrThrow()
  return { language: languageFor(publishedFrom(published).config.persona, customerLanguage), timeZone }
}

/** The persona's language, or the customer's where it follows. */
export function languageFor(
  { language, followsCustomer }: AriConfig['persona'],
  customers: string | null,
): Recipient['language'] {
  if (!followsCustomer || (customers !== 'id' && customers !== 'en')) return language
  return customers
}

export type LedgerEntry = {
  messageId: string
  state: string
  floorEpoch: number
  payload: unknown
  /** Attempts in all, and those that count since it was last asked to be sent. */
  attempts: number
  tries: number
  lastAttempt: { id: string; outcome: string; startedAt: Date; code: number | null } | null
}

/** What the ledger says of a part of a turn's reply, the first or only one unless told; undefined when never written. */
export async function findLedgerEntry(
  tx: WorkspaceTx,
  { conversationId, turn, part = 1 }: { conversationId: string; turn: number; part?: number },
): Promise<LedgerEntry | undefined> {
  const row = await ledgerEntries(tx)
    .where('o.conversation_id', '=', conversationId)
    .where('o.turn', '=', turn)
    .where('o.part', '=', part)
    .executeTakeFirst()
  return row && entryOf(row)
}

/** What the ledger says of a message; undefined when it was never written there. */
export async function findLedgerEntryOf(tx: WorkspaceTx, messageId: string): Promise<LedgerEntry | undefined> {
  const row = await ledgerEntries(tx).where('o.message_id', '=', messageId).executeTakeFirst()
  return row && entryOf(row)
}

/** Leaves a turn's place in the ledger to the reply that is made instead: this one was taken back and never tried. */
export async function leavePlace(tx: WorkspaceTx, messageId: string): Promise<void> {
  await tx.updateTable('outbound_messages').set({ turn: null }).where('message_id', '=', messageId).execute()
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
          .select(['id', 'outcome', 'started_at', 'number', 'error_code'])
          .as('attempt'),
      (join) => join.onTrue(),
    )
    .select([
      'o.message_id as messageId',
      'o.state',
      'o.floor_epoch as floorEpoch',
      'o.payload',
      'o.tries',
      'attempt.id',
      'attempt.outcome',
      'attempt.started_at as startedAt',
      'attempt.number',
      'attempt.error_code as code',
    ])
}

type LedgerRow = Omit<LedgerEntry, 'attempts' | 'lastAttempt'> & {
  id: string | null
  outcome: string | null
  startedAt: Date | null
  number: number | null
  code: number | null
}

function entryOf({ id, outcome, startedAt, number, code, ...entry }: LedgerRow): LedgerEntry {
  const lastAttempt = id !== null && outcome !== null && startedAt !== null ? { id, outcome, startedAt, code } : null
  return { ...entry, attempts: number ?? 0, lastAttempt }
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

export type NewOutbound = {
  /** Given by whoever must find it again; else a new one. */
  messageId?: string
  conversationId: string
  channelId: string
  /** Null for what belongs to no turn. */
  turn: number | null
  author?: 'bot' | 'system'
  /** Of the turn's reply; the first unless told. */
  part?: number
  /** What it says, where ARI drafted it; words of our own have none. */
  draftId?: string | null
  floorEpoch: number
  kind: string
  body: string
  content: unknown
  payload: unknown
  now: Date
}

/** Writes a message of ARI's or of the desk's own with its ledger row and its first attempt: from here on it may be on its way. */
export async function insertOutbound(
  tx: WorkspaceTx,
  outbound: NewOutbound,
): Promise<{ messageId: string; attemptId: string }> {
  const attemptId = uuidv7()
  const { messageId = uuidv7(), conversationId, channelId, turn, part = 1, floorEpoch, now, author = 'bot' } = outbound
  const { draftId = null } = outbound
  await tx
    .with('message', (query) =>
      query.insertInto('messages').values({
        id: messageId,
        conversation_id: conversationId,
        channel_id: channelId,
        direction: 'outbound',
        author,
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
        part,
        draft_id: draftId,
        floor_epoch: floorEpoch,
        state: 'sending',
        tries: 1,
        payload: JSON.stringify(outbound.payload),
      }),
    )
    .with('audit', (query) => query.insertInto('audit_log').values(sendAudit(messageId, attemptId)))
    .insertInto('send_attempts')
    .values({ id: attemptId, message_id: messageId, number: 1 })
    .execute()
  return { messageId, attemptId }
}

/** Each attempt has its line in the audit log, in the statement that opens it. */
function sendAudit(messageId: string, attemptId: string) {
  return {
    id: uuidv7(),
    actor: 'worker',
    action: 'message.sent',
    subject: messageId,
    detail: JSON.stringify({ attemptId }),
  }
}

/** Opens a further attempt at a message that waits in the ledger; its id travels with the call. */
export async function startAttempt(
  tx: WorkspaceTx,
  { messageId, number }: { messageId: string; number: number },
): Promise<string> {
  const attemptId = uuidv7()
  await tx
    .with('outbound', (query) =>
      query
        .updateTable('outbound_messages')
        .set({ state: 'sending', tries: sql`tries + 1` })
        .where('message_id', '=', messageId),
    )
    .with('message', (query) =>
      query
        .updateTable('messages')
        .set({ status: 'sending' })
        .where('id', '=', messageId)
        .where('status', '=', 'queued'),
    )
    .with('audit', (query) => query.insertInto('audit_log').values(sendAudit(messageId, attemptId)))
    .insertInto('send_attempts')
    .values({ id: attemptId, message_id: messageId, number })
    .execute()
  return attemptId
}
