import { reason } from './reasons.ts'

/** Markup that WhatsApp does not show as what it is. Its own *bold*, _italic_, ~struck~ and `code` are allowed. */
const FOREIGN = [
  /<\/?[a-z!][^>]*>?|&[a-z]+;/i,
  /\[[^\]\n]+\]\([^)\n]*\)/,
  /^\s*#{1,6}\s|^\s*\|.*\||^\s*(?:-{3,}|={3,}|\*{3,})\s*$/m,
  /\*\*|__|~~|```|\$\$|\\[a-z(]+|\\n/,
  /^\s*[{[]\s*["{[]|"\s*:\s*["{[\d]|[{}]/m,
]

// Long runs without a space are codes: base64, hexadecimal, words tied together.
const CODE = [
  /(?<![\w/.@])(?!https?:|www\.)[A-Za-z0-9+/=]{24,}/,
  /\b0x[0-9a-f]{4,}/i,
  /\b[0-9a-f]{16,}\b/i,
  /[a-z]+_[a-z]+_[a-z]+/i,
  /\b(?:print|console\.log|select|def|function)\s*\(/,
]

/** Markup or code in the reply, or null. */
export function markupIn(reply: string): string | null {
  if (FOREIGN.some((pattern) => pattern.test(reply))) return reason('markup')
  if (CODE.some((pattern) => pattern.test(reply)) || !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(reply))
    return reason('code')
  return null
}
