import type { KnowledgeSearch, SearchTerm } from '#schema/knowledge.ts'
import { languageOf } from '../conversation/language.ts'
import { BUILT_IN_HINTS, BUILT_IN_SYNONYMS } from './built-in-synonyms.ts'
import { spellOut } from './chat-spelling.ts'
import { isSmallWord } from './small-words.ts'

type Word = SearchTerm['words'][number]

/** Of a very long message the first say what it is about. */
const MOST_TERMS = 24
const LONGEST_PHRASE = 4
const ENDING = /(?:nya|kah|lah)$/

/** A phrase as it is looked up, without what Indonesian hangs on a word. */
const asKey = (phrase: string): string =>
  phrase
    .split(' ')
    .map((word) => (word.length > 5 ? word.replace(ENDING, '') : word))
    .join(' ')

const BUILT_IN = indexOf(BUILT_IN_SYNONYMS)
const HINTS = new Map(BUILT_IN_HINTS.flatMap(({ asked, speaksOf }) => asked.map((phrase) => [phrase, speaksOf])))

/** What to look for in the knowledge when a customer writes this. `own` are the synonyms of the workspace. */
export function readQuestion(written: string, own: readonly (readonly string[])[] = []): KnowledgeSearch {
  const { text: normalised, changes: respelled } = spellOut(written)
  const synonyms = [indexOf(own), BUILT_IN]
  const words = normalised === '' ? [] : normalised.split(' ')
  const terms = new Map<string, SearchTerm>()
  for (let at = 0; at < words.length && terms.size < MOST_TERMS;) {
    const { term, length } = termAt(words, at, synonyms)
    if (term !== null && !terms.has(term.asked)) terms.set(term.asked, term)
    at += length
  }
  return { normalised, respelled, language: languageOf(normalised), terms: [...terms.values()] }
}

/** The longest phrase that begins here and means something by itself, or else the word. */
function termAt(words: string[], at: number, synonyms: SynonymIndex[]): { term: SearchTerm | null; length: number } {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--) {
    const asked = words.slice(at, at + length).join(' ')
    const key = asKey(asked)
    const same = new Set(synonyms.flatMap((index) => index.get(key) ?? []))
    const hints = HINTS.get(key) ?? []
    if (same.size === 0 && hints.length === 0) continue
    same.delete(key)
    const itself: Word[] = length === 1 && isSmallWord(asked) ? [] : [{ text: key, by: 'word' }]
    return {
      term: {
        asked,
        words: [
          ...itself,
          ...[...same].map((text): Word => ({ text, by: 'synonym' })),
          ...hints.map((text): Word => ({ text, by: 'hint' })),
        ],
      },
      length,
    }
  }
  const word = words[at] ?? ''
  return { term: isSmallWord(word) ? null : { asked: word, words: [{ text: word, by: 'word' }] }, length: 1 }
}

type SynonymIndex = ReadonlyMap<string, readonly string[]>

function indexOf(groups: readonly (readonly string[])[]): SynonymIndex {
  const index = new Map<string, string[]>()
  for (const group of groups) {
    for (const phrase of group) index.set(asKey(phrase), [...(index.get(asKey(phrase)) ?? []), ...group])
  }
  return index
}
