import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { v7 as uuidv7 } from 'uuid'
import type { Conversations, OrderOutcome } from '#clients/temporal/conversations.ts'
import { insertStaffMessageOnce } from '#db/queries/staff-messages.ts'
import { switchAri } from '#db/queries/workspace-floor.ts'
import type { ConversationInput, ConversationState } from '#schema/conversation.ts'
import { conversationWorkflowId, decideReview } from '#workflows/conversation/contract.ts'
import type { Desk } from '../test-kit/desk-programs.ts'
import { givenConfig } from '../test-kit/given.ts'
import type { Business } from './business.ts'
import type { Deed } from './conversation.ts'
import { givenCustomer } from './customer.ts'
import type { Heard, Sight } from './look.ts'

const PATIENCE_MS = 30_000

export type Office = { desk: Desk; conversations: Conversations; client: Client }

/** What somebody at the desk does, by the same steps as the pages. */
export async function carryOut(
  { desk, conversations, client }: Office,
  deed: Deed,
  { business, sight, phone }: { business: Business; sight: Sight; phone: string },
): Promise<void> {
  const { workspaceId, channelId, phoneNumberId, userId } = business
  const conversationId = sight.conversationId ?? ''
  // The column holds what the workflow wrote there.
  const input: ConversationInput = { workspaceId, conversationId, state: sight.state as ConversationState | null }
  const turnAri = (on: boolean) =>
    desk.db.inWorkspace(workspaceId, (tx) => switchAri(tx, { workspaceId, actor: userId, on }))
  const decide = async (verdict: 'approve' | 'escalate') => {
    const draftId = sight.drafts.findLast(({ status }) => status === 'held')?.id ?? ''
    const handle = client.workflow.getHandle(conversationWorkflowId(conversationId))
    await handle.executeUpdate(decideReview, { args: [{ draftId, verdict, userId }] })
  }
  switch (deed) {
    case 'takes over':
      return insist(() => conversations.takeOver(input, userId))
    case 'hands back':
      return insist(() => conversations.handBack(input, userId))
    case 'calls the team':
      return insist(() => conversations.callTeam(input, userId))
    case 'turns ARI off here':
      return insist(() => conversations.setAi(input, { on: false, userId }))
    case 'turns ARI on here':
      return insist(() => conversations.setAi(input, { on: true, userId }))
    case 'turns ARI off':
      await turnAri(false)
      return
    case 'turns ARI on':
      await turnAri(true)
      return
    case 'approves':
      return decide('approve')
    case 'escalates':
      return decide('escalate')
  }
  if ('takesBack' in deed) return insist(() => conversations.recall(input, { messageId: sight.waiting ?? '', userId }))
  if ('publishes' in deed) {
    await givenConfig(desk.db, business, deed.publishes)
    return
  }
  if ('answersOnPhone' in deed) {
    desk.whatsapp.echo({ phoneNumberId, to: phone, text: deed.answersOnPhone })
    return
  }
  if ('othersChoose' in deed) return other(desk, business, sight.heard, deed.othersChoose)
  const messageId = uuidv7()
  const now = new Date()
  const at = { messageId, conversationId, channelId, userId, body: deed.writes, replyToProviderId: null }
  await desk.db.inWorkspace(workspaceId, (tx) => insertStaffMessageOnce(tx, { ...at, now, releaseAt: null }))
  await insist(() => conversations.sendStaffMessage(input, { messageId, userId }))
}

/**
 * Orders until it is known to be so: a busy machine may not answer in time, and what a page shows may be known to the
 * conversation a moment later. Repeating is safe.
 */
async function insist(order: () => Promise<OrderOutcome>): Promise<void> {
  let mayBeDone = false
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const { outcome } = await order()
    if (outcome === 'done' || (outcome === 'unchanged' && mayBeDone)) return
    mayBeDone ||= outcome === 'unavailable'
    if (Date.now() > until) throw new Error(`The order came to nothing: ${outcome}.`)
    await pause(200)
  }
}

/** Another customer is quicker. */
async function other(desk: Desk, business: Business, heard: Heard[], row: number): Promise<void> {
  const customer = givenCustomer(desk, business, 'Bayu Nugroho')
  await customer.sends({ chooses: row }, heard)
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    if ((await customer.look()).bookings.includes('confirmed')) return
    await pause(50)
  }
  throw new Error('The other customer got no booking.')
}
