import { sql } from 'kysely'
import type { Db, WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'
import type { UntoldStaffMessage } from './staff-messages.ts'

type Wish = { conversationId: string; messageId: string; userId: string }

/**
 * Makes a message that failed one that waits to be sent, as a new attempt. `unchanged` where it has not failed, as
 * after the first of two presses; undefined where the conversation has no such message of ours.
 */
export async function queueAgain(
  tx: WorkspaceTx,
  { conversationId, messageId, userId }: Wish,
): Promise<'queued' | 'unchanged' | 'window_closed' | undefined> {
  const message = await tx
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .where('m.id', '=', messageId)
    .where('m.conversation_id', '=', conversationId)
    .where('m.author', 'in', ['bot', 'staff'])
    .forNoKeyUpdate('m')
    .select([
      'm.status',
      'm.kind',
      sql<boolean>`coalesce(c.last_inbound_at > now() - interval '24 hours', false)`.as('windowOpen'),
    ])
    .executeTakeFirst()
  if (!message) return undefined
  if (message.status !== 'failed') return 'unchanged'
  // WhatsApp takes templates at any time.
  if (!message.windowOpen && message.kind !== 'template') return 'window_closed'
  await tx
    .with('outbound', (query) =>
      query
        .updateTable('outbound_messages')
        .set({ state: 'queued', tries: 0, resent_at: sql`clock_timestamp()`, resent_by: userId })
        .where('message_id', '=', messageId),
    )
    .updateTable('messages')
    // WhatsApp will know it by another id.
    .set({ status: 'queued', failure: null, provider_message_id: null })
    .where('id', '=', messageId)
    .execute()
  await notify(tx, { kind: 'message', conversationId })
  return 'queued'
}

/** What people asked to be sent again at least `olderThanMs` ago and was not tried since, the oldest first. */
export async function listUntoldResends(
  platform: Db,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<UntoldStaffMessage[]> {
  const rows = await platform
    .selectFrom('outbound_messages as o')
    .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .where('o.state', '=', 'queued')
    .where('channels.stopped_at', 'is', null)
    .where(sql<boolean>`o.resent_at between now() - interval '24 hours' and now() - ${olderThanMs} * interval '1 ms'`)
    .where(
      sql<boolean>`not exists (select from send_attempts a where a.message_id = o.message_id and a.started_at > o.resent_at)`,
    )
    .orderBy('o.resent_at')
    .limit(limit)
    .select([
      'o.message_id as messageId',
      'o.resent_by as userId',
      'o.workspace_id as workspaceId',
      'o.conversation_id as conversationId',
      'c.state',
    ])
    .execute()
  return rows.flatMap(({ userId, ...row }) => (userId === null ? [] : [{ ...row, userId }]))
}
