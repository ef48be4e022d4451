/** What is checked is what is sent: compatibility forms folded, invisible characters removed, ends trimmed. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164]/gu, (sign) => (sign === JOINER ? sign : ''))
    .replace(/(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu, '')
    .trim()
}

/** Joins emoji to one picture; between letters it only hides. */
const JOINER = '\u200D'

/** The words for comparing: lower case, without accents, variation signs and curly quotes. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\uFE0F\u20E3]/gu, '')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[‐-―−]/g, '-')
    .toLowerCase()
}

/**
 * The text as patterns should see it: folded, and once more with letters that were spelled apart ("g r a t i s") or
 * written as digits ("gr4t1s") put right. Only looked at, never sent.
 */
export function unmasked(text: string): string {
  if (last.text !== text) last = { text, seen: unmask(text) }
  return last.seen
}

/** Each check of a reply looks at the same text: it is unmasked once. */
let last = { text: '', seen: '' }

function unmask(text: string): string {
  const plain = fold(text).replaceAll('_', ' ')
  const joined = plain.replace(/(?<![\p{L}\p{N}])\p{L}(?:[\s.*-]+\p{L}(?![\p{L}\p{N}])){2,}/gu, (run) =>
    run.replace(/[^\p{L}]/gu, ''),
  )
  const lettered = plain.replace(/[\p{L}\p{N}@$]+/gu, (word) =>
    isMasked(word) ? word.replace(/[0134578@$]/g, asLetter) : word,
  )
  return [...new Set([plain, joined, lettered])].join('\n')
}

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's',
} // prettier-ignore
const asLetter = (sign: string) => LETTERS[sign] ?? sign
const isMasked = (word: string) => /\p{L}[\d@$]+\p{L}|^[\d@$]\p{L}{2}/u.test(word)

export type Sentence = { text: string; asks: boolean }

const ABBREVIATION = /\b(?:jl|kav|no|dr|prof|mr|mrs|ms|st|min|maks|max|tgl|pkl|a\.n|e\.g|i\.e|vs|dll|hlm)\.$/i

/** The sentences and lines of a text, each with whether it asks. */
export function sentences(text: string): Sentence[] {
  const found: string[] = []
  for (const line of text.split(/\n+/)) {
    let open = ''
    for (const piece of line.split(/(?<=[.!?…])\s+/)) {
      open = open === '' ? piece : `${open} ${piece}`
      if (ABBREVIATION.test(open)) continue
      found.push(open)
      open = ''
    }
    if (open !== '') found.push(open)
  }
  return found
    .map((one) => ({ text: one.trim(), asks: /\?["')\s\p{Extended_Pictographic}]*$/u.test(one) }))
    .filter(({ text: one }) => one !== '')
}

/** The words of a folded text: letters with what joins them, such as "1-on-1" or "taylor's" without its ending. */
export function wordsOf(folded: string): string[] {
  return (folded.match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? []).map((word) => word.replace(/'(?:s|m|re|ll|ve|d|t)$/, ''))
}

/** A pattern for any of these as a whole phrase, whatever stands for its spaces and apostrophes; null for none. */
export function anyPhrase(phrases: readonly string[]): RegExp | null {
  const escaped = phrases
    .map((phrase) => fold(phrase).trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'))
  return escaped.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'u')
}
