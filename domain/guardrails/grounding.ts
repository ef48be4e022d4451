import { isOfCalendar } from './calendar.ts'
import { factsIn, type Fact } from './facts-in-text.ts'
import { unknownNamesIn } from './names.ts'
import { reason } from './reasons.ts'
import { appointmentsIn, dated, isKnownAppointment, isSameFact, type ReadSource, type Today } from './sources.ts'
import { unsupportedIn } from './statements.ts'
import { fold, sentences, wordsOf, type Sentence } from './text.ts'
import { isCommon, stemsOf } from './vocabulary.ts'

// The customer's own words may be said again to them, as theirs: noted, asked back, or about what they want.
const NOTED =
  /\b(?:catat|dicatat|noted|note|ganti|rencana\w*|ingin|mau|pilih\w*|plan|prefer|your|kakak(?:nya)?|kak|anda|kamu|you|baik|oke|ok|siap|sip|mantap|wah|masih|great|good|thank|terima kasih|dengan|(?:tahun|bulan|minggu|hari|years?|months?|weeks?) itu|those|that)\b/u
const OWN_CLAIM =
  /\b(?:kami|kita|kantor|resmi|hotline|official|our|we|berlangsung|durasi|lama|syarat|minimal|minimum|requirement|takes|lasts|deadline|ditutup|tutup|buka|open|closes?|kebijakan|policy|penerimaan|intakes?|starts in|begins in|dimulai|mulainya|tersedia|available|ada|there is|situs|website|daftar lewat|transfer|kirim|bayar|hubungi|betul|benar|confirmed|correct)(?:-?nya)?\b/u
// Where these stand, a month or a length of time is of a course or a consultation, and not of the customer.
const OF_OURS =
  /\b(?:berlangsung|durasi|penerimaan|intakes?|dimulai|mulainya|starts|begins|buka|open|tutup|ditutup|deadline|betul|benar|correct|confirmed|tersedia|konsultasi|kuliah|program(?:me)?|kursus|course|consultation|sesi|session|selesai)(?:-?nya)?\b/u
const NOTED_DOWN = /\b(?:catat|dicatat|noted|note)\b/u
const NOTED_ONLY = /\b(?:catat|dicatat|noted|note|your|kakak)\b/u

/** In characters: what a number stands beside. */
const NEAR = 60

/** What a reply is held against. */
export type Ground = { sources: readonly ReadSource[]; today: Today }

export type Ungrounded = { kind: 'contact' | 'fact' | 'name' | 'statement'; reason: string }

/** What the reply states and nothing bears out: the first such thing, or null. */
export function ungroundedIn(reply: string, ground: Ground): Ungrounded | null {
  for (const sentence of sentences(reply)) {
    const wrong = wrongFact(sentence, ground)
    if (wrong) return wrong
  }
  const [name] = unknownNamesIn(reply, ground.sources)
  if (name !== undefined) return { kind: 'name', reason: reason('uncited_name') }
  if (sentences(reply).some((sentence) => tellsOfPeople(sentence, ground.sources)))
    return { kind: 'statement', reason: reason('uncited_consultant') }
  const unsupported = unsupportedIn(reply, ground.sources)
  return unsupported ? { kind: 'statement', reason: unsupported } : null
}

function wrongFact(sentence: Sentence, { sources, today }: Ground): Ungrounded | null {
  const facts = factsIn(sentence.text)
  if (facts.length === 0) return null
  const firm = sources.filter(({ kind }) => kind !== 'customer')
  const said = sources.filter(({ kind }) => kind === 'customer')
  const stands = (fact: Fact, among: readonly ReadSource[]) =>
    among.some(({ facts: known }) => dated(fact, today).every((one) => known.some((other) => isSameFact(one, other))))
  for (const fact of facts) {
    if ((stands(fact, firm) && countsTheSame(fact, sentence.text, firm)) || isToday(fact, today)) continue
    if (mayRepeat(sentence, fact) && stands(fact, said)) continue
    // "See you tomorrow" states no more than the claims' check looks at.
    if (fact.kind === 'relative') continue
    const contact = fact.kind === 'phone' || fact.kind === 'email'
    return {
      kind: contact ? 'contact' : 'fact',
      reason: reason('uncited_fact', { kind: fact.kind }),
    }
  }
  const known = firm.flatMap(({ facts: theirs }) => appointmentsIn(theirs))
  const wrong = appointmentsIn(facts).find((one) => stands(one.time, firm) && !isKnownAppointment(one, known, today))
  if (wrong) return { kind: 'fact', reason: reason('other_day') }
  const conflict = facts.some((fact, index) => contradicts(fact, aboutFact(sentence.text, facts, index), firm))
  return conflict ? { kind: 'fact', reason: reason('something_else') } : null
}

/** How many of what: a bare number bears out nothing but what it stands beside. */
function countsTheSame(fact: Fact, text: string, firm: readonly ReadSource[]): boolean {
  if (fact.kind !== 'number' || fact.unit !== null) return true
  const [counted] = wordsOf(fold(text.slice(fact.at + fact.raw.length)))
  if (counted === undefined || counted.length < 4 || isCommon(counted)) return true
  const stems = stemsOf(counted)
  return firm.some(({ text: told, facts }) =>
    facts.some(
      (known) =>
        isSameFact(fact, known) &&
        wordsOf(fold(told.slice(Math.max(0, known.at - NEAR), known.at + NEAR))).some((word) =>
          stemsOf(word).some((stem) => stems.includes(stem)),
        ),
    ),
  )
}

