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
  type Recipient,
} from '#db/queries/outbound.ts'
import { findTemplate } from '#db/queries/templates.ts'
import { componentsFor } from '#domain/template/fill.ts'
import { isUsable } from '#domain/template/parameters.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { SentTemplate } from '#schema/template.ts'
import type { Deps } from './deps.ts'
import { addressed, lineOf, sendOnce, whatIsKnown, type Claim, type Of } from './ledger.ts'

export type StaffRequest = Of & { messageId: string; state: ConversationState }
export type StaffResult = { outcome: 'sent' | 'refused' | 'window_closed' }

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
  await projectState(tx, { conversationId, state, passed: [] })
  const entry = await findLedgerEntryOf(tx, messageId)
  if (entry) {
    const known = whatIsKnown(entry, now)
    if (typeof known === 'object') return { claimed: false, wait: known }
    if (known !== 'free') return { claimed: false, outcome: known === 'sent' ? 'sent' : 'refused' }
  }
  const queued = await getQueuedMessage(tx, messageId)
  if (!recipient.windowOpen && queued.kind !== 'template') {
    const detail = 'The 24-hour window is closed.'
    await failOutbound(tx, { messageId, conversationId, reason: 'window_closed', detail })
    return { claimed: false, outcome: 'window_closed' }
  }
  const line = lineOf(recipient, deps)
  const number = (entry?.attempts ?? 0) + 1
  if (entry) {
    const attemptId = await startAttempt(tx, { messageId, number })
    return { claimed: true, attemptId, number, messageId, line, payload: entry.payload as WhatsAppMessage }
  }
  const said = await compose(tx, recipient, queued)
  if (said === null) {
    const detail = 'The template may no longer be sent.'
    await failOutbound(tx, { messageId, conversationId, reason: 'template_unusable', detail })
    return { claimed: false, outcome: 'refused' }
  }
  const { replyToProviderId } = queued
  const payload = addressed(recipient, {
    ...(replyToProviderId !== null && { context: { message_id: replyToProviderId } }),
    ...said,
  })
  await insertLedger(tx, { messageId, conversationId, floorEpoch: state.floor.epoch, payload })
  const attemptId = await startAttempt(tx, { messageId, number })
  return { claimed: true, attemptId, number, messageId, line, payload }
}

/** The message as WhatsApp takes it; null for a template that it has not approved, or no longer. */
async function compose(
  tx: WorkspaceTx,
  { channelId }: Pick<Recipient, 'channelId'>,
  { kind, body, content }: Pick<Awaited<ReturnType<typeof getQueuedMessage>>, 'kind' | 'body' | 'content'>,
): Promise<WhatsAppMessage | null> {
  if (kind !== 'template') return { type: 'text', text: { body, preview_url: false } }
  const { template } = content as { template: SentTemplate }
  const { name, language, parameters } = template
  const known = await findTemplate(tx, channelId, { name, language })
  if (!known?.contents || !isUsable(known.status)) return null
  const components = componentsFor(known.contents, parameters)
  return {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
  }
}
