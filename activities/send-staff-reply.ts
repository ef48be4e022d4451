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
import { stopClock } from '#db/queries/service-level.ts'
import { findTemplate } from '#db/queries/templates.ts'
import { componentsFor } from '#domain/template/fill.ts'
import { isUsable } from '#domain/template/parameters.ts'
import { linkMessage } from '#clients/whatsapp/interactive.ts'
import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { LinkButton } from '#schema/quick-reply.ts'
import type { SentTemplate } from '#schema/template.ts'
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
    const ended = await sendOnce<'window_closed' | 'merged' | 'refused'>(deps, request, {
      find: async (tx) => {
        await projectState(tx, { conversationId, state, passed: [] })
        return findLedgerEntryOf(tx, messageId)
      },
      fence: async (tx, recipient, entry) => {
        if (recipient.mergedInto !== null && !entry) return 'merged'
        // WhatsApp takes templates at any time.
        if (recipient.windowOpen || (await getQueuedMessage(tx, messageId)).kind === 'template') return null
        // Kept in the ledger too, from where it can be sent again.
        if (!entry) await openLedger(tx, request, recipient)
        const detail = 'The 24-hour window is closed.'
        await failOutbound(tx, { messageId, conversationId, kind: 'window', detail })
        return 'window_closed'
      },
      write: async (tx, recipient) => {
        const payload = await openLedger(tx, request, recipient)
        if (payload === null) {
          const detail = 'The template may no longer be sent.'
          await failOutbound(tx, { messageId, conversationId, kind: 'template', detail })
          return { outcome: 'refused' }
        }
        return { messageId, payload, tries: 1, attemptId: await startAttempt(tx, { messageId, number: 1 }) }
      },
      // Nobody waits any more.
      settle: (tx) => stopClock(tx, conversationId),
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
): Promise<WhatsAppMessage | null> {
  const queued = await getQueuedMessage(tx, messageId)
  const said = await compose(tx, recipient, queued)
  if (said === null) return null
  const { replyToProviderId } = queued
  const payload = addressed(recipient, {
    ...(replyToProviderId !== null && { context: { message_id: replyToProviderId } }),
    ...said,
  })
  await insertLedger(tx, { messageId, conversationId, floorEpoch: state.floor.epoch, payload })
  return payload
}

/** The message as WhatsApp takes it; null for a template that it has not approved, or no longer. */
async function compose(
  tx: WorkspaceTx,
  { channelId }: Pick<Recipient, 'channelId'>,
  { kind, body, content }: Pick<Awaited<ReturnType<typeof getQueuedMessage>>, 'kind' | 'body' | 'content'>,
): Promise<WhatsAppMessage | null> {
  if (kind === 'interactive') return linkMessage({ body, link: (content as { link: LinkButton }).link })
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
