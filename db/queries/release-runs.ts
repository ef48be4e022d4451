import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Finding } from '#schema/release.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

// A run plays test conversations. Of a workspace's release there is one under way at most: who starts another joins it.

export type RunPurpose = 'release' | 'check'
export type NewRun = { workspaceId: string; userId: string | null; purpose: RunPurpose; testIds: readonly string[] }

/** Has these played: in the run that is under way, or in a new one; its id. What waits in it already waits once. */
export async function openReleaseRun(
  tx: WorkspaceTx,
  { workspaceId, userId, purpose, testIds }: NewRun,
): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended('release ' || current_workspace()::text, 0))`.execute(tx)
  const running = purpose === 'release' ? await findRunUnderWay(tx) : undefined
  const runId = running?.id ?? uuidv7()
  if (running === undefined)
    await tx.insertInto('release_runs').values({ id: runId, purpose, started_by: userId }).execute()
  const plays = testIds.map((testId) => ({ id: uuidv7(), run_id: runId, test_id: testId }))
  for (let from = 0; from < plays.length; from += 500) {
    await tx
      .insertInto('test_plays')
      .values(plays.slice(from, from + 500))
      .onConflict((conflict) => conflict.columns(['run_id', 'test_id']).where('state', '=', 'waiting').doNothing())
      .execute()
  }
  if (userId !== null && purpose === 'release')
    await insertAudit(tx, {
      ...{ workspaceId, actor: userId, action: 'release.run', subject: runId },
      detail: { tests: testIds.length },
    })
  return runId
}

export type RunUnderWay = { id: string; done: number; of: number }

/** The run of the release that is under way, and how far it is. */
export async function findRunUnderWay(tx: WorkspaceTx): Promise<RunUnderWay | undefined> {
  return tx
    .selectFrom('release_runs as r')
    .where('r.purpose', '=', 'release')
    .where('r.state', '=', 'running')
    .select((eb) => [
      'r.id',
      eb
        .selectFrom('test_plays as p')
        .whereRef('p.run_id', '=', 'r.id')
        .where('p.state', '<>', 'waiting')
        .select((count) => count.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('done'),
      eb
        .selectFrom('test_plays as p')
        .whereRef('p.run_id', '=', 'r.id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('of'),
    ])
    .executeTakeFirst()
}

/** Some that wait to be played in a run, in the order in which they were wished. */
export async function listWaitingPlays(tx: WorkspaceTx, runId: string, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('test_plays')
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .limit(most)
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Ends a run; false where something waits in it by now. Stopped, what waited in it is not played.
 */
export async function endReleaseRun(tx: WorkspaceTx, runId: string, { isStopped }: { isStopped: boolean }) {
  await sql`select pg_advisory_xact_lock(hashtextextended('release ' || current_workspace()::text, 0))`.execute(tx)
  if (isStopped) await tx.deleteFrom('test_plays').where('run_id', '=', runId).where('state', '=', 'waiting').execute()
  else if ((await listWaitingPlays(tx, runId, 1)).length > 0) return false
  await tx
    .updateTable('release_runs')
    .set({ state: isStopped ? 'stopped' : 'done', ended_at: sql<Date>`now()` })
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .execute()
  return true
}

/** What was wished and nobody plays; a run that comes to nothing by that is stopped. */
export async function deleteWaitingPlays(tx: WorkspaceTx, runId: string, testIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('test_plays')
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .where('test_id', 'in', testIds)
    .execute()
  if ((await listWaitingPlays(tx, runId, 1)).length === 0) await endReleaseRun(tx, runId, { isStopped: true })
}

export type PlayOfRun = {
  id: string
  testId: string
  title: string
  state: 'waiting' | 'played' | 'failed'
  findings: Finding[]
}

/** What a run plays, in the order of the test conversations, and what came of it. */
export async function listPlaysOfRun(tx: WorkspaceTx, runId: string): Promise<PlayOfRun[]> {
  const rows = await tx
    .selectFrom('test_plays as p')
    .innerJoin('test_conversations as t', 't.id', 'p.test_id')
    .where('p.run_id', '=', runId)
    .orderBy('t.created_at')
    .orderBy('t.id')
    .select(['p.id', 't.id as testId', 't.title', 'p.state', 'p.findings'])
    .execute()
  return rows as unknown as PlayOfRun[]
}

/** A run that nobody wants the traces of, with all that was played in it. */
export async function deleteReleaseRun(tx: WorkspaceTx, runId: string): Promise<void> {
  await tx.deleteFrom('release_runs').where('id', '=', runId).execute()
}
