/** What is wrong with a field of an entry, by name. */
export type EntryProblem = 'missing' | 'too-long' | 'one-word' | 'unreadable'

// As in files of entries.
export const LONGEST_TITLE = 300
export const LONGEST_CONTENT = 20_000
const LEAST_CONTENT_WORDS = 3
const CONTROL = /[^\P{Cc}\n\t]/u

/** Why an entry's title cannot be taken; null when it can. */
export function checkTitle(title: string): EntryProblem | null {
  if (title === '') return 'missing'
  if (CONTROL.test(title)) return 'unreadable'
  return title.length > LONGEST_TITLE ? 'too-long' : null
}

/** Why an entry's content cannot be taken. A word or two are no answer to anything. */
export function checkContent(content: string): EntryProblem | null {
  if (content === '') return 'missing'
  if (CONTROL.test(content)) return 'unreadable'
  if (content.length > LONGEST_CONTENT) return 'too-long'
  return (content.match(/[\p{L}\p{N}][^\s]*/gu) ?? []).length < LEAST_CONTENT_WORDS ? 'one-word' : null
}

export type SynonymProblem = 'too-few' | 'too-many' | 'too-long'

const LEAST_SYNONYMS = 2
const MOST_SYNONYMS = 12
const LONGEST_SYNONYM = 40
const MOST_WORDS_IN_ONE = 4

/** Words that mean the same, as somebody wrote them with commas between. */
export function readSynonyms(written: string): { words: string[] } | { problem: SynonymProblem } {
  const words = [
    ...new Set(
      written
        .normalize('NFKC')
        .toLowerCase()
        .split(/[,;\n]/)
        .map((word) => word.replace(/[^\p{L}\p{N}.'-]+/gu, ' ').trim())
        .filter(Boolean),
    ),
  ]
  if (words.length < LEAST_SYNONYMS) return { problem: 'too-few' }
  if (words.length > MOST_SYNONYMS) return { problem: 'too-many' }
  if (words.some((word) => word.length > LONGEST_SYNONYM || word.split(' ').length > MOST_WORDS_IN_ONE))
    return { problem: 'too-long' }
  return { words }
}
