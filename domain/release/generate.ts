import { refusedSubjectOf } from '../guardrails/refused-subject.ts'
import type { EntryKind, KnowledgeLanguage } from '#schema/knowledge.ts'
import type { TestConversation, TestExpectation } from '#schema/test-conversation.ts'
import { PERSONAS, type Persona } from './personas.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'

export type KnownEntry = { id: string; kind: EntryKind; language: KnowledgeLanguage; title: string }
/** `seed`: what it is made of; the same one makes the same test conversation. */
export type Generated = { seed: string; test: TestConversation }

/** However few a workspace wants read: fewer say little. */
const LEAST = 100
/** Of each scenario so many people ask in any case. */
const PERSONAS_OF_EACH = 4
const PERSONAS_OF_AN_ENTRY = 2
/** Beyond that one person asks for an entry, and beyond twice as many nobody: somebody must read them all. */
const MOST_OF_ENTRIES = 80

/**
 * Test conversations of what every bot must stand and of the workspace's own entries, so many that `least` can be read
 * with some to spare. Nothing in them is by chance: made again they are the same ones.
 */
export function generateTests(entries: readonly KnownEntry[], { least }: { least: number }): Generated[] {
  const fixed = SCENARIOS.map((scenario, place) => PERSONAS.map((_, turn) => played(scenario, personaAt(place + turn))))
  const own = entries.flatMap((entry, place) => ofEntry(entry, place))
  const first = [...fixed.flatMap((each) => each.slice(0, PERSONAS_OF_EACH)), ...own]
  // One more person for each scenario, then another, until there are enough.
  const further = PERSONAS.flatMap((_, turn) => fixed.flatMap((each) => each[PERSONAS_OF_EACH + turn] ?? []))
  const made = distinct(first)
  const enough = Math.ceil(Math.max(LEAST, least) * 1.2)
  return made.length >= enough ? made : distinct([...made, ...further.slice(0, enough - made.length)])
}

function personaAt(place: number): Persona {
  const persona = PERSONAS[place % PERSONAS.length]
  if (persona === undefined) throw new RangeError('There is somebody at every place.')
  return persona
}

function played({ key, name, asks, expected }: Scenario, persona: Persona): Generated {
  const { language } = persona
  const wordings = asks[language]
  const question = wordings[PERSONAS.indexOf(persona) % wordings.length] ?? ''
  return {
    seed: `${key}:${persona.key}`,
    test: testOf(persona, { title: `${name[language]} · ${persona.name}`, question, expected }),
  }
}

function ofEntry(entry: KnownEntry, place: number): Generated[] {
  const askers = PERSONAS.filter(({ language }) => language === entry.language)
  const times = place < MOST_OF_ENTRIES / PERSONAS_OF_AN_ENTRY ? PERSONAS_OF_AN_ENTRY : place < MOST_OF_ENTRIES ? 1 : 0
  return Array.from({ length: Math.min(times, askers.length) }, (_, turn) => {
    // By its id and not by its place: what was made of it stays so when others come.
    const persona = askers[(spread(entry.id) + turn) % askers.length] ?? personaAt(0)
    const question = questionOf(entry, turn)
    const expected = refusedSubjectOf(question) === null ? {} : { passesToPeople: true }
    return {
      seed: `${entry.id}:${persona.key}`,
      test: testOf(persona, { title: `${entry.title.slice(0, 120)} · ${persona.name}`, question, expected }),
    }
  })
}

type Asked = { title: string; question: string; expected: Partial<TestExpectation> }

function testOf({ key, language, says }: Persona, { title, question, expected }: Asked): TestConversation {
  return {
    ...{ title, language, persona: key, says: says(question) },
    expected: { says: [], saysNot: [], passesToPeople: null, ...expected },
  }
}

const QUESTIONS: Record<KnowledgeLanguage, Record<EntryKind, readonly ((title: string) => string)[]>> = {
  id: {
    course: [(title) => `Bisa jelaskan tentang ${title}?`, (title) => `Apa saja isi ${title}, dan kapan mulainya?`],
    policy: [(title) => `Bagaimana ketentuan soal ${title}?`, (title) => `Apa yang perlu saya tahu tentang ${title}?`],
    faq: [(title) => `Saya ingin tahu: ${title}?`, (title) => `Kak, ${title}?`],
    contact: [(title) => `Bagaimana cara menghubungi ${title}?`, (title) => `Minta info kontak: ${title}, ada?`],
  },
  en: {
    course: [(title) => `Can you tell me about ${title}?`, (title) => `What is in ${title}, and when does it start?`],
    policy: [(title) => `What are the rules about ${title}?`, (title) => `What should I know about ${title}?`],
    faq: [(title) => `I would like to know: ${title}?`, (title) => `Quick one: ${title}?`],
    contact: [(title) => `How do I reach ${title}?`, (title) => `Do you have contact details for ${title}?`],
  },
}

function questionOf({ kind, language, title }: KnownEntry, turn: number): string {
  const about = title.slice(0, 200).replace(/[?!.\s]+$/, '')
  const isQuestion = kind === 'faq' && /\?\s*$/.test(title)
  if (isQuestion && turn === 0) return `${about}?`
  const ways = QUESTIONS[language][kind]
  return ways[turn % ways.length]?.(about) ?? about
}

/** A number that an id leads to, spread over all numbers. */
function spread(id: string): number {
  return Array.from(id).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7)
}

/** Entries may say the same: nobody needs to read that twice. */
function distinct(generated: readonly Generated[]): Generated[] {
  const known = new Set<string>()
  return generated.filter(({ test }) => {
    const words = JSON.stringify(test.says)
    return known.has(words) ? false : known.add(words)
  })
}
