import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { accountFor, projectState, type StateToKeep } from '#db/queries/conversation-state.ts'
import { dropHeldDraft, isDraftDropped, settleDraft } from '#db/queries/drafts.ts'
import { findLedgerEntry, insertOutbound, leavePlace, type LedgerEntry, type Recipient } from '#db/queries/outbound.ts'
import { withdrawOutbound } from '#db/queries/outbound-outcomes.ts'
import type { Deps } from './deps.ts'
import { addressed, sendOnce, type Started } from './ledger.ts'
import { compose, draftOf, type WhatToSay } from './outgoing.ts'

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
    const { stage, turn, score } = state
    let body = ''
    const ended = await sendOnce<'no_slots' | Fence>(deps, request, {
      find: async (tx) => {
        const entry = await findLedgerEntry(tx, { conversationId, turn })
        if (entry && isStale(entry, state.floor.epoch)) {
          await leavePlace(tx, entry.messageId)
          return undefined
        }
        if (entry) body = wordsOf(entry)
        return entry
      },
      fence: async (tx, recipient, entry) => {
        const fence = closedFence(recipient, state.floor.epoch) ?? (await closedBefore(tx, request))
        if (fence && entry) await withdrawOutbound(tx, entry.messageId, conversationId)
        // It was held until now, and nobody took it back: what the turn came to stands.
        if (!fence && entry?.attempts === 0) await projectState(tx, request)
        return fence
      },
      write: async (tx, recipient) => {
        const written = await write(tx, request, recipient)
        if ('body' in written) body = written.body
        return written
      },
      settle: (tx) => settle(tx, request, body),
    })
    const outcome = ended === 'withdrawn' ? 'floor_changed' : ended
    const draftId = draftOf(request.what)
    if (outcome !== 'sent' && draftId !== null)
      await deps.db.inWorkspace(request.workspaceId, (tx) => dropHeldDraft(tx, draftId))
    // Nobody may hold a consultation that they were never told of.
    if (outcome === 'refused' && request.what.say === 'booking') await deps.bookings.notTold(request.what.bookingId)
    deps.log.info({ event: 'reply', conversationId, outcome, turn, stage, score }, 'A reply went its way')
    return { outcome }
  },
})

/** Held, then taken back because the customer wrote on: this reply is the one made instead. */
function isStale({ state, attempts, floorEpoch }: LedgerEntry, epoch: number): boolean {
  return state === 'withdrawn' && attempts === 0 && floorEpoch === epoch
}

/** Why ARI may not speak now; null when it may. */
export function closedFence(recipient: Recipient, epoch: number): Fence | null {
  if (recipient.mergedInto !== null) return 'merged'
  if (recipient.floorEpoch !== epoch) return 'floor_changed'
  if (!recipient.botOn) return 'bot_off'
  return recipient.windowOpen ? null : 'window_closed'
}

/** ARI was stopped while this was held: it does not go out either when ARI is on again. */
async function closedBefore(tx: WorkspaceTx, { what }: SendRequest): Promise<Fence | null> {
  return 'draftId' in what && (await isDraftDropped(tx, what.draftId)) ? 'bot_off' : null
}

async function write(
  tx: WorkspaceTx,
  request: SendRequest,
  recipient: Recipient,
): Promise<(Started & { body: string }) | { outcome: 'no_slots' }> {
  const { conversationId, state, what } = request
  const { channelId } = recipient
  const outgoing = await compose(tx, what, recipient)
  if (outgoing === 'no_slots') return { outcome: 'no_slots' }
  const payload: WhatsAppMessage = addressed(recipient, outgoing.payload)
  const { kind, body, content } = outgoing
  const at = { conversationId, channelId, turn: state.turn, floorEpoch: state.floor.epoch, now: new Date() }
  const [written] = await Promise.all([
    insertOutbound(tx, { ...at, kind, body, content, payload, draftId: draftOf(what) }),
    projectState(tx, request),
  ])
  return { ...written, tries: 1, payload, body }
}

function wordsOf({ payload }: LedgerEntry): string {
  const { text, interactive } = payload as { text?: { body: string }; interactive?: { body: { text: string } } }
  return text?.body ?? interactive?.body.text ?? ''
}

/** The customer has the reply: the burst is answered, and the draft has done its work. */
async function settle(tx: WorkspaceTx, { messageIds, what }: SendRequest, body: string): Promise<void> {
  await Promise.all([
    accountFor(tx, { messageIds, outcome: 'answered', botResponse: body }),
    'draftId' in what && settleDraft(tx, what.draftId, 'sent'),
  ])
}
