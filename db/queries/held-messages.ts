import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'
import type { NewOutbound } from './outbound.ts'

export type HeldReply = NewOutbound & { releaseAt: Date }

/**
 * Writes a reply of ARI's that waits for its release: in the thread and in the ledger, and not claimed. A reply that
 * was held for the same turn and withdrawn is written over. Undefined where the turn's reply went out already.
 */
export async function upsertHeldReply(tx: WorkspaceTx, reply: HeldReply): Promise<string | undefined> {
  const { conversationId, channelId, turn, floorEpoch, now, releaseAt, kind, body, draftId = null } = reply
  const [content, payload] = [JSON.stringify(reply.content), JSON.stringify(reply.payload)]
  const earlier = await tx
    .selectFrom('outbound_messages')
    .where('conversation_id', '=', conversationId)
    .where('turn', '=', turn)
    .where('part', '=', 1)
    .select(['message_id as messageId', 'state'])
    .forUpdate()
    .executeTakeFirst()
  if (earlier && (await wasTried(tx, earlier.messageId))) return undefined
  const messageId = earlier?.messageId ?? uuidv7()
  const words = { kind, body, content, status: 'queued', sent_at: now, release_at: releaseAt }
  if (earlier) {
    await tx.updateTable('messages').set(words).where('id', '=', messageId).execute()
    await tx
      .updateTable('outbound_messages')
      .set({ state: 'queued', payload, floor_epoch: floorEpoch, draft_id: draftId })
      .where('message_id', '=', messageId)
      .execute()
  } else {
    const of = { conversation_id: conversationId }
    await tx
      .insertInto('messages')
      .values({ id: messageId, ...of, channel_id: channelId, direction: 'outbound', author: 'bot', ...words })
      .execute()
    await tx
      .insertInto('outbound_messages')
      .values({ message_id: messageId, ...of, turn, draft_id: draftId, floor_epoch: floorEpoch, payload })
      .execute()
  }
  await notify(tx, { kind: 'message', conversationId })
  return messageId
}

async function wasTried(tx: WorkspaceTx, messageId: string): Promise<boolean> {
  const tried = await tx.selectFrom('send_attempts').where('message_id', '=', messageId).select('id').executeTakeFirst()
  return tried !== undefined
}
