import { remedyFor, type ChannelTrouble, type FailureKind } from './meta-errors.ts'

/** The first try and five more. Then people are told. */
export const MOST_TRIES = 6
const FIRST_PAUSE_MS = 1_000
const WINDOW_AGAIN_MS = 30_000

export type Refused = {
  kind: FailureKind
  /** What the attempt before this one was refused for, if it was. */
  before: FailureKind | null
  /** This one included. */
  tries: number
  /** How long the provider asks us to wait at least, where it says so. */
  retryAfterMs: number | null
}

export type NextTry =
  | { do: 'fail' }
  /** `rests`: what else may not be sent until then. */
  | { do: 'again'; afterMs: number; rests: 'pair' | 'number' | null }
  /** Not the message's fault, so the try does not count. */
  | { do: 'stop_channel'; why: ChannelTrouble }

/** What is done about a message that WhatsApp refused: waits of 1, 2, 4, 8, 16 s, or what the provider asks for. */
export function afterRefusal({ kind, before, tries, retryAfterMs }: Refused): NextTry {
  const remedy = remedyFor(kind)
  switch (remedy.do) {
    case 'fail':
      return { do: 'fail' }
    case 'stop':
      return { do: 'stop_channel', why: remedy.why }
    case 'retry_once':
      return before === kind || tries >= MOST_TRIES
        ? { do: 'fail' }
        : { do: 'again', afterMs: WINDOW_AGAIN_MS, rests: null }
    case 'retry':
    case 'wait': {
      if (tries >= MOST_TRIES) return { do: 'fail' }
      const of = remedy.do === 'wait' ? remedy.of : null
      // Meta's own formula for one customer written to too often is 4^X seconds.
      const afterMs = retryAfterMs ?? FIRST_PAUSE_MS * (of === 'pair' ? 4 : 2) ** (tries - 1)
      return { do: 'again', afterMs, rests: of === 'account' ? null : of }
    }
  }
}
