import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ConversationState, Stage } from '#schema/conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'

export type StateToKeep = { conversationId: string; state: ConversationState; passed: Stage[] }

/** Brings Postgres to what the workflow decided: the columns that pages read, the memory it restarts from, the record. */
export async function projectState(tx: WorkspaceTx, { conversationId, state, passed }: StateToKeep): Promise<void> {
  const { stage, floor, score } = state
  await tx
    .updateTable('conversations')
    .set({
      stage,
      floor: floor.holder,
      floor_user_id: floor.userId,
      floor_epoch: floor.epoch,
      handoff_reason: floor.reason,
      score,
      state: JSON.stringify(state),
    })
    .where('id', '=', conversationId)
    // A late repeat of an older decision changes nothing.
    .where('floor_epoch', '<=', floor.epoch)
    .execute()
  const events = [
    ...passed.map((entered) => ({ kind: 'stage', detail: { stage: entered } })),
    ...(floor.epoch > 0
      ? [{ kind: 'floor', detail: { holder: floor.holder, epoch: floor.epoch, reason: floor.reason } }]
      : []),
  ]
  if (events.length > 0) {
    await tx
      .insertInto('conversation_events')
      .values(
        events.map(({ kind, detail }) => ({
          id: uuidv7(),
          conversation_id: conversationId,
          // A floor's event belongs to its epoch, not to the turns that follow.
          turn: kind === 'floor' ? floor.epoch : state.turn,
          kind,
          detail: JSON.stringify(detail),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await notify(tx, { kind: 'conversation', conversationId })
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
