import type { WorkspaceTx } from '#db/connect.ts'
import { upsertHeldReply } from '#db/queries/held-messages.ts'
import { lockRecipient } from '#db/queries/outbound.ts'
import { withdrawOutbound } from '#db/queries/outbound-outcomes.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { Deps } from './deps.ts'
import { addressed, type Of } from './ledger.ts'
import { compose, draftOf, type WhatToSay } from './outgoing.ts'
import { closedFence } from './send-reply.ts'

export type HoldRequest = Of & { what: WhatToSay; state: ConversationState; releaseAtMs: number }

export const createHoldActivities = ({ db }: Pick<Deps, 'db'>) => ({
  /** Shows people a reply before it goes out. `messageId` is null where something else is in its way already. */
  async holdReply(request: HoldRequest): Promise<{ messageId: string | null }> {
    return db.inWorkspace(request.workspaceId, async (tx) => ({ messageId: (await hold(tx, request)) ?? null }))
  },

  /** Takes back a message that has not been sent. Repeating it changes nothing. */
  async withdrawMessage({ workspaceId, conversationId, messageId }: Of & { messageId: string }): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => withdrawOutbound(tx, messageId, conversationId))
  },
})

async function hold(
  tx: WorkspaceTx,
  { conversationId, what, state, releaseAtMs }: HoldRequest,
): Promise<string | undefined> {
  const now = new Date()
  const recipient = await lockRecipient(tx, conversationId, now)
  if (closedFence(recipient, state.floor.epoch)) return undefined
  const outgoing = await compose(tx, what, recipient)
  if (outgoing === 'no_slots') return undefined
  return upsertHeldReply(tx, {
    ...outgoing,
    payload: addressed(recipient, outgoing.payload),
    conversationId,
    channelId: recipient.channelId,
    turn: state.turn,
    draftId: draftOf(what),
    floorEpoch: state.floor.epoch,
    now,
    releaseAt: new Date(releaseAtMs),
  })
}
