import { sql } from 'kysely'
import type { ConversationState, InboundRef } from '#schema/conversation.ts'
import type { Db, WorkspaceTx } from '../connect.ts'
import { moveTurns } from './merge-contacts.ts'

/** A conversation that was merged into another one, which has not been told yet what it left. */
export type OpenMerge = { from: string; into: string; workspaceId: string; isHandedOver: boolean }

/** More are not told at once: a conversation remembers two hundred. */
const MOST_MESSAGES = 150

export async function listOpenMerges(db: Db, limit: number): Promise<OpenMerge[]> {
  const { rows } = await sql<OpenMerge>`
    select id as "from", merged_into as "into", workspace_id as "workspaceId",
      handed_over_at is not null as "isHandedOver"
    from conversations where merged_into is not null and absorbed_at is null
    order by id limit ${limit}`.execute(db)
  return rows
}

/** What a merged conversation knew. Its workflow ends after this. */
export async function keepHandover(tx: WorkspaceTx, conversationId: string, state: ConversationState): Promise<void> {
  await sql`
    update conversations set state = ${JSON.stringify(state)}::jsonb, handed_over_at = coalesce(handed_over_at, now())
    where id = ${conversationId} and merged_into is not null`.execute(tx)
}

/** Its workflow does not run: what Postgres has is all that it knew. */
export async function markHandedOver(tx: WorkspaceTx, conversationId: string): Promise<void> {
  await sql`
    update conversations set handed_over_at = coalesce(handed_over_at, now())
    where id = ${conversationId} and merged_into is not null`.execute(tx)
}

export type Inheritance = {
  into: { conversationId: string; state: ConversationState | null; epoch: number }
  state: ConversationState | null
  messages: InboundRef[]
}

/**
 * Moves what was kept under the turns of the conversation that has ended, and tells the other one what it left:
 * in one transaction, in which neither can be merged further. Told again after a crash in between.
 */
export async function finishMerge(
  tx: WorkspaceTx,
  { from, workspaceId }: { from: string; workspaceId: string },
  tell: (inheritance: Inheritance) => Promise<void>,
): Promise<boolean> {
  const { rows } = await sql<{
    id: string
    contactId: string
    mergedInto: string | null
    isAbsorbed: boolean
    state: ConversationState | null
    epoch: number
  }>`
    select id, contact_id as "contactId", merged_into as "mergedInto", absorbed_at is not null as "isAbsorbed", state,
      floor_epoch as epoch
    from conversations
    where id = ${from} or id = (select merged_into from conversations where id = ${from})
    order by id for no key update`.execute(tx)
  const gone = rows.find(({ id }) => id === from)
  const into = rows.find(({ id }) => id === gone?.mergedInto)
  if (!gone || !into || gone.isAbsorbed) return false
  for (const table of ['drafts', 'outbound_messages', 'bookings'] as const) await moveTurns(tx, table, into.id, from)
  await sql`update bookings set contact_id = ${into.contactId} where contact_id = ${gone.contactId}`.execute(tx)
  const { id: conversationId, state, epoch } = into
  const messages = await listOpenMessages(tx, workspaceId, conversationId)
  await tell({ into: { conversationId, state, epoch }, state: gone.state, messages })
  await sql`update conversations set absorbed_at = now() where id = ${from}`.execute(tx)
  return true
}

/** Everything of the customer's that nobody has answered or set aside. Who has heard of it ignores it. */
async function listOpenMessages(tx: WorkspaceTx, workspaceId: string, conversationId: string): Promise<InboundRef[]> {
  const { rows } = await sql<{ id: string; sentAt: Date }>`
    select id, sent_at as "sentAt" from messages
    where conversation_id = ${conversationId} and direction = 'inbound' and outcome is null
    order by sent_at, id limit ${MOST_MESSAGES}`.execute(tx)
  // They have waited long enough for the customer to go on.
  return rows.map(({ id, sentAt }) => ({ messageId: id, workspaceId, sentAtMs: sentAt.getTime(), burstMs: 0 }))
}
