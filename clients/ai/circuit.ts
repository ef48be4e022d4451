/** Whether an endpoint may be asked. Each try that may begin ends with one of `worked`, `failed`, `toldNothing`. */
export type Circuit = {
  /** While the endpoint rests, nobody asks it; after the rest one try at a time finds out whether it is back. */
  mayTry(): boolean
  /** How long until it is worth asking again; 0: now. */
  waitMs(): number
  worked(): void
  /** `askedMs`: how long the endpoint itself wants to be left alone. Then everybody may ask it again. */
  failed(askedMs?: number): void
  /** It ended without telling anything about the endpoint. */
  toldNothing(): void
}

export type CircuitOptions = {
  /** Failures in a row after which the endpoint rests. */
  opensAfter?: number
  /** The first rest; each try that fails after one doubles it. */
  restMs?: number
  longestRestMs?: number
  now?: () => number
  /** Told how long a rest is, when one begins; null: the endpoint is back. */
  onChange?: (restMs: number | null) => void
}

/** Somebody else is finding out; an answer takes about this long. */
const PROBE_MS = 1_000

/**
 * A circuit breaker of one endpoint, in the memory of one process. Ours, and not a library's: what counts as a failure,
 * and what becomes of a question meanwhile, is decided by the order of the endpoints; what is left is these few lines.
 */
export function createCircuit({
  opensAfter = 5,
  restMs = 10_000,
  longestRestMs = 120_000,
  now = Date.now,
  onChange = () => undefined,
}: CircuitOptions = {}): Circuit {
  let failures = 0
  let rest = restMs
  let notBefore = 0
  /** After a rest it stays open until a try has worked. */
  let isOpen = false
  let isProbing = false

  return {
    mayTry() {
      if (now() < notBefore || (isOpen && isProbing)) return false
      isProbing = isOpen
      return true
    },
    waitMs: () => Math.max(notBefore - now(), isOpen && isProbing ? PROBE_MS : 0),
    worked() {
      if (isOpen) onChange(null)
      failures = 0
      rest = restMs
      isOpen = false
      isProbing = false
    },
    failed(askedMs = 0) {
      const wasProbe = isProbing
      failures += 1
      isProbing = false
      notBefore = Math.max(notBefore, now() + Math.min(askedMs, longestRestMs))
      // Of many that were under way when it broke, the first opens it; the others only tell the same.
      if (failures < opensAfter || (isOpen && !wasProbe)) return
      if (isOpen) rest = Math.min(rest * 2, longestRestMs)
      isOpen = true
      notBefore = Math.max(notBefore, now() + rest)
      onChange(notBefore - now())
    },
    toldNothing() {
      isProbing = false
    },
  }
}
