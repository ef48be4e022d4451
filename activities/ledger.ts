import { heartbeat } from '@temporalio/activity'
import { SendRefused, type Line, type WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { notify } from '#db/queries/notify.ts'
import { recordAccepted, recordRefused, type LedgerEntry, type Recipient } from '#db/queries/outbound.ts'
import type { Deps } from './deps.ts'
import { sendOutcomeUnknown, sendRefusedForNow } from './failures.ts'

/** A message of a conversation, as the activities name it. */
export type Of = { workspaceId: string; conversationId: string }

export type Claimed = { attemptId: string; number: number; messageId: string; line: Line; payload: WhatsAppMessage }

/** A message that is ours to send now, or what is known of it already. */
export type Claim<Outcome> =
  ({ claimed: true } & Claimed) | { claimed: false; outcome: Outcome } | { claimed: false; wait: { attemptId: string } }

/** Tries at one message in all: the first and five more. Then people are told. */
const MOST_REFUSALS = 6
const FIRST_PAUSE_MS = 1_000
/** How long WhatsApp's status is waited for when the call's answer was lost. */
const STATUS_WAIT_MS = 60_000
const LOOK_AGAIN_MS = 2_000
const BEAT_MS = 1_000

/**
 * Sends one message of the ledger, once. WhatsApp takes no idempotency key, so the ledger is written first, in the
 * transaction that checks the fences (`claim`); a repeat that finds an attempt without an answer waits for a status
 * that carries the attempt's id, and sends again only when none came. `settle` runs in the transaction that records
 * WhatsApp's word.
 */
export async function sendOnce<Outcome>(
  deps: Deps,
  { workspaceId, conversationId }: Of,
  claim: (tx: WorkspaceTx) => Promise<Claim<Outcome>>,
  settle: (tx: WorkspaceTx) => Promise<void>,
): Promise<Outcome | 'sent' | 'refused'> {
  const beat = setInterval(heartbeat, BEAT_MS)
  try {
    const ours = await deps.db.inWorkspace(workspaceId, claim)
    if (ours.claimed) return await call(deps, { workspaceId, conversationId }, ours, settle)
    if ('wait' in ours) throw sendOutcomeUnknown(ours.wait.attemptId, LOOK_AGAIN_MS)
    return ours.outcome
  } finally {
    clearInterval(beat)
  }
}

async function call(
  deps: Deps,
  { workspaceId, conversationId }: Of,
  { attemptId, messageId, number, line, payload }: Claimed,
  settle: (tx: WorkspaceTx) => Promise<void>,
): Promise<'sent' | 'refused'> {
  try {
    const sent = await deps.whatsapp.send(line, { ...payload, biz_opaque_callback_data: attemptId })
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      await recordAccepted(tx, { attemptId, messageId, ...sent })
      await settle(tx)
      await notify(tx, { kind: 'message', conversationId })
    })
    return 'sent'
  } catch (error) {
    if (!(error instanceof SendRefused)) throw error
    const final = !error.retryable || number >= MOST_REFUSALS
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      await recordRefused(tx, { attemptId, messageId, code: error.code, detail: error.message, final })
      await notify(tx, { kind: 'message', conversationId })
    })
    deps.log.warn({ event: 'send_refused', conversationId, messageId, code: error.code, final })
    if (final) return 'refused'
    throw sendRefusedForNow(error.code, error.retryAfterMs ?? pauseAfter(number, error.code))
  }
}

/** 1, 2, 4, 8, 16 s; for one recipient written to too often, Meta asks for 4^X. */
function pauseAfter(refusals: number, code: number | null): number {
  const base = code === 131056 ? 4 : 2
  return FIRST_PAUSE_MS * base ** (refusals - 1)
}

/** What became of an earlier attempt, as far as anybody knows. `free`: it may be sent. */
export function whatIsKnown(
  { state, lastAttempt }: LedgerEntry,
  now: Date,
): 'sent' | 'failed' | 'withdrawn' | 'free' | { attemptId: string } {
  if (state === 'failed' || state === 'withdrawn') return state
  if (state === 'sent' || lastAttempt?.outcome === 'accepted') return 'sent'
  if (state === 'sending' && lastAttempt?.outcome === 'unknown') {
    const waitedMs = now.getTime() - lastAttempt.startedAt.getTime()
    if (waitedMs < STATUS_WAIT_MS) return { attemptId: lastAttempt.id }
  }
  return 'free'
}

/** How a channel's messages travel. */
export function lineOf(
  { provider, phoneNumberId, accessTokenSealed }: Pick<Recipient, 'provider' | 'phoneNumberId' | 'accessTokenSealed'>,
  { sealer }: Deps,
): Line {
  return {
    provider: provider === 'kapso' ? 'kapso' : 'meta',
    phoneNumberId,
    accessToken: accessTokenSealed === null ? null : sealer.open(accessTokenSealed),
  }
}

/** A phone number where we have one, in E.164; else the business-scoped user id. */
export function addressed({ phone, userId }: Recipient, message: WhatsAppMessage): WhatsAppMessage {
  return { recipient_type: 'individual', ...(phone === null ? { recipient: userId } : { to: phone }), ...message }
}
