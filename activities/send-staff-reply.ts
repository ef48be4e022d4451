import type { WorkspaceTx } from '#db/connect.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import {
  findLedgerEntryOf,
  getQueuedMessage,
  insertLedger,
  startAttempt,
  type Recipient,
} from '#db/queries/outbound.ts'
import { failOutbound } from '#db/queries/outbound-outcomes.ts'
import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { Deps } from './deps.ts'
import { addressed, sendOnce, type Of } from './ledger.ts'

export type StaffRequest = Of & { messageId: string; state: ConversationState }
/** `merged`: the conversation that it became part of is to send it. */
export type StaffResult = { outcome: 'sent' | 'refused' | 'window_closed' | 'merged' }

export const createStaffActivities = (deps: Deps) => ({
  /**
   * Sends what a person wrote, or wants to be sent again, once; the floor is projected in the transaction that claims
   * it.
   */
  async sendStaffReply(request: StaffRequest): Promise<StaffResult> {
    const { conversationId, messageId, state } = request
    const ended = await sendOnce<'window_closed' | 'merged'>(deps, request, {
      find: async (tx) => {
        await projectState(tx, { conversationId, state, passed: [] })
        return findLedgerEntryOf(tx, messageId)
      },
      fence: async (tx, recipient, entry) => {
        if (recipient.mergedInto !== null && !entry) return 'merged'
        if (recipient.windowOpen) return null
        // Kept in the ledger too, from where it can be sent again.
        if (!entry) await openLedger(tx, request, recipient)
        const detail = 'The 24-hour window is closed.'
        await failOutbound(tx, { messageId, conversationId, kind: 'window', detail })
        return 'window_closed'
      },
      write: async (tx, recipient) => {
        const payload = await openLedger(tx, request, recipient)
        return { messageId, payload, tries: 1, attemptId: await startAttempt(tx, { messageId, number: 1 }) }
      },
      settle: () => Promise.resolve(),
    })
    const outcome = ended === 'withdrawn' ? 'refused' : ended
    deps.log.info({ event: 'staff_reply', conversationId, outcome }, 'A staff message went its way')
    return { outcome }
  },
})

async function openLedger(
  tx: WorkspaceTx,
  { messageId, conversationId, state }: StaffRequest,
  recipient: Recipient,
): Promise<WhatsAppMessage> {
  const { body, replyToProviderId } = await getQueuedMessage(tx, messageId)
  const payload = addressed(recipient, {
    ...(replyToProviderId !== null && { context: { message_id: replyToProviderId } }),
    type: 'text',
    text: { body, preview_url: false },
  })
  await insertLedger(tx, { messageId, conversationId, floorEpoch: state.floor.epoch, payload })
  return payload
}
