import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

export type StatusAddress = { channelId: string; providerMessageId: string; attemptId: string | null }

export type Failure = { code: number | null; title: string | null; detail: string | null }

export type OutboundDelivery = {
  messageId: string
  conversationId: string
  status: string
  failure: Failure | null
  providerMessageId: string | null
}

export type AttemptDelivery = {
  id: string
  messageId: string
  number: number
  outcome: 'unknown' | 'accepted' | 'refused'
  providerMessageId: string | null
  errorCode: number | null
  errorDetail: string | null
}

export type Addressed = {
  /** Per address, in its order: the message and the attempt it is about, where we know them. */
  targets: { messageId: string | null; attemptId: string | null }[]
  messages: Map<string, OutboundDelivery>
  attempts: Map<string, AttemptDelivery>
}

/**
 * What the statuses are about: the attempt whose id came back with them, else the one with that provider's id.
 * The messages are locked, in the order of their ids, until the transaction ends.
 */
export async function findDeliveries(tx: WorkspaceTx, addresses: readonly StatusAddress[]): Promise<Addressed> {
  const rows = addresses.map(({ channelId, providerMessageId, attemptId }, n) => ({
    n,
    channel_id: channelId,
    wamid: providerMessageId,
    attempt_id: attemptId,
  }))
  const found = await sql<{ n: number; messageId: string | null; attemptId: string | null }>`
    select s.n, coalesce(a.message_id, b.message_id, m.id) as "messageId", coalesce(a.id, b.id) as "attemptId"
    from json_to_recordset(${JSON.stringify(rows)}::json) as s(n int, channel_id uuid, wamid text, attempt_id uuid)
    left join send_attempts a on a.id = s.attempt_id
    left join lateral (
      select id, message_id from send_attempts
      where a.id is null and provider_message_id = s.wamid order by number desc limit 1
    ) b on true
    left join messages m on m.channel_id = s.channel_id and m.provider_message_id = s.wamid and m.direction = 'outbound'
    order by s.n`.execute(tx)
  const messageIds = [...new Set(found.rows.flatMap(({ messageId }) => messageId ?? []))]
  const messages = await sql<OutboundDelivery>`
    select id as "messageId", conversation_id as "conversationId", status, failure,
      provider_message_id as "providerMessageId"
    from messages where id = any(${messageIds}::uuid[]) and direction = 'outbound'
    order by id for no key update`.execute(tx)
  const attempts = await sql<AttemptDelivery>`
    select id, message_id as "messageId", number, outcome, provider_message_id as "providerMessageId",
      error_code as "errorCode", error_detail as "errorDetail"
    from send_attempts where message_id = any(${messageIds}::uuid[])
    order by id for no key update`.execute(tx)
  return {
    targets: found.rows.map(({ messageId, attemptId }) => ({ messageId, attemptId })),
    messages: new Map(messages.rows.map((row) => [row.messageId, row])),
    attempts: new Map(attempts.rows.map((row) => [row.id, row])),
  }
}

/** Writes how far the messages have come; the ledger of sending follows. */
export async function updateDeliveries(tx: WorkspaceTx, messages: readonly OutboundDelivery[]): Promise<void> {
  if (messages.length === 0) return
  const rows = JSON.stringify(messages)
  await sql`
    update messages m
    set status = v.status, failure = v.failure,
      provider_message_id = coalesce(m.provider_message_id, (
        select v."providerMessageId" where not exists (
          select from messages o where o.channel_id = m.channel_id and o.provider_message_id = v."providerMessageId")))
    from json_to_recordset(${rows}::json) as v("messageId" uuid, status text, failure jsonb, "providerMessageId" text)
    where m.id = v."messageId"`.execute(tx)
  await sql`
    update outbound_messages o
    set state = case when v.status = 'failed' then 'failed' else 'sent' end
    from json_to_recordset(${rows}::json) as v("messageId" uuid, status text)
    where o.message_id = v."messageId" and o.state <> 'withdrawn'
      and v.status in ('sent', 'delivered', 'read', 'failed')`.execute(tx)
}

export async function updateAttempts(tx: WorkspaceTx, attempts: readonly AttemptDelivery[]): Promise<void> {
  if (attempts.length === 0) return
  await sql`
    update send_attempts a
    set outcome = v.outcome, provider_message_id = coalesce(a.provider_message_id, v."providerMessageId"),
      error_code = v."errorCode", error_detail = v."errorDetail"
    from json_to_recordset(${JSON.stringify(attempts)}::json) as v(id uuid, outcome text, "providerMessageId" text,
      "errorCode" int, "errorDetail" text)
    where a.id = v.id`.execute(tx)
}
