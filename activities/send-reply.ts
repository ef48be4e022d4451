import { heartbeat } from '@temporalio/activity'
import { SendRefused, type Line, type WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { accountFor, projectState, type StateToKeep } from '#db/queries/conversation-state.ts'
import { settleDraft } from '#db/queries/drafts.ts'
import { notify } from '#db/queries/notify.ts'
import {
  findLedgerEntry,
  insertOutbound,
  lockRecipient,
  recordAccepted,
  recordRefused,
  startAttempt,
  withdrawOutbound,
  type LedgerEntry,
  type Recipient,
} from '#db/queries/outbound.ts'
import type { Deps } from './deps.ts'
import { sendOutcomeUnknown, sendRefusedForNow } from './failures.ts'
import { compose, type WhatToSay } from './outgoing.ts'

export type SendRequest = StateToKeep & { workspaceId: string; what: WhatToSay; messageIds: string[] }

/**
 * `withdrawn`: a fence closed first (floor, bot switch, 24-hour window) and nothing went out.
 * `refused`: WhatsApp will not take it; the reason stands with the message.
 */
export type SendResult = { outcome: 'sent' | 'refused' | 'no_slots' | 'floor_changed' | 'bot_off' | 'window_closed' }

type Claim =
  | {
      claimed: true
      attemptId: string
      number: number
      messageId: string
      line: Line
      payload: WhatsAppMessage
      body: string
    }
  | { claimed: false; outcome: SendResult['outcome'] }
  | { claimed: false; wait: { attemptId: string } }

/** Tries at one message in all: the first and five more. Then people are told. */
const MOST_REFUSALS = 6
const FIRST_PAUSE_MS = 1_000
/** How long WhatsApp's status is waited for when the call's answer was lost. */
const STATUS_WAIT_MS = 60_000
const LOOK_AGAIN_MS = 2_000
const BEAT_MS = 1_000

export const createSendActivities = (deps: Deps) => ({
  /**
   * Sends a turn's reply, once. WhatsApp takes no idempotency key, so the ledger is written first, in the transaction
   * that checks the fences; a repeat that finds an attempt without an answer waits for a status that carries the
   * attempt's id, and sends again only when none came.
   */
  async sendReply(request: SendRequest): Promise<SendResult> {
    const beat = setInterval(heartbeat, BEAT_MS)
    try {
      const claim = await deps.db.inWorkspace(request.workspaceId, (tx) => claimReply(tx, deps, request))
      if (!claim.claimed) {
        if ('wait' in claim) throw sendOutcomeUnknown(claim.wait.attemptId, LOOK_AGAIN_MS)
        return { outcome: claim.outcome }
      }
      return await call(deps, request, claim)
    } finally {
      clearInterval(beat)
    }
  },
})

async function call(deps: Deps, request: SendRequest, claim: Extract<Claim, { claimed: true }>): Promise<SendResult> {
  const { attemptId, messageId, line, payload, body } = claim
  const { workspaceId, conversationId } = request
  try {
    const sent = await deps.whatsapp.send(line, { ...payload, biz_opaque_callback_data: attemptId })
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      await recordAccepted(tx, { attemptId, messageId, ...sent })
      await settle(tx, request, body)
    })
    const { stage, turn, score } = request.state
    deps.log.info({ event: 'reply_sent', conversationId, messageId, turn, stage, score }, 'A reply went out')
    return { outcome: 'sent' }
  } catch (error) {
    if (!(error instanceof SendRefused)) throw error
    const final = !error.retryable || claim.number >= MOST_REFUSALS
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      await recordRefused(tx, { attemptId, messageId, code: error.code, detail: error.message, final })
      await notify(tx, { kind: 'message', conversationId })
    })
    deps.log.warn({ event: 'send_refused', conversationId, messageId, code: error.code, final })
    if (final) return { outcome: 'refused' }
    throw sendRefusedForNow(error.code, error.retryAfterMs ?? pauseAfter(claim.number, error.code))
  }
}

/** 1, 2, 4, 8, 16 s; for one recipient written to too often, Meta asks for 4^X. */
function pauseAfter(refusals: number, code: number | null): number {
  const base = code === 131056 ? 4 : 2
  return FIRST_PAUSE_MS * base ** (refusals - 1)
}

