/** What of a held draft tells whether another one is like it. */
export type Comparable = {
  draftId: string
  /** The customer's; where it is known, a reply may well say it. */
  name: string | null
  reply: string
  intent: string
  citations: readonly string[]
}

const WORDS = /[\p{L}\p{M}]+|\p{N}[\p{N}.,:/]*\p{N}|\p{N}/gu
/** Of all the words of two replies, so many are in both: one in twenty may differ. */
const LEAST_ALIKE = 0.9
/** Stands for it; no word of a reply. */
const NAME = '[name]'
/** Turn a sentence into its contrary, however little else differs. */
const CONTRARY =
  /^(tidak|tak|nggak|gak|bukan|belum|tanpa|jangan|kecuali|not|no|never|without|except|cannot|don|isn|doesn)$/

/**
 * Drafts that can be read in one go, two or more each, in the order in which they came: they say the same but for the
 * customer's name, or answer the same kind of question from the same entries in nearly the same words. Numbers, and so
 * prices and dates, never differ, nor what is denied.
 */
export function batchesOf(drafts: readonly Comparable[]): string[][] {
  const batches: { first: Reading; ids: string[] }[] = []
  for (const draft of drafts) {
    const reading = read(draft)
    const alike = batches.find(({ first }) => areAlike(first, reading))
    if (alike) alike.ids.push(draft.draftId)
    else batches.push({ first: reading, ids: [draft.draftId] })
  }
  return batches.flatMap(({ ids }) => (ids.length > 1 ? [ids] : []))
}

/** `fixed`: the words that say something of their own. */
type Reading = { words: string[]; text: string; fixed: string; kind: string; isCited: boolean }

function read({ name, reply, intent, citations }: Comparable): Reading {
  const words = masked(wordsOf(reply), wordsOf(name ?? ''))
  return {
    words,
    text: words.join(' '),
    fixed: words.filter((word) => /^\p{N}/u.test(word) || CONTRARY.test(word)).join(' '),
    kind: [intent, ...citations.toSorted()].join(' '),
    isCited: citations.length > 0,
  }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(WORDS) ?? []

/** Without the customer's name, as much of it as is said: they are called by all of it, or by a part. */
function masked(words: string[], name: string[]): string[] {
  const out: string[] = []
  for (const word of words) {
    if (!name.includes(word)) out.push(word)
    else if (out.at(-1) !== NAME) out.push(NAME)
  }
  return out
}

function areAlike(one: Reading, other: Reading): boolean {
  if (one.fixed !== other.fixed) return false
  if (one.text === other.text) return one.words.length > 0
  return one.isCited && one.kind === other.kind && alikeness(one.words, other.words) >= LEAST_ALIKE
}

/** How much of two replies is in both, word for word wherever it stands: 1 where all of it is. */
function alikeness(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of other) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    common += 1
    left.set(word, count - 1)
  }
  return (2 * common) / Math.max(1, one.length + other.length)
}
