import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ConversationState, Stage } from '#schema/conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { newsOf } from './notify.ts'

export type StateToKeep = { conversationId: string; state: ConversationState; passed: Stage[] }

/** Brings Postgres to what the workflow decided: the columns that pages read, the memory it restarts from, the record. */
export async function projectState(tx: WorkspaceTx, { conversationId, state, passed }: StateToKeep): Promise<void> {
  const { stage, floor, score, turn } = state
  const events = [
    ...passed.map((entered) => ({ turn, kind: 'stage', detail: { stage: entered } })),
    // A floor's event belongs to its epoch, not to the turns that follow.
    ...(floor.epoch > 0
      ? [
          {
            turn: floor.epoch,
            kind: 'floor',
            detail: {
              ...{ holder: floor.holder, epoch: floor.epoch, reason: floor.reason },
              ...(floor.userId !== null && { userId: floor.userId }),
            },
          },
        ]
      : []),
  ]
  if (events.length > 0) {
    await tx
      .insertInto('conversation_events')
      .values(
        events.map(({ detail, ...event }) => ({
          id: uuidv7(),
          conversation_id: conversationId,
          detail: JSON.stringify(detail),
          ...event,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await tx
    .with('news', (query) =>
      query
        .updateTable('conversations')
        .set({
          stage,
          floor: floor.holder,
          floor_user_id: floor.userId,
          floor_epoch: floor.epoch,
          handoff_reason: floor.reason,
          score,
          state: JSON.stringify(state),
          last_message_at: sql`greatest(last_message_at, to_timestamp(${state.lastReplyAtMs}::float8 / 1000))`,
        })
        .where('id', '=', conversationId)
        // A late repeat of an older decision changes nothing.
        .where('floor_epoch', '<=', floor.epoch)
        .returning('id'),
    )
    .selectFrom('news')
    .select(newsOf('conversation', conversationId).as('told'))
    .execute()
}

/**
 * Closes the fence of the send step at once: nothing drafted before this epoch goes out any more, though the workflow
 * may still be at a send of its own and bring the rest of its state only after that.
 */
export async function raiseFloorEpoch(tx: WorkspaceTx, conversationId: string, epoch: number): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ floor_epoch: epoch })
    .where('id', '=', conversationId)
    .where('floor_epoch', '<', epoch)
    .execute()
}

/** Gives inbound messages their outcome. The first outcome stands. */
export async function accountFor(
  tx: WorkspaceTx,
  { messageIds, outcome, botResponse = null }: { messageIds: string[]; outcome: string; botResponse?: string | null },
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
    .execute()
}

/** What the customer writes in is what our own words are in. */
export async function rememberLanguage(tx: WorkspaceTx, conversationId: string, language: string): Promise<void> {
  await tx.updateTable('conversations').set({ language }).where('id', '=', conversationId).execute()
}
