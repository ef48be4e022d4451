import { sql } from 'kysely'
import type { ConversationState } from '#schema/conversation.ts'
import type { Db, WorkspaceTx } from '../connect.ts'

/** An inbound message that nothing became of, with what its conversation is told. */
export type Orphan = {
  messageId: string
  workspaceId: string
  conversationId: string
  state: ConversationState | null
  sentAt: Date
  burstMs: number
}

/**
 * Inbound messages without an outcome whose time has come, the oldest first: older than `olderThanMs` and never told
 * again, or asked for. Not those that the relay has yet to hand on, nor those that wait for a reviewer.
 */
export async function listOrphans(
  db: Db,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<Orphan[]> {
  const { rows } = await sql<Orphan>`
    select m.id as "messageId", m.workspace_id as "workspaceId", m.conversation_id as "conversationId", c.state,
      m.sent_at as "sentAt", w.burst_ms as "burstMs"
    from messages m
    join conversations c on c.id = m.conversation_id
    join workspaces w on w.id = m.workspace_id
    where m.direction = 'inbound' and m.outcome is null
      and coalesce(m.tell_again_at, m.created_at + make_interval(secs => ${olderThanMs / 1000})) <= now()
      and not exists (select from inbound_events e where e.id = m.id and e.relayed_at is null)
      and not exists (select from drafts d where d.conversation_id = m.conversation_id and d.status = 'held')
    order by m.sent_at, m.id limit ${limit}`.execute(db)
  return rows
}

/** The next time is twice as far away as the last, at most an hour. */
export async function markToldAgain(db: Db, messageId: string): Promise<void> {
  await sql`
    update messages set told_again = told_again + 1,
      tell_again_at = now() + make_interval(secs => least(3600, 60 * power(2, least(told_again, 10))))
    where id = ${messageId}`.execute(db)
}

/** Lets everything of a workspace that has no outcome, or could not be handed on, be taken up at once. */
export async function releaseOrphans(tx: WorkspaceTx): Promise<{ messages: number; events: number }> {
  const messages = await tx
    .updateTable('messages')
    .set({ tell_again_at: sql`now()`, told_again: 0 })
    .where('direction', '=', 'inbound')
    .where('outcome', 'is', null)
    .executeTakeFirst()
  const events = await tx
    .updateTable('inbound_events')
    .set({ attempts: 0 })
    .where('relayed_at', 'is', null)
    .executeTakeFirst()
  return { messages: Number(messages.numUpdatedRows), events: Number(events.numUpdatedRows) }
}
