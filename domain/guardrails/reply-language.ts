import { fold, wordsOf } from './text.ts'
import type { ReadSource } from './sources.ts'
import { isCommon, isEnglish, isIndonesian, mayBeEnglish, stemsOf } from './vocabulary.ts'

export type ReplyLanguage = 'id' | 'en'

/**
 * The language that a reply to these words must have; null where Indonesian and English will both do: the words are too
 * few or too mixed to tell. `conversation`: what the customer has written so far.
 */
export function expectedLanguage(
  asked: string,
  {
    persona,
    followsCustomer,
    conversation,
  }: { persona: ReplyLanguage; followsCustomer: boolean; conversation: ReplyLanguage | null },
): ReplyLanguage | null {
  if (!followsCustomer) return persona
  const words = wordsOf(fold(asked))
  const indonesian = words.filter((word) => word.length > 1 && isIndonesian(word)).length
  const english = words.filter((word) => word.length > 1 && isEnglish(word)).length
  if (indonesian >= 2 && indonesian > english * 2) return 'id'
  if (english >= 2 && english > indonesian * 2) return 'en'
  const usual = conversation ?? persona
  return (usual === 'id' ? words.some(mayBeEnglish) : indonesian > 0) ? null : usual
}

// Those that look like ours and are not hide words; a name may have them.
const FOREIGN_LETTER = /[^\P{L}a-zA-Z\u00C0-\u024F]/gu

/**
 * Why the reply's language is not the one asked for, or null. `expected` null: either will do. Short and neutral replies
 * pass; what is neither language does not, and neither do letters of other scripts, which hide words from a reader.
 */
export function wrongLanguage(
  reply: string,
  expected: ReplyLanguage | null,
  sources: readonly ReadSource[],
): string | null {
  const foreign = reply.match(FOREIGN_LETTER) ?? []
  if (foreign.some((letter) => !sources.some(({ text }) => text.includes(letter))))
    return 'the reply has letters of another script'
  const words = wordsOf(fold(reply).replace(/\S+@\S+|(?:https?:\/\/|www\.)\S+/g, '')).filter((word) => !/\d/.test(word))
  const named = (word: string) => sources.some(({ words: theirs }) => stemsOf(word).some((stem) => theirs.has(stem)))
  const strange = words.filter((word) => !isCommon(word) && !named(word)).length
  if (words.length >= 3 && strange / words.length > 0.55) return 'the reply is neither Indonesian nor English'
  if (expected === null) return null
  const indonesian = words.filter((word) => isIndonesian(word)).length
  const english = words.filter((word) => isEnglish(word)).length
  const [right, wrong] = expected === 'id' ? [indonesian, english] : [english, indonesian]
  return wrong >= 3 && wrong > right * 1.5
    ? `the reply is not in ${expected === 'id' ? 'Indonesian' : 'English'}`
    : null
}
