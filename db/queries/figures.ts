import { sql } from 'kysely'
import type { FigureName } from '#schema/figures.ts'
import type { WorkspaceTx } from '../connect.ts'
import type { Span } from './answers.ts'
import type { BotCounter } from './bot-counters.ts'
import { COUNTER_SOURCES, FIGURE_SOURCES } from './figure-sources.ts'
import { microsOf, reaches, type PageKey } from './page-key.ts'

/** How many there were, how many of them count, and how long they took, where that is of interest. */
type Measure = { count: number; hits: number; median: number | null; p90: number | null }
export type Measured = { total: Measure; days: Record<string, Measure>; intents: Record<string, Measure> }

const NOTHING: Measure = { count: 0, hits: 0, median: null, p90: null }
const PAGE = 50
const QUOTE = 300

/** One figure of a stretch of time: in all, by the workspace's own days, and by what customers wanted. */
export async function measure(
  tx: WorkspaceTx,
  what: FigureName | 'answers',
  span: Span,
  { inAllOnly = false }: { inAllOnly?: boolean } = {},
): Promise<Measured> {
  const isTimed = what === 'reviewTime' || what === 'humanTime'
  const secondsAt = (share: number) =>
    isTimed ? sql`percentile_cont(${sql.lit(share)}) within group (order by s.seconds)` : sql`null::float8`
  const cuts = inAllOnly
    ? sql`null::text as day, null::text as intent, 3 as level`
    : sql`to_char(s.day, 'YYYY-MM-DD') as day, s.intent, grouping(s.day, s.intent) as level`
  const { rows } = await sql<{ day: string | null; intent: string | null; level: number } & Measure>`
    select ${cuts}, count(*) as count, count(*) filter (where s.hit) as hits,
      ${secondsAt(0.5)} as median, ${secondsAt(0.9)} as p90
    from (
      select f.intent, f.hit, f.seconds, (f.at at time zone w.timezone)::date as day
      from (${FIGURE_SOURCES[what](span)}) f, workspaces w where w.id = current_workspace()
    ) s ${inAllOnly ? sql`` : sql`group by grouping sets ((), (s.day), (s.intent))`}`.execute(tx)
  const measured: Measured = { total: NOTHING, days: {}, intents: {} }
  for (const { day, intent, level, ...of } of rows) {
    if (level === 3) measured.total = of
    else if (level === 1 && day !== null) measured.days[day] = of
    else if (level === 2 && intent !== null) measured.intents[intent] = of
  }
  return measured
}

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
  { hit, intent = null, after }: Page,
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
      and ${after === null ? sql`true` : reaches(sql.ref('s.at'), sql.ref('s.id'), after)}
    order by s.at desc, s.id desc limit ${PAGE + 1}`.execute(tx)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return { rows, next: last ? { atMicros: last.atMicros, id: last.id } : null }
}

const isCounter = (what: string): what is BotCounter => what in COUNTER_SOURCES
