import { sql } from 'kysely'
import type { StaffMessage } from '#schema/conversation.ts'
import type { LinkButton } from '#schema/quick-reply.ts'
import type { SentTemplate } from '#schema/template.ts'
import type { Db, WorkspaceTx } from '../connect.ts'
import { insertAuditOnce } from './audit.ts'
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
  /** Until then its author can take it back; null where it goes out at once. */
  releaseAt: Date | null
  /** A filled-in template; its words as the customer sees them are the body. */
  template?: SentTemplate | undefined
  /** A button under it that opens a page. */
  link?: LinkButton | undefined
}

/**
 * Keeps what a person wrote, to be sent. `same` where the very same stands there already; `conflict` where something
 * else has its id.
 */
export async function insertStaffMessageOnce(
  tx: WorkspaceTx,
  {
    messageId,
    conversationId,
    channelId,
    userId,
    body,
    replyToProviderId,
    now,
    releaseAt,
    template,
    link,
  }: StaffMessageToKeep,
): Promise<'new' | 'same' | 'conflict'> {
  const message = {
    id: messageId,
    conversation_id: conversationId,
    channel_id: channelId,
    direction: 'outbound',
    author: 'staff',
    author_user_id: userId,
    kind: template !== undefined ? 'template' : link !== undefined ? 'interactive' : 'text',
    body,
    content: JSON.stringify({ ...(template && { template }), ...(link && { link }) }),
    reply_to_provider_id: replyToProviderId,
  }
  const inserted = await tx
    .insertInto('messages')
    .values({ ...message, status: 'queued', sent_at: now, release_at: releaseAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) {
    await tx
      .updateTable('conversations')
      .set({ last_message_at: sql`greatest(last_message_at, ${now}::timestamptz)` })
      .where('id', '=', conversationId)
      .execute()
    await insertAuditOnce(tx, messageId, {
      actor: userId,
      action: 'message.written',
      subject: conversationId,
      detail: { messageId },
    })
    await notify(tx, { kind: 'message', conversationId })
    return 'new'
  }
  const same = await tx
    .selectFrom('messages')
    .where('id', '=', messageId)
    .where('conversation_id', '=', conversationId)
    .where('author', '=', 'staff')
    .where('author_user_id', '=', userId)
    .where('body', '=', body)
    .where(sql<boolean>`content = ${message.content}::jsonb`)
    .where(sql<boolean>`reply_to_provider_id is not distinct from ${replyToProviderId}`)
    .select('id')
    .executeTakeFirst()
  return same ? 'same' : 'conflict'
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

/** What people wrote in a conversation and it has not claimed yet, the oldest first; not what is in line for the quota. */
export async function listWaitingStaffMessages(tx: WorkspaceTx, conversationId: string): Promise<StaffMessage[]> {
  const rows = await tx
    .selectFrom('messages as m')
    .where('m.conversation_id', '=', conversationId)
    .where('m.author', '=', 'staff')
    .where('m.status', '=', 'queued')
    .where(sql<boolean>`m.created_at > now() - interval '24 hours'`)
    .where(sql<boolean>`not exists (select from outbound_messages o where o.message_id = m.id)`)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .where(sql<boolean>`not exists (select from waiting_messages w where w.message_id = m.id and w.told_at is null)`)
    .select(['m.id as messageId', 'm.author_user_id as userId', 'm.release_at as releaseAt'])
    .execute()
  return rows.flatMap(({ messageId, userId, releaseAt }) =>
    userId === null ? [] : [{ messageId, userId, ...(releaseAt !== null && { releaseAtMs: releaseAt.getTime() }) }],
  )
}

export type UntoldStaffMessage = {
  messageId: string
  userId: string
  workspaceId: string
  conversationId: string
  state: unknown
}

/**
 * What people wrote at least `olderThanMs` ago and their conversation was not told of, the oldest first: kept, not in
 * the ledger, not in line for the quota, and not older than the 24 hours in which it could be sent.
 */
export async function listUntoldStaffMessages(
  platform: Db,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<UntoldStaffMessage[]> {
  const rows = await platform
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('channels', 'channels.id', 'm.channel_id')
    // There they wait for the channel, told or not.
    .where('channels.stopped_at', 'is', null)
    .where('m.author', '=', 'staff')
    .where('m.status', '=', 'queued')
    .where('m.author_user_id', 'is not', null)
    .where(sql<boolean>`m.created_at between now() - interval '24 hours' and now() - ${olderThanMs} * interval '1 ms'`)
    .where(sql<boolean>`not exists (select from outbound_messages o where o.message_id = m.id)`)
    .where(
      sql<boolean>`not exists (select from waiting_messages w where w.message_id = m.id
        and (w.told_at is null or w.told_at > now() - ${olderThanMs} * interval '1 ms'))`,
    )
    .orderBy('m.created_at')
    .orderBy('m.id')
    .limit(limit)
    .select([
      'm.id as messageId',
      'm.author_user_id as userId',
      'm.workspace_id as workspaceId',
      'm.conversation_id as conversationId',
      'c.state',
    ])
    .execute()
  return rows.flatMap(({ userId, ...row }) => (userId === null ? [] : [{ ...row, userId }]))
}
