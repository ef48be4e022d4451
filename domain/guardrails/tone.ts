import { reason } from './reasons.ts'
import { unmasked } from './text.ts'

const APOLOGY = /\b(?:maaf|mohon maaf|sorry|apologi[sz]e|apolog(?:y|ies))\b/u
const WAFFLING =
  /\b(?:pada dasarnya|sebenarnya|basically|actually|essentially|kind of|sort of|in a way|tergantung|depends|it varies|bisa dibilang|as you (?:may )?know|seperti yang (?:kakak )?(?:tahu|ketahui)|dan lain-lain|and so on)\b/u
const UNCERTAIN =
  /\b(?:belum (?:tahu|pasti|ada di catatan)|tidak (?:tahu|pasti)|kurang tahu|(?:don't|do not) know|not (?:certain|sure)|uncertain|umumnya|biasanya|in general|usually|generally|kurang lebih|more or less|sekitar|roughly|approximately)\b/u

export type Warning = 'apology' | 'waffling' | 'uncertainty'

/** Signs that a reader should look twice. They hold nothing back. */
export function warningsIn(reply: string): Record<Warning, string | null> {
  const text = unmasked(reply)
  return {
    apology: APOLOGY.test(text) ? reason('apologises') : null,
    waffling: WAFFLING.test(text) ? reason('waffles') : null,
    uncertainty: UNCERTAIN.test(text) ? reason('uncertain') : null,
  }
}
