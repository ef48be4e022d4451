import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import {
  failOutbound,
  findLedgerEntryOf,
  getQueuedMessage,
  insertLedger,
  lockRecipient,
  startAttempt,
} from '#db/queries/outbound.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { Deps } from './deps.ts'
import { addressed, lineOf, sendOnce, whatIsKnown, type Claim, type Of } from './ledger.ts'

export type StaffRequest = Of & { messageId: string; state: ConversationState }
/** `merged`: the conversation that it became part of is to send it. */
export type StaffResult = { outcome: 'sent' | 'refused' | 'window_closed' | 'merged' }

export const createStaffActivities = (deps: Deps) => ({
  /** Sends what a person wrote, once, and puts the floor into their hands in the transaction that claims it. */
  async sendStaffReply(request: StaffRequest): Promise<StaffResult> {
    const outcome = await sendOnce<StaffResult['outcome']>(
      deps,
      request,
      (tx) => claim(tx, deps, request),
      () => Promise.resolve(),
    )
    deps.log.info(
      { event: 'staff_reply', conversationId: request.conversationId, outcome },
      'A staff message went its way',
    )
    return { outcome }
  },
})

async function claim(
  tx: WorkspaceTx,
  deps: Deps,
  { conversationId, messageId, state }: StaffRequest,
): Promise<Claim<StaffResult['outcome']>> {
  const now = new Date()
  const recipient = await lockRecipient(tx, conversationId, now)
  const entry = await findLedgerEntryOf(tx, messageId)
  if (recipient.mergedInto !== null && !entry) return { claimed: false, outcome: 'merged' }
  await projectState(tx, { conversationId, state, passed: [] })
  if (entry) {
    const known = whatIsKnown(entry, now)
    if (typeof known === 'object') return { claimed: false, wait: known }
    if (known !== 'free') return { claimed: false, outcome: known === 'sent' ? 'sent' : 'refused' }
  }
  if (!recipient.windowOpen) {
    await failOutbound(tx, { messageId, conversationId, detail: 'The 24-hour window is closed.' })
    return { claimed: false, outcome: 'window_closed' }
  }
  const line = lineOf(recipient, deps)
  const number = (entry?.attempts ?? 0) + 1
  if (entry) {
    const attemptId = await startAttempt(tx, { messageId, number })
    return { claimed: true, attemptId, number, messageId, line, payload: entry.payload as WhatsAppMessage }
  }
  const { body, replyToProviderId } = await getQueuedMessage(tx, messageId)
  const payload = addressed(recipient, {
    ...(replyToProviderId !== null && { context: { message_id: replyToProviderId } }),
    type: 'text',
    text: { body, preview_url: false },
  })
  await insertLedger(tx, { messageId, conversationId, floorEpoch: state.floor.epoch, payload })
  const attemptId = await startAttempt(tx, { messageId, number })
  return { claimed: true, attemptId, number, messageId, line, payload }
}
