import { sql, type RawBuilder } from 'kysely'
import { FIRST_ANSWERS, type AnswerPoints, type AnswerShow, type AnswerState } from '#schema/answer.ts'
import { StoredPoints } from '#schema/answer-reading.ts'
import type { WorkspaceTx } from '../connect.ts'
import { comesAfter, microsOf, reaches, type PageKey } from './page-key.ts'

/** A stretch of time; `to` is not within. */
export type Span = { from: Date; to: Date }

export type AnswerWish = {
  /** Null: whenever it was. */
  span: Span | null
  show: AnswerShow
  intent: string | null
  /** Only those whose checks warned of something. */
  warned: boolean
  /** Only the first ones since the workspace went live. */
  ofFirst: boolean
}

export type AnswerRow = Awaited<ReturnType<typeof findAnswer>> & object

const PAGE = 50
const QUOTE = 300

/** Something a checker passed, and says to look at twice. */
const HAS_WARNING = sql<boolean>`jsonb_path_exists(d.checks, '$[*].warning ? (@ != null)')`
const WAS_READ_BEFORE = sql<boolean>`(d.edited_from is not null or coalesce(d.verdict = 'approve', false))`

const STATE = sql<AnswerState>`case
  when d.edited_from is not null then 'edited'
  when d.verdict = 'approve' then 'approved'
  when r.message_id is not null then 'read'
  when o.draft_id is null then 'fixed'
  else 'unread' end`

const SHOWN: Record<AnswerShow, RawBuilder<boolean>> = {
  all: sql`true`,
  unread: sql`o.draft_id is not null and r.message_id is null and not ${WAS_READ_BEFORE}`,
  approved: sql`d.edited_from is null and d.verdict = 'approve'`,
  edited: sql`d.edited_from is not null`,
  read: sql`r.message_id is not null and (d.id is null or not ${WAS_READ_BEFORE})`,
  fixed: sql`o.draft_id is null and r.message_id is null`,
  seen: sql`o.draft_id is not null and (r.message_id is not null or ${WAS_READ_BEFORE})`,
  complaint: sql`wrong.message_id is not null`,
  invented: sql`(r.points->>'grounded')::boolean is false`,
  faulty: sql`jsonb_path_exists(r.points, '$.* ? (@ == false)')`,
}

