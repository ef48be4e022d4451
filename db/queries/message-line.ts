import { sql } from 'kysely'
import type { Db, WorkspaceTx } from '../connect.ts'
import { giveMessagePlaceBack, lockLimit, takeMessagePlace } from './quota.ts'
import type { UntoldStaffMessage } from './staff-messages.ts'

// The line of messages that wait for a place in their workspace's quota.

/** Who took a message and says nothing for so long is gone; another takes it. Longer than telling a conversation takes. */
const TAKER_GONE_SECONDS = 15
/** So long after it was told a message is surely known to whoever looks for what was told to nobody. */
const TOLD_KEPT_SECONDS = 60

const isFree = sql`(w.taken_at is null or w.taken_at < now() - make_interval(secs => ${TAKER_GONE_SECONDS}))`

/** Puts a message at the end of the line. */
export async function joinLine(
  tx: WorkspaceTx,
  { messageId, conversationId }: { messageId: string; conversationId: string },
): Promise<void> {
  await tx.insertInto('waiting_messages').values({ message_id: messageId, conversation_id: conversationId }).execute()
}

export async function isInLine(tx: WorkspaceTx, messageId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('waiting_messages')
    .where('message_id', '=', messageId)
    .where('told_at', 'is', null)
    .select('message_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Leaves out of the line what is over: told a while ago, sent or failed otherwise, or by nobody who is still there. */
export async function tidyLine(platform: Db): Promise<void> {
  await sql`delete from waiting_messages w using messages m where m.id = w.message_id
    and (w.told_at < now() - make_interval(secs => ${TOLD_KEPT_SECONDS})
      or w.told_at is null and (m.status <> 'queued' or m.author_user_id is null))`.execute(platform)
}

/** The workspaces in whose line somebody can take a message. */
export async function listLines(platform: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct w.workspace_id as id from waiting_messages w where w.told_at is null and ${isFree}
    order by id`.execute(platform)
  return rows.map(({ id }) => id)
}

/**
 * Takes the message that is next, with a place in the quota; undefined where no place is free or nothing can go.
 * A conversation's messages go in their order: what was written before must have been told, or be in the ledger.
 */
export async function takeNextInLine(tx: WorkspaceTx, workspaceId: string): Promise<UntoldStaffMessage | undefined> {
  const limit = await lockLimit(tx, workspaceId)
  const { rows } = await sql<UntoldStaffMessage>`
    select w.message_id as "messageId", m.author_user_id as "userId", w.workspace_id as "workspaceId",
      w.conversation_id as "conversationId", c.state
    from waiting_messages w
    join messages m on m.id = w.message_id
    join conversations c on c.id = w.conversation_id
    where w.workspace_id = ${workspaceId} and w.told_at is null and ${isFree}
      and m.status = 'queued' and m.author_user_id is not null
      and not exists (
        select from waiting_messages before
        where before.conversation_id = w.conversation_id and before.number < w.number and before.told_at is null)
      and not exists (
        select from messages before
        where before.conversation_id = w.conversation_id and before.author = 'staff' and before.status = 'queued'
          and before.author_user_id is not null and before.created_at < m.created_at
          and before.created_at > now() - interval '24 hours'
          and not exists (select from waiting_messages x where x.message_id = before.id)
          and not exists (select from outbound_messages o where o.message_id = before.id))
    order by w.number limit 1`.execute(tx)
  const [next] = rows
  if (next === undefined || !(await takeMessagePlace(tx, { workspaceId, limit }))) return undefined
  await tx
    .updateTable('waiting_messages')
    .set({ taken_at: sql<Date>`now()` })
    .where('message_id', '=', next.messageId)
    .execute()
  return next
}

/** Its conversation has it. */
export async function markTold(tx: WorkspaceTx, messageId: string): Promise<void> {
  await tx
    .updateTable('waiting_messages')
    .set({ told_at: sql<Date>`now()` })
    .where('message_id', '=', messageId)
    .execute()
}

/** Nobody was there to be told: it stands where it stood, and its place is free. */
export async function returnToLine(
  tx: WorkspaceTx,
  { workspaceId, messageId }: { workspaceId: string; messageId: string },
): Promise<void> {
  await tx.updateTable('waiting_messages').set({ taken_at: null }).where('message_id', '=', messageId).execute()
  await giveMessagePlaceBack(tx, workspaceId)
}
