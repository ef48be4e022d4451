import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { newsOf, notify } from './notify.ts'

/** WhatsApp took it. A status that came first has already said more: it is not lowered. */
export async function recordAccepted(
  tx: WorkspaceTx,
  {
    attemptId,
    messageId,
    conversationId,
    providerMessageId,
  }: { attemptId: string; messageId: string; conversationId: string; providerMessageId: string },
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
    .with('message', (query) =>
      query
        .updateTable('messages')
        .set({
          provider_message_id: sql`coalesce(provider_message_id, ${providerMessageId})`,
          status: sql`case when status in ('queued', 'sending') then 'sent' else status end`,
        })
        .where('id', '=', messageId),
    )
    .selectNoFrom(newsOf('message', conversationId).as('told'))
    .execute()
}

export type Refusal = {
  attemptId: string
  messageId: string
  code: number | null
  kind: string
  detail: string
  final: boolean
  /** Not where the message is not at fault. */
  counts: boolean
}

/** WhatsApp said no. Not final: the message waits for its next attempt. Final: it has failed, with the reason. */
export async function recordRefused(tx: WorkspaceTx, refusal: Refusal): Promise<void> {
  const { attemptId, messageId, code, kind, detail, final, counts } = refusal
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
        .set({ state: final ? 'failed' : 'queued', tries: sql`tries - ${counts ? 0 : 1}` })
        .where('message_id', '=', messageId),
    )
    .updateTable('messages')
    .set(final ? { status: 'failed', failure: JSON.stringify({ code, kind, detail }) } : { status: 'queued' })
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

/** It cannot go out, and will not be tried: the reason stands with the message. */
export async function failOutbound(
  tx: WorkspaceTx,
  {
    messageId,
    conversationId,
    kind,
    detail,
  }: { messageId: string; conversationId: string; kind: string; detail: string },
): Promise<void> {
  await tx
    .with('outbound', (query) =>
      query.updateTable('outbound_messages').set({ state: 'failed' }).where('message_id', '=', messageId),
    )
    .updateTable('messages')
    .set({ status: 'failed', failure: JSON.stringify({ code: null, kind, detail }) })
    .where('id', '=', messageId)
    .execute()
  await notify(tx, { kind: 'message', conversationId })
}