/** Whether what the customer said may be said again in this sentence. */
function mayRepeat({ text, asks }: Sentence, fact: Fact): boolean {
  const { kind } = fact
  const words = fold(text)
  // The customer's own number, of what the business is not speaking.
  if (kind === 'code' || (kind === 'number' && fact.unit === null))
    return asks || NOTED_DOWN.test(words) || !OWN_CLAIM.test(words)
  if (kind === 'link' || kind === 'handle') return false
  if (kind === 'phone' || kind === 'email')
    return NOTED_ONLY.test(words) && !/\b(?:kami|our|resmi|official|kirim|bayar|send|pay)\b/u.test(words)
  if (kind === 'time')
    return (asks || NOTED_DOWN.test(words)) && !/\b(?:ada|tersedia|available|there is)\b/u.test(words)
  // That there is nothing on the day they asked for.
  if (kind === 'weekday' && /\b(?:belum ada|tidak ada|kosong|penuh|no|nothing|not available|fully)\b/u.test(words))
    return true
  if (asks || NOTED_DOWN.test(words)) return true
  if (kind === 'month') return !OF_OURS.test(words)
  const lasts = kind === 'number' && (fact.unit === 'month' || fact.unit === 'day' || fact.unit === 'minute')
  return !OWN_CLAIM.test(words) && !(lasts && OF_OURS.test(words)) && NOTED.test(words)
}

const isToday = (fact: Fact, { day, month, year, weekday }: Today) =>
  (fact.kind === 'date' && fact.day === day && (fact.month ?? month) === month && (fact.year ?? year) === year) ||
  (fact.kind === 'weekday' && fact.days.length === 1 && fact.days[0] === weekday)

/** What stands between the fact before of its kind and this one: there it says what it is of. */
function aboutFact(text: string, facts: readonly Fact[], index: number): string {
  const fact = facts[index]
  if (!fact) return text
  const before = facts.slice(0, index).findLast((one) => isOfSameKind(one, fact))
  const about = text.slice(before?.at ?? 0, fact.at)
  return SUBJECT.test(about) ? about : text
}

const SUBJECT = /(?<![\p{L}])\p{Lu}[\p{L}']{3,}/u
const SUBJECTS = new RegExp(SUBJECT, 'gu')

/**
 * Whether the sentence names something of which the cited entries tell this kind of fact, and another one: the entry of
 * another course bears nothing out.
 */
function contradicts(fact: Fact, text: string, firm: readonly ReadSource[]): boolean {
  const compares = fact.kind === 'month' || fact.kind === 'date' || (fact.kind === 'number' && fact.unit !== null)
  if (!compares) return false
  const entries = firm.filter(({ kind }) => kind === 'entry')
  const bearing = entries.filter(({ facts }) => facts.some((known) => isSameFact(fact, known)))
  if (bearing.length === 0) return false
  const named = namesOf(text).filter((name) => !firm.some((source) => source.kind === 'own' && speaksOf(source, name)))
  // A name of several words is a course's or a university's: its own entry must bear the fact, or one that has most of it.
  const most = Math.max(...bearing.map((entry) => named.filter((name) => speaksOf(entry, name)).length))
  if (named.length >= 3 && most < named.length / 2) return true
  // Names that tell the entries apart: how many of them an entry has says how much it is of them.
  const telling = named.filter(
    (name) => entries.some((entry) => speaksOf(entry, name)) && entries.some((entry) => !speaksOf(entry, name)),
  )
  const shared = (entry: ReadSource) => telling.filter((name) => speaksOf(entry, name)).length
  const bears = Math.max(...bearing.map(shared))
  return entries.some((entry) => shared(entry) > bears && entry.facts.some((known) => isOfSameKind(fact, known)))
}

const namesOf = (text: string) => [
  ...new Set(
    [...text.matchAll(SUBJECTS)].map(([name]) => fold(name)).filter((name) => !isOfCalendar(name) && !isCommon(name)),
  ),
]
const speaksOf = ({ words }: ReadSource, name: string) => stemsOf(name).some((stem) => words.has(stem))

const isOfSameKind = (one: Fact, other: Fact) =>
  one.kind === other.kind && (one.kind !== 'number' || other.kind !== 'number' || one.unit === other.unit)

/** Of a consultant the offered times say when they are free, and nothing else. */
function tellsOfPeople({ text, asks }: Sentence, sources: readonly ReadSource[]): boolean {
  if (asks || /\b(?:dengan|bersama|with|sama|oleh)\b/u.test(fold(text))) return false
  if (factsIn(text).some(({ kind }) => kind === 'time' || kind === 'date' || kind === 'weekday' || kind === 'relative'))
    return false
  const named = namesOf(text)
  const offered = sources.filter(({ kind }) => kind === 'slot' || kind === 'booking')
  const told = sources.filter(({ kind }) => kind !== 'slot' && kind !== 'booking' && kind !== 'customer')
  return named.some(
    (name) => offered.some(({ words }) => words.has(name)) && !told.some(({ words }) => words.has(name)),
  )
}
