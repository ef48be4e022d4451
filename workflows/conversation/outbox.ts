import { condition } from '@temporalio/workflow'
import { withoutClock } from '#domain/service-level/clock.ts'
import type { ConversationInput, ConversationState } from '#schema/conversation.ts'
import { sendStaffReply, withdrawMessage } from '../effects.ts'
import type { Notes } from './notes.ts'
import { whileFloorHolds } from './while-floor-holds.ts'

/**
 * Sends what staff wrote, in its order, each when its release has come; what was taken back before is withdrawn. The
 * floor is theirs in the transaction that claims a message: `onSent` gets the state that Postgres has from then on.
 */
export async function sendOutbox(
  notes: Notes,
  { workspaceId, conversationId }: ConversationInput,
  onSent: (state: ConversationState) => void,
): Promise<void> {
  for (;;) {
    const recalled = notes.outbox.find(({ messageId }) => notes.recalled.includes(messageId))
    if (recalled) {
      await withdrawMessage({ workspaceId, conversationId, messageId: recalled.messageId })
      drop(notes, recalled.messageId)
      continue
    }
    const [next] = notes.outbox
    if (!next) return
    const waitMs = (next.releaseAtMs ?? 0) - Date.now()
    if (waitMs > 0) {
      notes.waitingFor = 'release'
      await condition(() => notes.recalled.length > 0, waitMs)
      continue
    }
    notes.waitingFor = 'send'
    notes.sendingId = next.messageId
    const { messageId } = next
    await whileFloorHolds(notes, async () => {
      const { state } = notes
      const { outcome } = await sendStaffReply({ workspaceId, conversationId, state, messageId })
      // Its row is the other conversation's now, which is told of it.
      if (outcome === 'merged') {
        notes.isMerged = true
        return
      }
      const isSame = notes.state === state
      // Nobody waits any more.
      if (outcome === 'sent') notes.state = withoutClock(notes.state)
      onSent(isSame ? notes.state : state)
    })
    notes.sendingId = null
    if (notes.isMerged) return
    drop(notes, messageId)
  }
}

function drop(notes: Notes, messageId: string): void {
  notes.outbox = notes.outbox.filter((one) => one.messageId !== messageId)
  notes.recalled = notes.recalled.filter((id) => id !== messageId)
}
