import { reason } from './reasons.ts'
import { fold, wordsOf } from './text.ts'
import type { ReadSource } from './sources.ts'
import { isCommon, isEnglish, isIndonesian, mayBeEnglish, stemsOf } from './vocabulary.ts'

export type ReplyLanguage = 'id' | 'en'

const FEW_WORDS = 8

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
  const found =
    indonesian >= 2 && indonesian > english * 2 ? 'id' : english >= 2 && english > indonesian * 2 ? 'en' : null
  // A few words of the other language are how people write; they ask for neither.
  const isAside = conversation !== null && found !== conversation && english > 0 && words.length <= FEW_WORDS
  if (isAside) return null
  if (found !== null) return found
  const usual = conversation ?? persona
  return (usual === 'id' ? words.some(mayBeEnglish) : indonesian > 0) ? null : usual
}

// Those that look like ours and are not hide words; a name may have them.
const FOREIGN_LETTER = /[^\P{L}a-zA-Z\u00C0-\u024F]/gu

/** Why a reader could not make out the reply, or null: letters of other scripts hide words, and what is neither language may. */
export function strangeScript(reply: string, sources: readonly ReadSource[]): string | null {
  const foreign = reply.match(FOREIGN_LETTER) ?? []
  if (foreign.some((letter) => !sources.some(({ text }) => text.includes(letter)))) return reason('other_script')
  const words = wordsIn(reply)
  const named = (word: string) => sources.some(({ words: theirs }) => stemsOf(word).some((stem) => theirs.has(stem)))
  const strange = words.filter((word) => !isCommon(word) && !named(word)).length
  return words.length >= 3 && strange / words.length > 0.55 ? reason('neither_language') : null
}

/** Why the reply's language is not the one asked for, or null. `expected` null: either will do. Short replies pass. */
export function wrongLanguage(reply: string, expected: ReplyLanguage | null): string | null {
  if (expected === null) return null
  const words = wordsIn(reply)
  const indonesian = words.filter((word) => isIndonesian(word)).length
  const english = words.filter((word) => isEnglish(word)).length
  const [right, wrong] = expected === 'id' ? [indonesian, english] : [english, indonesian]
  return wrong >= 3 && wrong > right * 1.5
    ? reason('other_language', { language: expected === 'id' ? 'Indonesian' : 'English' })
    : null
}

function wordsIn(reply: string): string[] {
  return wordsOf(fold(reply).replace(/\S+@\S+|(?:https?:\/\/|www\.)\S+/g, '')).filter((word) => !/\d/.test(word))
}
