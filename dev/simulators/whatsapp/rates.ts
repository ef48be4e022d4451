import type { Clock } from './clock.ts'
import type { Settings } from './settings.ts'

const PAIR = { perMs: 1 / 6000, burst: 45 }
const MOST_BUCKETS = 50_000

type Bucket = { tokens: number; at: number }

/** WhatsApp's two speed limits: of a pair, and of a number. */
export function createRates(clock: Clock, settings: Settings) {
  const buckets = new Map<string, Bucket>()

  function take(name: string, perMs: number, burst: number): boolean {
    const now = clock.now()
    const bucket = buckets.get(name) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMs)
    const enough = tokens >= 1
    buckets.delete(name)
    buckets.set(name, { tokens: enough ? tokens - 1 : tokens, at: now })
    const [oldest] = buckets.keys()
    if (buckets.size > MOST_BUCKETS && oldest !== undefined) buckets.delete(oldest)
    return enough
  }

  return {
    /** The code of the limit that this send breaks. */
    problem(phoneNumberId: string, customer: string): 130429 | 131056 | undefined {
      const { messagesPerSecond, pairRate } = settings
      if (messagesPerSecond !== null && !take(phoneNumberId, messagesPerSecond / 1000, messagesPerSecond)) return 130429
      if (pairRate && !take(`${phoneNumberId}|${customer}`, PAIR.perMs, PAIR.burst)) return 131056
      return undefined
    },

    clear: () => buckets.clear(),
  }
}
