import { factsIn, type Fact } from '../guardrails/facts-in-text.ts'
import { dated, isSameFact, type ReadSource, type Today } from '../guardrails/sources.ts'
import { fold } from '../guardrails/text.ts'

// Whether answers to one question say the same: with each other, and as the knowledge does.

/** How often a question is asked to find that out. */
export const TIMES_ASKED = 5

/** What bears a fact out: what the business knows, or only what the customer said. */
export type Bearing = 'known' | 'asked' | null
export type Stated = Fact & { bearing: Bearing }

/** The numbers, dates, links and contacts of an answer, each with what bears it out. */
export function statedIn(text: string, { sources, today }: { sources: readonly ReadSource[]; today: Today }): Stated[] {
  const bears = (fact: Fact, isFirm: boolean) =>
    sources.some(
      ({ kind, facts }) =>
        (kind !== 'customer') === isFirm &&
        dated(fact, today).every((one) => facts.some((known) => isSameFact(one, known))),
    )
  return factsIn(text).map((fact) => ({
    ...fact,
    bearing: bears(fact, true) ? 'known' : bears(fact, false) ? 'asked' : null,
  }))
}

/** An answer; one that is not said has a text that no customer would read. */
export type Answer = { text: string; isSaid: boolean; decision: string; facts: readonly Stated[] }

/** `same`: every answer says it. `some`: not all do. `against`: others say another one in its place. `unknown`: nothing bears it out. */
export type Standing = 'same' | 'some' | 'against' | 'unknown'
/** A fact with the answers that say it, by their places. */
export type SharedFact = { fact: Stated; in: boolean[]; standing: Standing }

/**
 * `same`: all say the same facts, and nothing else. `partly`: they do not all say the same, without contradicting each
 * other. `differ`: they contradict each other or what is known. `alike`: none states a fact, and all are word for word the
 * same. `factless`: none states a fact. `silent`: none is said.
 */
export type Verdict = 'same' | 'partly' | 'differ' | 'alike' | 'factless' | 'silent'

export type Agreement = { verdict: Verdict | null; facts: SharedFact[] }

/**
 * Holds answers to the same question against each other; null stands for one that is not there. What is not said to a
 * customer counts for no fact. Of fewer than two there is no verdict.
 */
export function agreementOf(answers: readonly (Answer | null)[]): Agreement {
  const there = answers.filter((answer) => answer !== null)
  const said = there.filter(({ isSaid }) => isSaid)
  const groups: { fact: Stated; in: boolean[] }[] = []
  answers.forEach((answer, place) => {
    if (answer?.isSaid !== true) return
    for (const fact of answer.facts) {
      const known = groups.find((group) => isSame(group.fact, fact))
      const group = known ?? { fact, in: answers.map(() => false) }
      group.in[place] = true
      if (!known) groups.push(group)
      // The clearer of two: "Januari 2027" before "Januari".
      else if (!isSameFact(fact, known.fact)) known.fact = fact
    }
  })
  const facts = groups.map(({ fact, in: among }): SharedFact => {
    const isAgainst = groups.some((other) => isInPlaceOf({ fact, in: among }, other))
    const isSame = among.filter(Boolean).length === said.length
    const standing = fact.bearing === null ? 'unknown' : isAgainst ? 'against' : isSame ? 'same' : 'some'
    return { fact, in: among, standing }
  })
  return { verdict: there.length < 2 ? null : verdictOf(there, facts), facts }
}

function verdictOf(answers: readonly Answer[], facts: readonly SharedFact[]): Verdict {
  if (answers.every(({ isSaid }) => !isSaid)) return 'silent'
  if (facts.some(({ standing }) => standing === 'unknown' || standing === 'against')) return 'differ'
  const isOneWay = answers.every(({ decision, isSaid }) => isSaid && decision === answers[0]?.decision)
  if (!isOneWay || facts.some(({ standing }) => standing === 'some')) return 'partly'
  if (facts.length > 0) return 'same'
  return answers.every(({ text }) => text === answers[0]?.text) ? 'alike' : 'factless'
}

const isSame = (one: Fact, other: Fact) => isSameFact(one, other) || isSameFact(other, one)

type Group = { fact: Stated; in: boolean[] }

/** Whether one answer says this where another one says that: a fact that was only left out contradicts nothing. */
function isInPlaceOf(one: Group, other: Group): boolean {
  return (
    isOfOneKind(one.fact, other.fact) &&
    one.in.some((isIn, place) => isIn && other.in[place] === false) &&
    other.in.some((isIn, place) => isIn && one.in[place] === false)
  )
}

/** A number that measures nothing may be of anything: another one is no contradiction. */
function isOfOneKind(one: Fact, other: Fact): boolean {
  if (one === other) return false
  if (one.kind === 'number' && other.kind === 'number') return one.unit !== null && one.unit === other.unit
  const inDate = (fact: Fact) => fact.kind === 'date' || fact.kind === 'month'
  return one.kind === other.kind || (inDate(one) && inDate(other))
}

/** A text in pieces, those that state a fact with its place among `facts`. */
export type Piece = { text: string; fact: number | null }

/** Where the facts stand in a text; one that cannot be found in it is passed over. */
export function piecesOf(text: string, stated: readonly Fact[], facts: readonly SharedFact[]): Piece[] {
  const folded = fold(text)
  // Folding may change lengths: then only what is written the same way is found.
  const where = folded.length === text.length ? folded : text
  const pieces: Piece[] = []
  let done = 0
  for (const one of stated) {
    const raw = one.raw.replace(/[.,;:!?]+$/, '')
    const at = where.indexOf(raw, done)
    const fact = facts.findIndex((shared) => isSame(shared.fact, one))
    if (at < 0 || fact < 0) continue
    if (at > done) pieces.push({ text: text.slice(done, at), fact: null })
    done = at + raw.length + measureAfter(one, text.slice(at + raw.length))
    pieces.push({ text: text.slice(at, done), fact })
  }
  if (done < text.length) pieces.push({ text: text.slice(done), fact: null })
  return pieces
}

/** How long the measure is that stands after a number: "8 minggu" is shown as one. */
function measureAfter(fact: Fact, rest: string): number {
  if (fact.kind !== 'number' || fact.unit === null || BEFORE.includes(fact.unit)) return 0
  return /^\s?\p{L}+/u.exec(rest)?.[0].length ?? 0
}
/** Of these the name stands before the number: "lantai 12". */
const BEFORE: readonly string[] = ['test', 'band', 'average', 'grade', 'floor']
