import { setTimeout as sleep } from 'node:timers/promises'
import { heartbeat } from '@temporalio/activity'
import { SendRefused, type Line, type WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { resumeChannel } from '#db/queries/channel-stops.ts'
import { lockRecipient, startAttempt, type LedgerEntry, type Recipient } from '#db/queries/outbound.ts'
import { failOutbound, recordAccepted } from '#db/queries/outbound-outcomes.ts'
import { readPairPace } from '#db/queries/send-pace.ts'
import { MOST_TRIES } from '#domain/sending/after-refusal.ts'
import { failureKind, type FailureKind } from '#domain/sending/meta-errors.ts'
import type { Deps } from './deps.ts'
import { sendHeldBack, sendOutcomeUnknown } from './failures.ts'
import { draw, heldBackMs } from './hold-back.ts'
import { takeRefusal } from './refusal.ts'

/** A message of a conversation, as the activities name it. */
export type Of = { workspaceId: string; conversationId: string }

/** An attempt that stands in the ledger: from here on the message may be on its way. */
export type Started = { messageId: string; attemptId: string; tries: number; payload: WhatsAppMessage }

/** What of sending differs between what ARI says and what a person writes. All of it runs in the claim's transaction. */
export type Sending<Outcome> = {
  find: (tx: WorkspaceTx) => Promise<LedgerEntry | undefined>
  /** Whether it may still go out; if not, what it came to. */
  fence: (tx: WorkspaceTx, recipient: Recipient, entry: LedgerEntry | undefined) => Promise<Outcome | null>
  /** Writes it into the ledger, with its first attempt. */
  write: (tx: WorkspaceTx, recipient: Recipient) => Promise<Started | { outcome: Outcome }>
  /** What follows from its having been sent; this one in the transaction that records WhatsApp's word. */
  settle: (tx: WorkspaceTx) => Promise<void>
}

/** A message that is ours to send now. */
export type Claimed = Started & {
  recipient: Recipient
  /** What the attempt before was refused for, if it was. */
  before: FailureKind | null
  /** How long the number still has to wait. */
  waitMs: number
}

type Ended<Outcome> = Outcome | 'sent' | 'refused' | 'withdrawn'
type Claim<Outcome> = { ended: Ended<Outcome> } | { unansweredId: string } | { heldBackMs: number } | { ours: Claimed }

/** How long WhatsApp's status is waited for when the call's answer was lost. */
const STATUS_WAIT_MS = 60_000
const LOOK_AGAIN_MS = 2_000
const BEAT_MS = 1_000

/**
 * Sends one message of the ledger, once. WhatsApp takes no idempotency key, so the ledger is written first, in the
 * transaction that checks the fences and keeps WhatsApp's limits; a repeat that finds an attempt without an answer
 * waits for a status that carries the attempt's id, and sends again only when none came.
 */
export async function sendOnce<Outcome>(deps: Deps, of: Of, sending: Sending<Outcome>): Promise<Ended<Outcome>> {
  const beat = setInterval(heartbeat, BEAT_MS)
  try {
    const claim = await deps.db.inWorkspace(of.workspaceId, (tx) => claimMessage(tx, of, sending))
    if ('ended' in claim) return claim.ended
    if ('unansweredId' in claim) throw sendOutcomeUnknown(claim.unansweredId, LOOK_AGAIN_MS)
    if ('heldBackMs' in claim) throw sendHeldBack(claim.heldBackMs)
    return await call(deps, of, claim.ours, sending)
  } finally {
    clearInterval(beat)
  }
}

async function claimMessage<Outcome>(
  tx: WorkspaceTx,
  { conversationId }: Of,
  sending: Sending<Outcome>,
): Promise<Claim<Outcome>> {
  const now = new Date()
  const recipient = await lockRecipient(tx, conversationId, now)
  const [entry, pace] = await Promise.all([sending.find(tx), readPairPace(tx, conversationId)])
  const known = entry ? whatIsKnown(entry, now) : 'free'
  if (typeof known === 'object') return known
  if (known === 'sent') await sending.settle(tx)
  if (known === 'unanswered' && entry) {
    const detail = 'WhatsApp gave no answer.'
    await failOutbound(tx, { messageId: entry.messageId, conversationId, kind: 'no_answer', detail })
    return { ended: 'refused' }
  }
  if (known !== 'free') return { ended: known === 'sent' || known === 'withdrawn' ? known : 'refused' }

  const outcome = await sending.fence(tx, recipient, entry)
  if (outcome !== null) return { ended: outcome }
  // Before anything is written; what the fences left, as the floor, is kept.
  const heldMs = await heldBackMs(tx, recipient, pace)
  if (heldMs > 0) return { heldBackMs: heldMs }
  const started = entry ? await startAgain(tx, entry) : await sending.write(tx, recipient)
  if ('outcome' in started) return { ended: started.outcome }
  const waitMs = await draw(tx, recipient, conversationId)
  return { ours: { ...started, recipient, waitMs, before: entry ? refusedBefore(entry) : null } }
}

async function startAgain(tx: WorkspaceTx, { messageId, attempts, tries, payload }: LedgerEntry): Promise<Started> {
  const attemptId = await startAttempt(tx, { messageId, number: attempts + 1 })
  return { messageId, attemptId, tries: tries + 1, payload: payload as WhatsAppMessage }
}

function refusedBefore({ lastAttempt, tries }: LedgerEntry): FailureKind | null {
  if (tries === 0 || lastAttempt?.outcome !== 'refused') return null
  return failureKind({ code: lastAttempt.code, httpStatus: null })
}

async function call<Outcome>(
  deps: Deps,
  of: Of,
  claimed: Claimed,
  sending: Sending<Outcome>,
): Promise<'sent' | 'refused'> {
  const { attemptId, messageId, payload, recipient, waitMs } = claimed
  const { workspaceId, conversationId } = of
  try {
    if (waitMs > 0) await sleep(waitMs)
    const message = { ...payload, biz_opaque_callback_data: attemptId }
    const sent = await deps.whatsapp.send(lineOf(recipient, deps), message)
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      await Promise.all([
        recordAccepted(tx, { attemptId, messageId, conversationId, ...sent }),
        sending.settle(tx),
        recipient.channelStopped && resumeChannel(tx, { workspaceId, channelId: recipient.channelId, actor: 'worker' }),
      ])
    })
    if (recipient.channelStopped)
      deps.log.info({ event: 'channel_resumed', channelId: recipient.channelId }, 'The channel works again')
    return 'sent'
  } catch (error) {
    if (!(error instanceof SendRefused)) throw error
    return takeRefusal(deps, of, claimed, error)
  }
}

/** What became of an earlier attempt, as far as anybody knows. `free`: it may be sent. */
function whatIsKnown(
  { state, lastAttempt, tries }: LedgerEntry,
  now: Date,
): 'sent' | 'failed' | 'withdrawn' | 'free' | 'unanswered' | { unansweredId: string } {
  if (state === 'failed' || state === 'withdrawn') return state
  // A person asked for it to be sent again: what an earlier attempt came to no longer counts.
  if (state === 'sent' || (state === 'sending' && lastAttempt?.outcome === 'accepted')) return 'sent'
  if (state === 'sending' && lastAttempt?.outcome === 'unknown') {
    const waitedMs = now.getTime() - lastAttempt.startedAt.getTime()
    if (waitedMs < STATUS_WAIT_MS) return { unansweredId: lastAttempt.id }
    // Each of them may have arrived: a person has to look before there are more.
    if (tries >= MOST_TRIES) return 'unanswered'
  }
  return 'free'
}

/** How a channel's messages travel. */
export function lineOf(
  { provider, phoneNumberId, accessTokenSealed }: Pick<Recipient, 'provider' | 'phoneNumberId' | 'accessTokenSealed'>,
  { sealer }: Pick<Deps, 'sealer'>,
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
