/** What is checked: the model's answer, already parsed, with its measured length. */
export type CheckedReply = { reply: string; confidence: number; tokens: number }

export type Check = { name: string; passed: boolean; reason?: string; again?: boolean }

export const LEAST_CONFIDENCE = 0.7
export const MOST_CHARACTERS = 300
export const MOST_TOKENS = 150

// Whole phrases, in any case. A reply that hedges is a guess, and guesses go to people.
// prettier-ignore
const HEDGES = [
  'i think', 'probably', 'maybe', "i'm not sure", 'i believe', 'i assume', 'likely', 'might',
  'mungkin', 'sepertinya', 'kayaknya', 'kelihatannya', 'barangkali', 'kira-kira', 'saya rasa', 'saya kira',
  'saya pikir', 'tidak yakin', 'kurang yakin'
]

// Amounts of money in the spellings that customers and models use.
const PRICES = [
  /(?:\brp\.?|\bidr|\busd|\baud|\bgbp|\bsgd|\beur|[$€£])\s*\d/i,
  /\b\d[\d.,]*\s*(?:juta|jt|ribu|rb|miliar|million|thousand|dollars?|rupiah)\b/i,
  /\b(?:gratis|free of charge|discount|diskon)\b/i,
]

const PROMISES = [
  /\b(?:guarantee[ds]?|garansi|dijamin|kami jamin|kami menjamin|pasti (?:diterima|lolos|disetujui))\b/i,
  /\b(?:refund|pengembalian (?:dana|uang)|uang kembali)\b/i,
  /\b(?:scholarship|beasiswa)\b/i,
]

/**
 * Every check of a reply, in order; the first that fails decides. `again` marks a failure the model may mend once.
 * Text is normalised first, so that invisible characters hide nothing.
 */
export function checkReply({ reply, confidence, tokens }: CheckedReply): Check[] {
  const text = normalise(reply)
  const hedge = HEDGES.find((phrase) => wholePhrase(phrase).test(text))
  const price = PRICES.find((pattern) => pattern.test(text))
  const promise = PROMISES.find((pattern) => pattern.test(text))
  return [
    check('present', text.length > 0, 'the reply is empty', true),
    check('confidence', confidence >= LEAST_CONFIDENCE, `confidence ${confidence} is below ${LEAST_CONFIDENCE}`),
    check('scope', price === undefined, 'the reply speaks of money'),
    check('promise', promise === undefined, 'the reply touches a refused subject or promises something'),
    check('hedging', hedge === undefined, `the reply hedges: ${hedge ?? ''}`),
    check(
      'length',
      text.length <= MOST_CHARACTERS && tokens <= MOST_TOKENS,
      `the reply has ${text.length} characters and ${tokens} tokens; ${MOST_CHARACTERS} and ${MOST_TOKENS} are allowed`,
      true,
    ),
  ]
}

/** What is checked is what is sent: compatibility forms folded, zero-width characters removed, ends trimmed. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g, '')
    .trim()
}

function check(name: string, passed: boolean, reason: string, again = false): Check {
  return passed ? { name, passed } : { name, passed, reason, again }
}

function wholePhrase(phrase: string): RegExp {
  const escaped = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace("'", "['’]")
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu')
}
