import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { countOnce, uncount } from './bot-counters.ts'
import { notify } from './notify.ts'

/** What a customer says is wrong of what ARI wrote. `userId`: who wrote that down. */
export type Complaint = { conversationId: string; messageId: string; userId: string | null; note: string | null }

/**
 * Keeps that a customer says a message of ARI's is wrong: once for a message, the newest note stands. False where this
 * conversation has no such message of ARI's that the customer can have read.
 */
export async function keepComplaint(
  tx: WorkspaceTx,
  { conversationId, messageId, userId, note }: Complaint,
): Promise<boolean> {
  const { rows } = await sql<{ isNew: boolean; workspaceId: string }>`
    with said as (
      -- Pages tell by its change which reading of a message is the later one.
      update messages set status = status where id = ${messageId} and conversation_id = ${conversationId}
        and author = 'bot' and status in ('sent', 'delivered', 'read')
      returning id
    )
    insert into bot_complaints as c (message_id, user_id, note) select id, ${userId}::uuid, ${note} from said
    on conflict (message_id) do update set note = excluded.note, user_id = excluded.user_id
    returning xmax = 0 as "isNew", workspace_id as "workspaceId"`.execute(tx)
  const [kept] = rows
  if (kept === undefined) return false
  await countOnce(tx, 'customerComplaints', messageId)
  await told(tx, { conversationId, messageId, userId, workspaceId: kept.workspaceId }, kept.isNew ? 'made' : 'changed')
  return true
}

/** Takes it back: it was no complaint. False where there was none. */
export async function takeComplaintBack(
  tx: WorkspaceTx,
  { conversationId, messageId, userId }: Omit<Complaint, 'note'>,
): Promise<boolean> {
  const { rows } = await sql<{ workspaceId: string }>`
    with said as (
      update messages set status = status where id = ${messageId} and conversation_id = ${conversationId}
        and exists (select from bot_complaints c where c.message_id = ${messageId})
      returning id
    )
    delete from bot_complaints c using said where c.message_id = said.id
    returning c.workspace_id as "workspaceId"`.execute(tx)
  const [taken] = rows
  if (taken === undefined) return false
  await uncount(tx, 'customerComplaints', messageId)
  await told(tx, { conversationId, messageId, userId, workspaceId: taken.workspaceId }, 'taken-back')
  return true
}

async function told(
  tx: WorkspaceTx,
  { conversationId, messageId, userId, workspaceId }: Omit<Complaint, 'note'> & { workspaceId: string },
  what: 'made' | 'changed' | 'taken-back',
): Promise<void> {
  await insertAudit(tx, { workspaceId, actor: userId ?? 'system', action: `complaint.${what}`, subject: messageId })
  await notify(tx, { kind: 'conversation', conversationId })
}
