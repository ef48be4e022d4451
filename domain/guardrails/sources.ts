import { factsIn, type Fact } from './facts-in-text.ts'
import type { Unit } from './numbers.ts'
import { fold, wordsOf } from './text.ts'
import { stemsOf } from './vocabulary.ts'

/**
 * What a reply may be drawn from. `entry`: retrieved and cited knowledge. `own`: the business's contact details and
 * greeting. `colleague`: what people of the business said in this conversation. `customer`: what the customer said.
 */
export type Source = { kind: 'entry' | 'slot' | 'booking' | 'own' | 'colleague' | 'customer'; text: string }

export type ReadSource = Source & { facts: Fact[]; words: ReadonlySet<string> }

/** Read when it is first asked for: most replies state little, and then most of it is not. */
export function readSource(source: Source): ReadSource {
  let facts: Fact[] | undefined
  let words: ReadonlySet<string> | undefined
  return {
    ...source,
    get facts() {
      return (facts ??= factsIn(source.text))
    },
    get words() {
      return (words ??= stemSet(source.text))
    },
  }
}

const stemSet = (text: string) => new Set(wordsOf(fold(text)).flatMap((word) => stemsOf(word)))

/** The day on which the reply is written, where the business is. */
export type Today = { day: number; month: number; year: number; weekday: number }

/** The day on which the reply is written, by the business's clock. */
export function dayOf(nowMs: number, timeZone: string): Today {
  const [year = 0, month = 0, day = 0] = new Intl.DateTimeFormat('en-CA', { timeZone })
    .format(nowMs)
    .split('-')
    .map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, weekday: weekday === 0 ? 7 : weekday }
}

/** Whether a fact stands in another spelling of itself. */
export function isSameFact(said: Fact, known: Fact): boolean {
  if (said.kind === 'time' && known.kind === 'time')
    return said.minutes.some((minute) => known.minutes.includes(minute))
  if (said.kind === 'weekday' && known.kind === 'weekday') return said.days.every((day) => known.days.includes(day))
  if (said.kind === 'number' && known.kind === 'number')
    return said.value === known.value && isSameUnit(said.unit, known.unit)
  if (said.kind === 'date' && known.kind === 'date')
    return said.day === known.day && agree(said.month, known.month) && agree(said.year, known.year)
  if (said.kind === 'month' && (known.kind === 'month' || known.kind === 'date'))
    return said.month === known.month && agree(said.year, known.year)
  if (said.kind === 'relative' && known.kind === 'relative') return said.days === known.days
  if (said.kind === 'phone' && known.kind === 'phone')
    return known.value.endsWith(said.value.slice(-9)) && said.value.length >= 8
  if (said.kind === 'link' && known.kind === 'link') return isSameLink(said.value, known.value)
  return 'value' in said && 'value' in known && said.kind === known.kind && said.value === known.value
}

/** A score or a grade is often told without its name; "6 bulan" is not the 6.0 of a test, nor twelve anything floor 12. */
const isSameUnit = (said: Unit | null, known: Unit | null) =>
  said === known || ((said === null || known === null) && OFTEN_UNNAMED.has(said ?? known))
const OFTEN_UNNAMED: ReadonlySet<Unit | null> = new Set<Unit>(['test', 'average', 'grade', 'band'])

const agree = (said: number | null, known: number | null) => said === null || known === null || said === known

/** The same host, and no path that nobody gave. */
function isSameLink(said: string, known: string): boolean {
  const [host = '', ...path] = said.split('/')
  return host === known.split('/')[0] && (path.length === 0 || known.startsWith(said))
}

/** "Besok" as the date and weekday that it is. */
export function dated(fact: Fact, today: Today): Fact[] {
  if (fact.kind !== 'relative') return [fact]
  const then = new Date(Date.UTC(today.year, today.month - 1, today.day + fact.days))
  const { at, raw } = fact
  return [{ kind: 'date', day: then.getUTCDate(), month: then.getUTCMonth() + 1, year: then.getUTCFullYear(), at, raw }]
}

export type Appointment = { time: Fact; days: Fact[] }

/** Each time with the days that stand with it: those before it, else those after it. */
export function appointmentsIn(facts: readonly Fact[]): Appointment[] {
  const inTime = facts.filter(({ kind }) => kind === 'time' || isDay(kind))
  return inTime.flatMap((time, index) => {
    if (time.kind !== 'time') return []
    const before = cluster(inTime.slice(0, index).reverse())
    return [{ time, days: before.length > 0 ? before : cluster(inTime.slice(index + 1)) }]
  })
}

function cluster(facts: readonly Fact[]): Fact[] {
  const from = facts.findIndex(({ kind }) => isDay(kind))
  if (from < 0) return []
  const rest = facts.slice(from)
  const end = rest.findIndex(({ kind }) => !isDay(kind))
  return end < 0 ? rest : rest.slice(0, end)
}

const isDay = (kind: Fact['kind']) => kind === 'date' || kind === 'weekday' || kind === 'relative'

/** Whether the appointment is one of those known: the same time on the same day. */
export function isKnownAppointment({ time, days }: Appointment, known: readonly Appointment[], today: Today): boolean {
  const meant = days.flatMap((day) => dated(day, today))
  return known.some(
    (one) =>
      isSameFact(time, one.time) &&
      meant.every(
        (day) => one.days.some((other) => isSameFact(day, other)) || !one.days.some(({ kind }) => kind === day.kind),
      ) &&
      (meant.length === 0 ||
        one.days.length === 0 ||
        meant.some((day) => one.days.some((other) => isSameFact(day, other)))),
  )
}
