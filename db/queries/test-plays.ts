import { sql } from 'kysely'
import type { ConversationState } from '#schema/conversation.ts'
import type { Finding, GroundEntry, Point } from '#schema/release.ts'
import type { TestExpectation } from '#schema/test-conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

// A play's words stand in a trial of the same id, which nobody sees but who reads the play.

/** Of the plays of a test conversation the one that counts: the newest that could be played, whatever failed since. */
export const COUNTS_FIRST = sql`(p.state = 'played') desc, p.id desc`

export type PlayToDo = { says: string[]; expected: TestExpectation }

/** What is to be said in a play; undefined where it does not wait any more. */
export async function findPlayToDo(tx: WorkspaceTx, playId: string): Promise<PlayToDo | undefined> {
  const row = await tx
    .selectFrom('test_plays as p')
    .innerJoin('test_conversations as t', 't.id', 'p.test_id')
    .where('p.id', '=', playId)
    .where('p.state', '=', 'waiting')
    .select(['t.says', 't.expected'])
    .executeTakeFirst()
  return row as PlayToDo | undefined
}

/** The trial of a play, begun where there is none; where it stands. */
export async function openPlayTrial(
  tx: WorkspaceTx,
  playId: string,
): Promise<{ state: ConversationState | null; createdAt: Date }> {
  await tx
    .insertInto('trials')
    .values({ id: playId, test_play_id: playId })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const row = await tx
    .selectFrom('trials')
    .where('id', '=', playId)
    .select(['state', 'created_at as createdAt'])
    .executeTakeFirstOrThrow()
  return row as { state: ConversationState | null; createdAt: Date }
}

/** Whether ARI has done with what was said; undefined where it was not said. */
export async function isAnswered(tx: WorkspaceTx, messageId: string): Promise<boolean | undefined> {
  const row = await tx.selectFrom('trial_messages').where('id', '=', messageId).select('outcome').executeTakeFirst()
  return row && row.outcome !== null
}

/** How old these entries are; what is gone or not in use is not among them. */
export async function listEntryAges(tx: WorkspaceTx, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('knowledge')
    .where('id', 'in', ids)
    .where('active', '=', true)
    .select(['id', 'updated_at as updatedAt'])
    .execute()
  return new Map(rows.map(({ id, updatedAt }) => [id, updatedAt]))
}

export type Played = { playId: string; version: number; entries: GroundEntry[]; findings: Finding[] }

/**
 * What came of a play stands. Of the plays before it the last one that was read is kept, for who reads this one. Repeating
 * it changes nothing.
 */
export async function savePlayed(tx: WorkspaceTx, { playId, version, entries, findings }: Played): Promise<void> {
  const saved = await tx
    .updateTable('test_plays')
    .set({
      ...{ state: 'played', version, played_at: sql<Date>`now()` },
      ...{ entries: JSON.stringify(entries), findings: JSON.stringify(findings) },
    })
    .where('id', '=', playId)
    .where('state', '=', 'waiting')
    .returning(['test_id as testId', 'run_id as runId'])
    .executeTakeFirst()
  if (saved === undefined) return
  await lockTest(tx, saved.testId)
  await sql`delete from test_plays p using release_runs r, release_runs this
    where this.id = ${saved.runId}::uuid and this.purpose = 'release' and r.id = p.run_id and r.purpose = 'release'
      and p.test_id = ${saved.testId}::uuid and p.id < ${playId}::uuid
      and p.id is distinct from (select max(b.id::text)::uuid from test_plays b
        where b.test_id = p.test_id and b.verdict is not null and b.id < ${playId}::uuid)`.execute(tx)
}

/** Reading one play and putting another in its place go one after the other: no reading is lost in between. */
async function lockTest(tx: WorkspaceTx, testId: string): Promise<void> {
  await tx.selectFrom('test_conversations').where('id', '=', testId).select('id').forNoKeyUpdate().execute()
}

/** It could not be played. What was played before goes on counting. */
export async function failPlay(tx: WorkspaceTx, playId: string): Promise<void> {
  await tx
    .updateTable('test_plays')
    .set({ state: 'failed', version: 0, played_at: sql<Date>`now()` })
    .where('id', '=', playId)
    .where('state', '=', 'waiting')
    .execute()
}

