/** So many at once, and one more each time this long has passed. */
export type Bucket = { everyMs: number; burst: number }

/**
 * WhatsApp takes one message in 6 s to one customer, up to 45 at once on credit. One stays in reserve: WhatsApp counts
 * when a message arrives, and the way there is not always equally long.
 */
export const PAIR: Bucket = { everyMs: 6_000, burst: 44 }

/** Burst and flow of a number add up to what WhatsApp takes in any one second. */
export function numberBucket(perSecond: number): Bucket {
  const burst = Math.max(1, Math.floor(perSecond / 8))
  return { burst, everyMs: 1_000 / Math.max(1, perSecond - burst) }
}

/** How long until one more may be sent. `debtMs`: how long until the bucket would be full. */
export function roomInMs(debtMs: number, { everyMs, burst }: Bucket): number {
  return Math.max(0, Math.ceil(debtMs - (burst - 1) * everyMs))
}