async function claimReply(tx: WorkspaceTx, deps: Deps, request: SendRequest): Promise<Claim> {
  const { conversationId, state } = request
  const now = new Date()
  const recipient = await lockRecipient(tx, conversationId, now)
  const entry = await findLedgerEntry(tx, { conversationId, turn: state.turn, part: 1 })
  const answered = entry && (await whatTheLedgerSays(tx, request, entry, now))
  if (answered) return answered

  const fence = closedFence(recipient, state.floor.epoch)
  if (fence) {
    if (entry) await withdrawOutbound(tx, entry.messageId, conversationId)
    return { claimed: false, outcome: fence }
  }
  const line = lineOf(recipient, deps)
  if (entry) {
    const number = entry.attempts + 1
    const attemptId = await startAttempt(tx, { messageId: entry.messageId, number })
    return { claimed: true, attemptId, number, line, ...storedIn(entry) }
  }
  const written = await write(tx, request, recipient, now)
  if (written === 'no_slots') return { claimed: false, outcome: 'no_slots' }
  await projectState(tx, request)
  return { claimed: true, number: 1, line, ...written }
}

/** A repeat: what became of the earlier attempt, as far as anybody knows. Undefined: it is free to be sent. */
async function whatTheLedgerSays(
  tx: WorkspaceTx,
  request: SendRequest,
  entry: LedgerEntry,
  now: Date,
): Promise<Claim | undefined> {
  const { state, lastAttempt } = entry
  if (state === 'failed') return { claimed: false, outcome: 'refused' }
  if (state === 'withdrawn') return { claimed: false, outcome: 'floor_changed' }
  if (state === 'sent' || lastAttempt?.outcome === 'accepted') {
    await settle(tx, request, storedIn(entry).body)
    return { claimed: false, outcome: 'sent' }
  }
  if (state === 'sending' && lastAttempt?.outcome === 'unknown') {
    const waitedMs = now.getTime() - lastAttempt.startedAt.getTime()
    if (waitedMs < STATUS_WAIT_MS) return { claimed: false, wait: { attemptId: lastAttempt.id } }
  }
  return undefined
}

function closedFence(recipient: Recipient, epoch: number): SendResult['outcome'] | null {
  if (recipient.floorEpoch !== epoch) return 'floor_changed'
  if (!recipient.botOn) return 'bot_off'
  return recipient.windowOpen ? null : 'window_closed'
}

type Written = { messageId: string; payload: WhatsAppMessage; body: string }

async function write(
  tx: WorkspaceTx,
  request: SendRequest,
  recipient: Recipient,
  now: Date,
): Promise<(Written & { attemptId: string }) | 'no_slots'> {
  const { conversationId, state, what } = request
  const { channelId, phone, userId } = recipient
  const outgoing = await compose(tx, what, { ...recipient, language: recipient.language === 'en' ? 'en' : 'id' })
  if (outgoing === 'no_slots') return 'no_slots'
  // A phone number where we have one, in E.164; else the business-scoped user id.
  const to = phone === null ? { recipient: userId } : { to: phone }
  const payload = { recipient_type: 'individual', ...to, ...outgoing.payload }
  const { kind, body, content } = outgoing
  const floorEpoch = state.floor.epoch
  const ids = await insertOutbound(tx, {
    conversationId,
    channelId,
    turn: state.turn,
    part: 1,
    floorEpoch,
    kind,
    body,
    content,
    payload,
    now,
  })
  return { ...ids, payload, body }
}

function storedIn({ messageId, payload }: LedgerEntry): Written {
  const stored = payload as WhatsAppMessage & { text?: { body: string }; interactive?: { body: { text: string } } }
  return { messageId, payload: stored, body: stored.text?.body ?? stored.interactive?.body.text ?? '' }
}

function lineOf({ provider, phoneNumberId, accessTokenSealed }: Recipient, { sealer }: Deps): Line {
  return {
    provider: provider === 'kapso' ? 'kapso' : 'meta',
    phoneNumberId,
    accessToken: accessTokenSealed === null ? null : sealer.open(accessTokenSealed),
  }
}

/** The customer has the reply: the burst is answered, and the draft has done its work. */
async function settle(tx: WorkspaceTx, { conversationId, messageIds, what }: SendRequest, body: string): Promise<void> {
  await accountFor(tx, { messageIds, outcome: 'answered', botResponse: body })
  if ('draftId' in what) await settleDraft(tx, what.draftId, 'sent')
  await notify(tx, { kind: 'message', conversationId })
}