/** What ARI said and a customer can have read, the latest first: fifty, or those behind the key. */
export async function listAnswers(
  tx: WorkspaceTx,
  wish: AnswerWish,
  after: PageKey | null,
): Promise<{ answers: AnswerRow[]; next: PageKey | null }> {
  const rows = await answersAs(tx, wish)
    .$if(after !== null, (query) => query.where(reaches(sql.ref('m.sent_at'), sql.ref('m.id'), after)))
    .orderBy('m.sent_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const answers = rows.slice(0, PAGE)
  const last = rows.length > PAGE ? answers.at(-1) : undefined
  return { answers, next: last ? { atMicros: last.atMicros, id: last.id } : null }
}

/** One of them; undefined where ARI said no such thing. */
export function findAnswer(tx: WorkspaceTx, messageId: string) {
  return answerRows(tx).where('m.id', '=', messageId).executeTakeFirst()
}

/** The one that stands next to it in a list, though it itself may no longer be in it; undefined at the list's end. */
export async function findAnswerBeside(
  tx: WorkspaceTx,
  wish: AnswerWish,
  { key, way }: { key: PageKey; way: 'later' | 'earlier' },
): Promise<string | undefined> {
  const [at, id] = [sql.ref('m.sent_at'), sql.ref('m.id')]
  const order = way === 'earlier' ? 'desc' : 'asc'
  const beside = await answersAs(tx, wish)
    .where(way === 'earlier' ? reaches(at, id, key) : comesAfter(at, id, key))
    .orderBy('m.sent_at', order)
    .orderBy('m.id', order)
    .limit(1)
    .executeTakeFirst()
  return beside?.id
}

type AnswerCounts = { all: number; drafted: number; seen: number; faulty: number; complaints: number }

/** How many there are, how many of them ARI drafted, and of those how many a person has read. */
export async function countAnswers(tx: WorkspaceTx, { from, to }: Span): Promise<AnswerCounts> {
  const { rows } = await sql<AnswerCounts>`
    select count(*) as all, count(o.draft_id) as drafted, count(*) filter (where ${SHOWN.seen}) as seen,
      count(*) filter (where ${SHOWN.faulty}) as faulty, count(wrong.message_id) as complaints
    from messages m join outbound_messages o on o.message_id = m.id left join drafts d on d.id = o.draft_id
      left join answer_readings r on r.message_id = m.id left join bot_complaints wrong on wrong.message_id = m.id
    where ${IS_ANSWER} and m.sent_at >= ${from} and m.sent_at < ${to}`.execute(tx)
  return rows[0] ?? { all: 0, drafted: 0, seen: 0, faulty: 0, complaints: 0 }
}

/**
 * Of the first answers since the workspace went live, how many went out and how many of these a person has looked at,
 * before or afterwards. Null where it is not live.
 */
export async function countFirstAnswers(tx: WorkspaceTx): Promise<{ sent: number; seen: number } | null> {
  const { rows } = await sql<{ sent: number; seen: number }>`
    select count(m.id) as sent, count(*) filter (where ${SHOWN.seen}) as seen
    from workspaces w
      left join (messages m join outbound_messages o on o.message_id = m.id join drafts d on d.id = o.draft_id
        left join answer_readings r on r.message_id = m.id) on m.id = any (array(${FIRST_IDS}))
    where w.live_at <= now() group by w.id`.execute(tx)
  return rows[0] ?? null
}

const IS_ANSWER = sql<boolean>`m.author = 'bot' and m.status in ('sent', 'delivered', 'read')`

/** ARI's own first words to customers; what code says of a deed is none of them. */
const FIRST_IDS = sql`
  select m.id from workspaces own join messages m on m.workspace_id = own.id
    join outbound_messages o on o.message_id = m.id
  where ${IS_ANSWER} and o.draft_id is not null and m.sent_at >= own.live_at
  order by m.sent_at, m.id limit ${FIRST_ANSWERS}`

function answersAs(tx: WorkspaceTx, { span, show, intent, warned, ofFirst }: AnswerWish) {
  return answerRows(tx)
    .where(SHOWN[show])
    .$if(span !== null, (query) =>
      query.where('m.sent_at', '>=', span?.from ?? null).where('m.sent_at', '<', span?.to ?? null),
    )
    .$if(intent !== null, (query) => query.where('d.intent', '=', intent))
    .$if(warned, (query) => query.where(HAS_WARNING))
    .$if(ofFirst, (query) => query.where(sql<boolean>`m.id = any (array(${FIRST_IDS}))`))
}

function answerRows(tx: WorkspaceTx) {
  return tx
    .selectFrom('messages as m')
    .innerJoin('outbound_messages as o', 'o.message_id', 'm.id')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('contacts as k', 'k.id', 'c.contact_id')
    .leftJoin('drafts as d', 'd.id', 'o.draft_id')
    .leftJoin('answer_readings as r', 'r.message_id', 'm.id')
    .leftJoin('bot_complaints as wrong', 'wrong.message_id', 'm.id')
    .leftJoin('users as reviewer', 'reviewer.id', 'd.reviewed_by')
    .leftJoin('users as reader', 'reader.id', 'r.user_id')
    .where(IS_ANSWER)
    .select([
      'm.id',
      'm.conversation_id as conversationId',
      'm.kind',
      'm.body',
      'm.sent_at as at',
      microsOf(sql.ref('m.sent_at')).as('atMicros'),
      'c.contact_id as contactId',
      'k.name',
      'k.username',
      'k.phone',
      STATE.as('state'),
      'd.intent',
      'd.confidence',
      'd.checks',
      'd.citations',
      'd.retrieved',
      'reviewer.name as reviewerName',
      'd.reviewed_at as reviewedAt',
      'r.points',
      'r.comment',
      'r.at as readAt',
      'reader.name as readerName',
      'wrong.at as complainedAt',
      sql<string | null>`(select left(q.body, ${QUOTE}) from messages q where q.conversation_id = m.conversation_id
        and q.direction = 'inbound' and q.kind <> 'reaction' and q.sent_at <= m.sent_at
        order by q.sent_at desc, q.id desc limit 1)`.as('question'),
    ])
}

/** What was found of an answer, as it was kept; undefined where nobody has read it afterwards. */
export function pointsOf({ points }: Pick<AnswerRow, 'points'>): AnswerPoints | undefined {
  return StoredPoints.safeParse(points).data
}
