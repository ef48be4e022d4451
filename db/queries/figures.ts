import { sql } from 'kysely'
import type { BotCounter, FigureName } from '#schema/figures.ts'
import type { WorkspaceTx } from '../connect.ts'
import type { Span } from './answers.ts'
import { dayAt, type Day } from './bot-counters.ts'
import { COUNTER_SOURCES, FIGURE_SOURCES, sharing } from './figure-sources.ts'
import { microsOf, reaches, type PageKey } from './page-key.ts'

/** How many there were, how many of them count, and how long they took, where that is of interest. */
type Measure = { count: number; hits: number; median: number | null; p90: number | null }
type Measurable = FigureName | 'answers'
export type Measured = { total: Measure; days: Record<string, Measure>; intents: Record<string, Measure> }

const NOTHING: Measure = { count: 0, hits: 0, median: null, p90: null }
const PAGE = 50
const QUOTE = 300

/** Figures of a stretch of time in all; with its days also by these, and by what customers wanted. */
export async function measure<What extends Measurable>(
  tx: WorkspaceTx,
  whats: readonly What[],
  span: Span,
  days?: readonly Day[],
): Promise<Record<What, Measured>> {
  const { before, shared } = sharing(span)
  const each = whats.map((what) => {
    const isTimed = what === 'reviewTime' || what === 'humanTime'
    const cuts = days === undefined ? IN_ALL : isTimed ? EACH_FOR_ITSELF : TO_BE_ADDED_UP
    return sql`(
      select ${sql.lit(what)} as what, ${cuts.columns}, count(*) as count, count(*) filter (where s.hit) as hits,
        ${isTimed ? TIMES : NO_TIMES}
      from (
        select f.intent, f.hit, f.seconds, ${days === undefined ? sql`0` : dayAt('f.at', days)} as day
        from (${FIGURE_SOURCES[what](span, shared)}) f
      ) s ${cuts.groups})`
  })
  const { rows } = await sql<{ what: What; day: number | null; intent: string | null; level: number } & Measure>`
    ${before} ${sql.join(each, sql` union all `)}`.execute(tx)
  const all = Object.fromEntries(whats.map((what) => [what, { total: NOTHING, days: {}, intents: {} }]))
  for (const { what, day, intent, level, ...of } of rows) {
    const measured: Measured | undefined = all[what]
    if (measured === undefined) continue
    const name = day === null ? undefined : days?.[day - 1]?.day
    if (level !== OF_DAY && level !== OF_INTENT) measured.total = plus(measured.total, of)
    if (level !== OF_INTENT && name !== undefined) measured.days[name] = plus(measured.days[name], of)
    if (level !== OF_DAY && intent !== null) measured.intents[intent] = plus(measured.intents[intent], of)
  }
  return all as Record<What, Measured>
}

const [OF_EVERY, OF_DAY, OF_INTENT, OF_ALL] = [0, 1, 2, 3]
const IN_ALL = { columns: sql`null::int as day, null::text as intent, ${sql.lit(OF_ALL)} as level`, groups: sql`` }
/** Counts of days are those of all when they are added up: the rows are gone through once. */
const TO_BE_ADDED_UP = {
  columns: sql`s.day, s.intent, ${sql.lit(OF_EVERY)} as level`,
  groups: sql`group by s.day, s.intent`,
}
/** The middle of a week is not to be had from those of its days. */
const EACH_FOR_ITSELF = {
  columns: sql`s.day, s.intent, grouping(s.day, s.intent) as level`,
  groups: sql`group by grouping sets ((), (s.day), (s.intent))`,
}

const secondsAt = (share: number) => sql`percentile_cont(${sql.lit(share)}) within group (order by s.seconds)`
const TIMES = sql`${secondsAt(0.5)} as median, ${secondsAt(0.9)} as p90`
const NO_TIMES = sql`null::float8 as median, null::float8 as p90`

/** Counts of both; times are never added to others. */
const plus = (sum: Measure = NOTHING, { count, hits, median, p90 }: Measure): Measure => ({
  count: sum.count + count,
  hits: sum.hits + hits,
  median,
  p90,
})

export type FigureRow = {
  id: string
  at: Date
  atMicros: number
  conversationId: string
  contactId: string
  name: string | null
  username: string | null
  phone: string | null
  /** Where to look in the conversation, and what stands there. */
  messageId: string | null
  said: string | null
  author: string | null
  hit: boolean
  seconds: number | null
  detail: string | null
}

type Page = {
  /** Of the rows of all days those of this one, as its bar has them. */
  day?: Span | null
  /** Null: both. */
  hit: boolean | null
  /** Null: whatever customers wanted. */
  intent?: string | null
  after: PageKey | null
}

/** What stands behind a figure or a counter, the latest first: fifty, or those behind the key. */
export async function listBehind(
  tx: WorkspaceTx,
  what: FigureName | BotCounter,
  span: Span,
  { hit, intent = null, day = null, after }: Page,
): Promise<{ rows: FigureRow[]; next: PageKey | null }> {
  const source = isCounter(what) ? COUNTER_SOURCES[what](span) : FIGURE_SOURCES[what](span)
  const { rows: found } = await sql<FigureRow>`
    select s.id, s.at, ${microsOf(sql.ref('s.at'))} as "atMicros", s.conversation_id as "conversationId", s.message_id as "messageId",
      s.hit, s.seconds, s.detail, c.contact_id as "contactId", k.name, k.username, k.phone,
      left(m.body, ${QUOTE}) as said, m.author
    from (${source}) s
      join conversations c on c.id = s.conversation_id
      join contacts k on k.id = c.contact_id
      left join messages m on m.id = s.message_id
    where ${hit === null ? sql`true` : sql`s.hit = ${hit}`}
      and ${intent === null ? sql`true` : sql`s.intent = ${intent}`}
      and ${day === null ? sql`true` : sql`s.at >= ${day.from} and s.at < ${day.to}`}
      and ${after === null ? sql`true` : reaches(sql.ref('s.at'), sql.ref('s.id'), after)}
    order by s.at desc, s.id desc limit ${PAGE + 1}`.execute(tx)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return { rows, next: last ? { atMicros: last.atMicros, id: last.id } : null }
}

const isCounter = (what: string): what is BotCounter => what in COUNTER_SOURCES
