import type { Proposed, ProposedEntry } from '#schema/review-proposal.ts'
import type { TestConversation } from '#schema/test-conversation.ts'
import { languageOf } from '../conversation/language.ts'
import { factsIn, type Fact } from '../guardrails/facts-in-text.ts'
import { unknownNamesIn } from '../guardrails/names.ts'
import { refusedSubjectOf } from '../guardrails/refused-subject.ts'
import { isSameFact, readSource, type ReadSource } from '../guardrails/sources.ts'
import { unsupportedIn } from '../guardrails/statements.ts'
import { fold, sentences, wordsOf } from '../guardrails/text.ts'
import { isCommon, stemsOf } from '../guardrails/vocabulary.ts'
import { checkContent } from '../knowledge/check-entry.ts'
import { isSmallWord } from '../knowledge/small-words.ts'
import { questionOf, shortened, statementOf } from './plain-words.ts'
import { withoutPerson, withoutReach, type Person } from './without-person.ts'

/** What a reviewer said in place of ARI's words, and what it was said to. */
export type Lesson = {
  /** What the customer wrote and this answers; before it, what they had written until then. */
  asked: readonly string[]
  earlier: readonly string[]
  /** What the customer would have read. */
  drafted: string
  /** The reviewer's words for it, or the fact that they gave ARI. */
  taught: string
  intent: string
  /** The entries that ARI had. */
  entries: readonly string[]
  /** The business's own details, which need no entry. */
  own: string
  person: Person
  /** The conversation's, where the words do not tell. */
  language: 'id' | 'en'
}

/** Of one customer's own affair: the next one's answer is another. */
const PERSONAL = ['booking', 'reschedule', 'cancel_booking', 'stop', 'human']
const KINDS: Readonly<Record<string, ProposedEntry['kind']>> = {
  course_info: 'course',
  contact_info: 'contact',
  refund: 'policy',
}
const OF_THE_CUSTOMER = /\b(?:kakak|kak|anda|kamu|you|your|catat|dicatat|noted)\b/u
const CALENDAR: readonly Fact['kind'][] = ['time', 'date', 'weekday', 'month', 'relative']
const LONGEST_TITLE = 120
const MOST_PIECES = 12
const MOST_KEYWORDS = 3
const SHORT_QUESTION = 4
const SHORT_NUMBER = 2
const EARLIER_TOLD = 2

/**
 * What a reviewer's words are worth keeping: an entry where they state what stands in none that ARI had, and a case
 * where the answer to the same question can be told from the one that was not wanted. Better manners are neither.
 */
export function propose(lesson: Lesson): Proposed {
  const { asked, intent, language } = lesson
  const question = asked.join('\n').trim()
  // What ARI refuses by rule it answers from no entry either.
  if (question === '' || PERSONAL.includes(intent) || refusedSubjectOf(question) !== null) return NOTHING
  const plain = { ...lesson, taught: withoutPerson(lesson.taught, lesson.person) }
  const says = asked.map((one) => withoutPerson(withoutReach(one), lesson.person)).filter((one) => one !== '')
  const title = questionOf(says, LONGEST_TITLE)
  const known = knownOf(lesson)
  const news = newsIn(plain, known)
  const spoken = languageOf(says.join(' ')) ?? language
  return {
    entry: entryOf(news, { title, language: languageOf(news.join(' ')) ?? spoken, kind: KINDS[intent] ?? 'faq' }),
    testCase: caseOf(plain, { known, news, title, says, language: spoken }),
  }
}

const NOTHING: Proposed = { entry: null, testCase: null }

type Known = { firm: ReadSource[]; draft: ReadSource; customer: ReadSource }

function knownOf({ entries, own, drafted, asked, earlier }: Lesson): Known {
  return {
    firm: [...entries.map((text) => readSource({ kind: 'entry', text })), readSource({ kind: 'own', text: own })],
    draft: readSource({ kind: 'colleague', text: drafted }),
    customer: readSource({ kind: 'customer', text: [...earlier, ...asked].join('\n') }),
  }
}

const isIn = (fact: Fact, { facts }: Pick<ReadSource, 'facts'>) => facts.some((known) => isSameFact(fact, known))

/** The sentences that state what was not known, each as it may stand by itself. */
function newsIn({ taught }: Lesson, { firm, draft, customer }: Known): string[] {
  const sources = [...firm, draft]
  return sentences(taught).flatMap(({ text, asks }) => {
    const facts = factsIn(text)
    // Tomorrow it would no longer be true.
    if (asks || facts.some(({ kind }) => kind === 'relative')) return []
    const isTheirs = (fact: Fact) => OF_THE_CUSTOMER.test(fold(text)) && isIn(fact, customer)
    const states =
      facts.some((fact) => !sources.some((source) => isIn(fact, source)) && !isTheirs(fact)) ||
      unknownNamesIn(text, [...sources, customer]).length > 0 ||
      unsupportedIn(text, [...sources, customer]) !== null
    const statement = states ? statementOf(text) : ''
    return statement === '' ? [] : [statement]
  })
}

function entryOf(
  news: readonly string[],
  { title, ...of }: Pick<ProposedEntry, 'title' | 'language' | 'kind'>,
): ProposedEntry | null {
  if (news.length === 0) return null
  const said = news.join(' ')
  // "Rp500.000" says nothing by itself.
  const content = checkContent(said) === null ? said : `${title} ${said}`
  const named = title === '' ? shortened(news[0] ?? '', LONGEST_TITLE) : title
  return checkContent(content) === null ? { ...of, title: named, content } : null
}

