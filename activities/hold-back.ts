import type { WorkspaceTx } from '#db/connect.ts'
import { takeProbe } from '#db/queries/channel-stops.ts'
import type { Recipient } from '#db/queries/outbound.ts'
import { drawPace, type Pace } from '#db/queries/send-pace.ts'
import { numberBucket, PAIR, roomInMs } from '#domain/sending/pace.ts'
import { sendHeldBack } from './failures.ts'

/** How often a message asks whether its channel sends again. */
export const STOPPED_AGAIN_MS = 30_000
/** A place in the queue of a number is kept for as long as this; who would wait longer comes again. */
const LONGEST_QUEUE_MS = 2_000

/** How long a message may not go out yet: because of its customer's limit, or because its channel is stopped. */
export async function heldBackMs(
  tx: WorkspaceTx,
  { channelId, channelStopped }: Recipient,
  { debtMs, restMs }: Pace,
): Promise<number> {
  const waitMs = Math.max(restMs, roomInMs(debtMs, PAIR))
  if (waitMs > 0) return Math.ceil(waitMs)
  return channelStopped && !(await takeProbe(tx, channelId)) ? STOPPED_AGAIN_MS : 0
}

/**
 * Draws the message on both limits; how long its turn on the number is still away. Where that is too long all of the
 * transaction is taken back, and the message comes again. The last thing in its transaction.
 */
export async function draw(
  tx: WorkspaceTx,
  { channelId, sendsPerSecond }: Recipient,
  conversationId: string,
): Promise<number> {
  const bucket = numberBucket(sendsPerSecond)
  const every = { pairMs: PAIR.everyMs, numberMs: bucket.everyMs }
  const { debtMs, restMs } = await drawPace(tx, { conversationId, channelId }, every)
  const waitMs = Math.ceil(Math.max(restMs, roomInMs(debtMs, bucket)))
  // Not all of those who come again at the same moment.
  if (waitMs > LONGEST_QUEUE_MS) throw sendHeldBack(waitMs + Math.random() * LONGEST_QUEUE_MS)
  return waitMs
}
