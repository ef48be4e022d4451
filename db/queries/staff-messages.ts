import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'

export type StaffMessageToKeep = {
  messageId: string
  conversationId: string
  channelId: string
  userId: string
  body: string
  /** WhatsApp's id of the message that it answers. */
  replyToProviderId: string | null
  now: Date
}

/**
 * Keeps what a person wrote, to be sent. `kept` also where the very same stands there already; `conflict` where
 * something else has its id.
 */
export async function insertStaffMessageOnce(
  tx: WorkspaceTx,
  { messageId, conversationId, channelId, userId, body, replyToProviderId, now }: StaffMessageToKeep,
): Promise<'kept' | 'conflict'> {
  const message = {
    id: messageId,
    conversation_id: conversationId,
    channel_id: channelId,
    direction: 'outbound',
    author: 'staff',
    author_user_id: userId,
    kind: 'text',
    body,
    reply_to_provider_id: replyToProviderId,
  }
  const inserted = await tx
    .insertInto('messages')
    .values({ ...message, status: 'queued', sent_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) {
    await tx
      .updateTable('conversations')
      .set({ last_message_at: sql`greatest(last_message_at, ${now}::timestamptz)` })
      .where('id', '=', conversationId)
      .execute()
    await notify(tx, { kind: 'message', conversationId })
    return 'kept'
  }
  const same = await tx
    .selectFrom('messages')
    .where('id', '=', messageId)
    .where('conversation_id', '=', conversationId)
    .where('author', '=', 'staff')
    .where('author_user_id', '=', userId)
    .where('body', '=', body)
    .where(sql<boolean>`reply_to_provider_id is not distinct from ${replyToProviderId}`)
    .select('id')
    .executeTakeFirst()
  return same ? 'kept' : 'conflict'
}

/** How WhatsApp knows a message of a conversation; null while it does not, undefined where there is no such message. */
export async function findProviderId(
  tx: WorkspaceTx,
  conversationId: string,
  messageId: string,
): Promise<string | null | undefined> {
  const row = await tx
    .selectFrom('messages')
    .where('id', '=', messageId)
    .where('conversation_id', '=', conversationId)
    .select('provider_message_id as providerId')
    .executeTakeFirst()
  return row && row.providerId
}