/** A play as its reader is shown it. */
export type ReadPlay = {
  id: string
  state: 'played' | 'failed'
  version: number
  findings: Finding[]
  playedAt: Date
  verdict: 'good' | 'bad' | null
  points: Point[]
  comment: string
  readById: string | null
  readBy: string | null
  readAt: Date | null
}

/** What was played of a test conversation for the release: what counts, then the rest, the newest first. */
export async function listPlaysOf(tx: WorkspaceTx, testId: string): Promise<ReadPlay[]> {
  const rows = await tx
    .selectFrom('test_plays as p')
    .innerJoin('release_runs as r', 'r.id', 'p.run_id')
    .leftJoin('users as u', 'u.id', 'p.read_by')
    .where('p.test_id', '=', testId)
    .where('r.purpose', '=', 'release')
    .where('p.state', '<>', 'waiting')
    .orderBy(COUNTS_FIRST)
    .select([
      ...(['p.id', 'p.state', 'p.version', 'p.findings', 'p.played_at as playedAt', 'p.verdict', 'p.points'] as const),
      ...(['p.comment', 'p.read_by as readById', 'u.name as readBy', 'p.read_at as readAt'] as const),
    ])
    .execute()
  return rows as unknown as ReadPlay[]
}

export type Reading = {
  workspaceId: string
  userId: string
  testId: string
  playId: string
  verdict: 'good' | 'bad'
  points: readonly Point[]
  comment: string
  /** When what the reader was shown as read was read; null: they were shown it unread. */
  seen: Date | null
}

/** `superseded`: another play counts by now. `read`: somebody read it meanwhile, and this is what they found. */
export type ReadingKept = { outcome: 'kept' } | { outcome: 'superseded' } | { outcome: 'read'; by: ReadPlay }

/** Keeps what a reader found, unless somebody else found something that this reader was not shown. */
export async function keepReading(tx: WorkspaceTx, reading: Reading): Promise<ReadingKept> {
  const { workspaceId, userId, testId, playId, verdict, points, comment, seen } = reading
  await lockTest(tx, testId)
  const [counting] = await listPlaysOf(tx, testId)
  if (counting?.id !== playId || counting.state !== 'played') return { outcome: 'superseded' }
  const isSeen = counting.readAt?.getTime() === seen?.getTime()
  if (!isSeen && !(counting.readById === userId && isSame(counting, reading))) return { outcome: 'read', by: counting }
  await tx
    .updateTable('test_plays')
    .set({ verdict, points: [...points], comment, read_by: userId, read_at: sql<Date>`now()` })
    .where('id', '=', playId)
    .execute()
  await insertAudit(tx, {
    ...{ workspaceId, actor: userId, action: 'release.read', subject: testId },
    // Whoever reads it after them writes over it; here it stays what it was.
    detail: { playId, verdict, points: [...points], comment },
  })
  return { outcome: 'kept' }
}

/** Said twice, as when the answer to the first was lost. */
function isSame(one: Pick<ReadPlay, 'verdict' | 'points' | 'comment'>, other: Reading): boolean {
  const said = ({ verdict, points, comment }: typeof one | Reading) =>
    JSON.stringify([verdict, points.toSorted(), comment])
  return said(one) === said(other)
}

/** The test conversations that wait for a reader: how many, and the first of them; first what was found bad before. */
export async function listUnreadTests(
  tx: WorkspaceTx,
  most: number,
): Promise<{ count: number; first: { id: string; title: string }[] }> {
  const { rows } = await sql<{ id: string; title: string; count: number }>`
    select t.id, t.title, count(*) over ()::integer as count from test_conversations t
    join lateral (select p.state, p.verdict from test_plays p join release_runs r on r.id = p.run_id
      where p.test_id = t.id and r.purpose = 'release' and p.state <> 'waiting' order by ${COUNTS_FIRST} limit 1) p on true
    left join lateral (select p.verdict from test_plays p join release_runs r on r.id = p.run_id
      where p.test_id = t.id and r.purpose = 'release' and p.verdict is not null
      order by p.id desc limit 1) before on true
    where p.state = 'played' and p.verdict is null
    order by before.verdict is not distinct from 'bad' desc, t.created_at, t.id limit ${most}`.execute(tx)
  return { count: rows[0]?.count ?? 0, first: rows.map(({ id, title }) => ({ id, title })) }
}