type Around = Pick<TestConversation, 'title' | 'says' | 'language'> & { known: Known; news: readonly string[] }

function caseOf(
  { taught, drafted, earlier, person }: Lesson,
  { known, news, title, says, language }: Around,
): TestConversation | null {
  const { firm, draft, customer } = known
  const isFirm = (fact: Fact) => firm.some((source) => isIn(fact, source))
  const stated = factsIn(taught).filter(({ kind }) => kind !== 'relative')
  const learnt = stated.filter((fact) => !isIn(fact, draft) && (isFirm(fact) || !isIn(fact, customer)))
  const names = namesIn(taught, known)
  const taughtPieces = [...piecesOf(learnt, taught), ...names]
  const must = taughtPieces.length > 0 ? taughtPieces : keywordsOf(news, known)
  const wrong = draft.facts.filter(
    (fact) =>
      !stated.some((one) => isSameFact(fact, one)) &&
      !isFirm(fact) &&
      !isIn(fact, customer) &&
      (!CALENDAR.includes(fact.kind) || learnt.some(({ kind }) => kind === fact.kind)),
  )
  const mustNot = piecesOf(wrong, drafted).filter((piece) => !squeezed(taught).includes(squeezed(piece)))
  if (must.length === 0 && mustNot.length === 0) return null
  // What it had right already, and not by chance, must stay right.
  const kept = piecesOf(
    stated.filter((fact) => isIn(fact, draft) && isFirm(fact)),
    taught,
  )
  const isShort = wordsOf(fold(says.join(' '))).length < SHORT_QUESTION
  const before = isShort ? earlier.slice(-EARLIER_TOLD).map((one) => withoutPerson(withoutReach(one), person)) : []
  const told = [...before, ...says].filter((one) => one !== '')
  if (told.length === 0) return null
  return {
    title: title === '' ? shortened(told.at(-1) ?? '', LONGEST_TITLE) : title,
    language,
    persona: null,
    says: told,
    expected: { says: few([...must, ...kept]), saysNot: few(mustNot), passesToPeople: null },
  }
}

const few = (pieces: readonly string[]) =>
  [...new Map(pieces.map((piece) => [squeezed(piece), piece])).values()].slice(0, MOST_PIECES)
const squeezed = (text: string) => text.toLowerCase().replace(/\s+/g, '')

/** The facts as they were written; a small number with what it counts. What cannot be found again is left out. */
function piecesOf(facts: readonly Fact[], text: string): string[] {
  return facts.flatMap(({ raw, kind }) => {
    // Of "Selasa sampai Minggu" each day, however an answer joins them.
    if (kind === 'weekday')
      return wordsOf(raw.replaceAll('ahad', 'minggu'))
        .filter((word) => !isSmallWord(word))
        .flatMap((day) => written(text, day))
    const at = placeOf(text, raw)
    const isVague = at >= 0 && (raw.length <= SHORT_NUMBER || /^\p{L}+$/u.test(raw))
    if (kind === 'number' && isVague) return [withWhatItCounts(text, at, raw.length)]
    // The day of a date whose month stands elsewhere says nothing by itself.
    return /^\d{1,2}$/.test(raw) ? [] : written(text, raw)
  })
}

/** The words as they stand in the text; nothing where they do not. */
function written(text: string, words: string): string[] {
  const at = placeOf(text, words)
  const found = at < 0 ? '' : text.slice(at, at + words.length).replace(/[.,!?]+$/, '')
  return found === '' ? [] : [found]
}

/** Where they stand as words of their own, or else within others. */
function placeOf(text: string, words: string): number {
  const lower = text.toLowerCase()
  const isPart = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
  for (let at = lower.indexOf(words); at >= 0 && words !== ''; at = lower.indexOf(words, at + 1))
    if (!isPart(lower[at - 1]) && !isPart(lower[at + words.length])) return at
  return lower.indexOf(words)
}

function withWhatItCounts(text: string, at: number, length: number): string {
  const end = at + length
  const [after = ''] = /^\s*\p{L}+/u.exec(text.slice(end)) ?? []
  if (after !== '' && !isSmallWord(fold(after).trim())) return text.slice(at, end + after.length)
  const [before = ''] = /\p{L}+\s*$/u.exec(text.slice(0, at)) ?? []
  return text.slice(at - before.length, end)
}

/** Names that stand in nothing that ARI had, as they were written. */
function namesIn(taught: string, { firm, draft, customer }: Known): string[] {
  return unknownNamesIn(taught, [...firm, draft, customer])
    .filter((name) => name.length > 2)
    .flatMap((name) => written(taught, name))
}

/** Where no fact tells the new answer from the old one, the words do that stood nowhere. */
function keywordsOf(news: readonly string[], { firm, draft, customer }: Known): string[] {
  const sources = [...firm, draft, customer]
  const stands = (word: string) => sources.some(({ words }) => stemsOf(word).some((stem) => words.has(stem)))
  const own = news.flatMap((one) => wordsOf(fold(one))).filter((word) => word.length > 3 && !isCommon(word))
  return [...new Set(own.filter((word) => !stands(word)))].slice(0, MOST_KEYWORDS)
}
