import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { accountFor, projectState, type StateToKeep } from '#db/queries/conversation-state.ts'
import { settleDraft } from '#db/queries/drafts.ts'
import {
  findLedgerEntry,
  insertOutbound,
  lockRecipient,
  startAttempt,
  withdrawOutbound,
  type LedgerEntry,
  type Recipient,
} from '#db/queries/outbound.ts'
import type { Deps } from './deps.ts'
import { addressed, lineOf, sendOnce, whatIsKnown, type Claim } from './ledger.ts'
import { compose, type WhatToSay } from './outgoing.ts'

export type SendRequest = StateToKeep & { workspaceId: string; what: WhatToSay; messageIds: string[] }

/** A fence that closed first: nothing went out. */
type Fence = 'floor_changed' | 'bot_off' | 'window_closed' | 'merged'

/** `refused`: WhatsApp will not take it; the reason stands with the message. */
type Outcome = 'sent' | 'refused' | 'no_slots' | Fence
export type SendResult = { outcome: Outcome }

export const createSendActivities = (deps: Deps) => ({
  /** Sends a turn's reply, once, if ARI still has the floor; see sendOnce. */
  async sendReply(request: SendRequest): Promise<SendResult> {
    const { conversationId, state } = request
    const sent = { body: '' }
    const outcome = await sendOnce<Outcome>(
      deps,
      request,
      (tx) => claimReply(tx, deps, request, sent),
      (tx) => settle(tx, request, sent.body),
    )
    const { stage, turn, score } = state
    deps.log.info({ event: 'reply', conversationId, outcome, turn, stage, score }, 'A reply went its way')
    return { outcome }
  },
})

async function claimReply(
  tx: WorkspaceTx,
  deps: Deps,
  request: SendRequest,
  sent: { body: string },
): Promise<Claim<Outcome>> {
  const { conversationId, state } = request
  const now = new Date()
  const recipient = await lockRecipient(tx, conversationId, now)
  const entry = await findLedgerEntry(tx, { conversationId, turn: state.turn })
  const line = lineOf(recipient, deps)
  if (entry) {
    sent.body = wordsOf(entry)
    const known = whatIsKnown(entry, now)
    if (typeof known === 'object') return { claimed: false, wait: known }
    if (known === 'sent') await settle(tx, request, sent.body)
    if (known !== 'free') return { claimed: false, outcome: OUTCOMES[known] }
  }
  const fence = closedFence(recipient, state.floor.epoch)
  if (fence) {
    if (entry) await withdrawOutbound(tx, entry.messageId, conversationId)
    return { claimed: false, outcome: fence }
  }
  if (entry) {
    const { messageId, payload } = entry
    const number = entry.attempts + 1
    const attemptId = await startAttempt(tx, { messageId, number })
    return { claimed: true, attemptId, number, messageId, line, payload: payload as WhatsAppMessage }
  }
  const written = await write(tx, request, recipient, now)
  if (written === 'no_slots') return { claimed: false, outcome: 'no_slots' }
  sent.body = written.body
  await projectState(tx, request)
  return { claimed: true, number: 1, line, ...written }
}

const OUTCOMES = { sent: 'sent', failed: 'refused', withdrawn: 'floor_changed' } as const

function closedFence(recipient: Recipient, epoch: number): Fence | null {
  if (recipient.mergedInto !== null) return 'merged'
  if (recipient.floorEpoch !== epoch) return 'floor_changed'
  if (!recipient.botOn) return 'bot_off'
  return recipient.windowOpen ? null : 'window_closed'
}

type Written = { messageId: string; attemptId: string; payload: WhatsAppMessage; body: string }

async function write(
  tx: WorkspaceTx,
  request: SendRequest,
  recipient: Recipient,
  now: Date,
): Promise<Written | 'no_slots'> {
  const { conversationId, state, what } = request
  const { channelId } = recipient
  const outgoing = await compose(tx, what, { ...recipient, language: recipient.language === 'en' ? 'en' : 'id' })
  if (outgoing === 'no_slots') return 'no_slots'
  const payload = addressed(recipient, outgoing.payload)
  const { kind, body, content } = outgoing
  const at = { conversationId, channelId, turn: state.turn, floorEpoch: state.floor.epoch, now }
  return { ...(await insertOutbound(tx, { ...at, kind, body, content, payload })), payload, body }
}

function wordsOf({ payload }: LedgerEntry): string {
  const { text, interactive } = payload as { text?: { body: string }; interactive?: { body: { text: string } } }
  return text?.body ?? interactive?.body.text ?? ''
}

/** The customer has the reply: the burst is answered, and the draft has done its work. */
async function settle(tx: WorkspaceTx, { messageIds, what }: SendRequest, body: string): Promise<void> {
  await accountFor(tx, { messageIds, outcome: 'answered', botResponse: body })
  if ('draftId' in what) await settleDraft(tx, what.draftId, 'sent')
}
