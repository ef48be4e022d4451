import { sql } from 'kysely'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import type { Floor } from '#schema/conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAuditOnce } from './audit.ts'
import { countEscalation } from './bot-counters.ts'
import { notify } from './notify.ts'
import { clockColumns } from './service-level.ts'

/** Names the audit line of one change of the floor, so that telling it twice is one line. */
const FLOOR_CHANGES = '8f1f4c0e-5d8b-4a52-9a9e-0b7a4b6f6c11'

/** The floor of a conversation, and its line in the record. `by`: the user who ordered it; null: somebody on the phone. */
export type FloorChange = { conversationId: string; floor: Floor; by: string | null }

/**
 * Puts the floor where the workflow says. When it commits, no message of an older epoch can be claimed any more: a claim
 * holds the conversation's row. Repeating it changes nothing, nor does a late one.
 */
export async function moveFloor(tx: WorkspaceTx, { conversationId, floor, by }: FloorChange): Promise<void> {
  const { holder, userId, epoch, reason } = floor
  await tx
    .updateTable('conversations')
    .set({
      floor: holder,
      floor_user_id: userId,
      floor_epoch: epoch,
      handoff_reason: reason,
      floor_since: sql<Date>`now()`,
      promised_at: null,
      // Taking it is no answer; where no person has it, none is waited for.
      ...(holder !== 'team' && holder !== 'person' && clockColumns(undefined)),
      state: sql`jsonb_set(state, '{floor}', ${JSON.stringify(floor)}::jsonb)`,
    })
    .where('id', '=', conversationId)
    .where('floor_epoch', '<', epoch)
    .execute()
  await insertFloorEvent(tx, conversationId, floor)
  await insertAuditOnce(tx, uuidv5(`${conversationId} ${epoch}`, FLOOR_CHANGES), {
    actor: by ?? 'phone',
    action: `floor.${holder}`,
    subject: conversationId,
    detail: { epoch, reason },
  })
  await notify(tx, { kind: 'conversation', conversationId })
}

/** The quiet line in the thread. It belongs to its epoch, whichever turn tells of it first. */
export async function insertFloorEvent(tx: WorkspaceTx, conversationId: string, floor: Floor): Promise<void> {
  const { holder, epoch, reason, userId } = floor
  await tx
    .insertInto('conversation_events')
    .values({
      id: uuidv7(),
      conversation_id: conversationId,
      turn: epoch,
      kind: 'floor',
      detail: JSON.stringify({ holder, epoch, reason, ...(userId !== null && { userId }) }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await countEscalation(tx, conversationId, floor)
}

/** People said that they would be back by now: its line in the thread, and news for whoever looks. */
export async function insertPromiseDue(tx: WorkspaceTx, conversationId: string, { epoch }: Floor): Promise<void> {
  await tx
    .insertInto('conversation_events')
    .values({
      id: uuidv7(),
      conversation_id: conversationId,
      turn: epoch,
      kind: 'promise',
      detail: JSON.stringify({ epoch }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await notify(tx, { kind: 'conversation', conversationId })
}
