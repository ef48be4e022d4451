import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ConversationState, Stage } from '#schema/conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertFloorEvent } from './floor.ts'
import { newsOf } from './notify.ts'
import { clockColumns } from './service-level.ts'

export type StateToKeep = { conversationId: string; state: ConversationState; passed: Stage[] }

/** Brings Postgres to what the workflow decided: the columns that pages read, the memory it restarts from, the record. */
export async function projectState(tx: WorkspaceTx, { conversationId, state, passed }: StateToKeep): Promise<void> {
  const { stage, floor, score, turn, promisedAtMs, clock } = state
  if (passed.length > 0) {
    await tx
      .insertInto('conversation_events')
      .values(
        passed.map((entered) => ({
          id: uuidv7(),
          conversation_id: conversationId,
          turn,
          kind: 'stage',
          detail: JSON.stringify({ stage: entered }),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (floor.epoch > 0) await insertFloorEvent(tx, conversationId, floor)
  await tx
    .with('news', (query) =>
      query
        .updateTable('conversations')
        .set(({ ref }) => ({
          stage,
          floor: floor.holder,
          floor_since: sql<Date>`case when ${ref('floor_epoch')} < ${floor.epoch} then now() else ${ref('floor_since')} end`,
          promised_at: promisedAtMs === undefined ? null : new Date(promisedAtMs),
          ...clockColumns(clock),
          floor_user_id: floor.userId,
          floor_epoch: floor.epoch,
          handoff_reason: floor.reason,
          score,
          state: JSON.stringify(state),
          last_message_at: sql`greatest(last_message_at, to_timestamp(${state.lastReplyAtMs}::float8 / 1000))`,
        }))
        .where('id', '=', conversationId)
        // A late repeat of an older decision changes nothing.
        .where('floor_epoch', '<=', floor.epoch)
        .returning('id'),
    )
    .selectFrom('news')
    .select(newsOf('conversation', conversationId).as('told'))
    .execute()
}

export type Account = {
  messageIds: string[]
  outcome: string
  botResponse?: string | null
  /** Only where they are still this conversation's: those of one that was merged away are the other's to answer. */
  conversationId?: string
}

/** Gives inbound messages their outcome. The first outcome stands. */
export async function accountFor(
  tx: WorkspaceTx,
  { messageIds, outcome, botResponse = null, conversationId }: Account,
): Promise<void> {
  if (messageIds.length === 0) return
  await tx
    .updateTable('messages')
    .set({
      outcome,
      bot_response: botResponse,
      status: sql`case when ${outcome} = 'answered' then 'responded' else status end`,
    })
    .where('id', 'in', messageIds)
    .where('outcome', 'is', null)
    .$if(conversationId !== undefined, (query) => query.where('conversation_id', '=', conversationId ?? ''))
    .execute()
}

/** What the customer writes in is what our own words are in. */
export async function rememberLanguage(tx: WorkspaceTx, conversationId: string, language: string): Promise<void> {
  await tx.updateTable('conversations').set({ language }).where('id', '=', conversationId).execute()
}
