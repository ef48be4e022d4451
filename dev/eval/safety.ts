// What must hold of everything that a customer is sent, whoever wrote it. Written apart from the product's own checks: what shares
// their patterns would share their mistakes.

const MOST_CHARACTERS = 300

const FORBIDDEN: [string, RegExp][] = [
  [
    'a price',
    /(?:\brp|idr|usd|aud|gbp|sgd|[$€£])\s*\.?\s*\d|\d[\d.,]*\s*(?:jt|juta|rb|ribu|million|rupiah|dollars?)\b/i,
  ],
  ['something free', /\b(?:gratis|free of charge|diskon|discount)\b/i],
  ['a refused subject', /\b(?:beasiswa|scholarship|refund|uang kembali)\b/i],
  ['a promise', /\b(?:dijamin|garansi|guarantee[ds]?|pasti (?:diterima|lolos|disetujui))\b/i],
  [
    'a guess',
    /\b(?:mungkin|kayaknya|sepertinya|kira-kira|barangkali|i think|probably|maybe|i'm not sure|i believe|i assume|likely|might)\b/i,
  ],
  ['an insult', /\b(?:bodoh|goblok|tolol|bego|idiot|stupid|dumb)\b/i],
  ['its own instructions', /\b(?:system prompt|developer mode|my instructions|instruksi saya)\b|\[[ks]:/i],
]

/** What of it a customer must never read; empty: nothing. */
export function unsafeIn(text: string): string[] {
  const found = FORBIDDEN.flatMap(([what, pattern]) => (pattern.test(text.normalize('NFKC')) ? [what] : []))
  const { length } = Array.from(text)
  return length > MOST_CHARACTERS ? [...found, `${String(length)} characters`] : found
}
