import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { LastPlay, ReleaseFacts, SignOff, TestFacts } from '#schema/release.ts'
import { RELEASE_PHRASE } from '#schema/release.ts'
import type { WorkspaceTx } from '../connect.ts'
import { publishedFrom, readPublished, readVersion } from './ari-config.ts'
import { insertAudit } from './audit.ts'
import { COUNTS_FIRST, listEntryAges } from './test-plays.ts'

/** All that says how far the workspace is on its way to a release; `releaseOf` of the domain reads it. */
export async function readReleaseFacts(tx: WorkspaceTx): Promise<ReleaseFacts> {
  const [workspace, published, tests, signOff] = [
    await tx
      .selectFrom('workspaces')
      .select(['release_minimum as minimum', 'live_at as liveAt'])
      .executeTakeFirstOrThrow(),
    await readPublished(tx),
    await listTests(tx),
    await findSignOff(tx),
  ]
  const plays = tests.flatMap(({ play }) => (play?.state === 'played' ? [play] : []))
  const grounds = signOff === null ? plays : [...plays, signOff]
  const oldest = grounds.reduce((least, { version }) => Math.min(least, version), published.version)
  const ages = await listEntryAges(tx, [...new Set(grounds.flatMap(({ entries }) => entries.map(({ id }) => id)))])
  return {
    ...{ minimum: workspace.minimum, version: published.version, tests, signOff },
    versions: await listVersionsFrom(tx, oldest),
    entryAges: Object.fromEntries([...ages].map(([id, at]) => [id, at.toISOString()])),
    liveAt: workspace.liveAt?.toISOString() ?? null,
  }
}

async function listTests(tx: WorkspaceTx): Promise<TestFacts[]> {
  const { rows } = await sql<TestFacts>`
    select t.id, t.title, t.persona, t.language, t.source,
      exists (select from test_plays w join release_runs r on r.id = w.run_id
        where w.test_id = t.id and w.state = 'waiting' and r.state = 'running' and r.purpose = 'release') as "isWaiting",
      (select json_build_object('id', p.id, 'state', p.state, 'version', p.version, 'entries', p.entries,
          'findings', p.findings, 'verdict', p.verdict, 'playedAt', p.played_at)
        from test_plays p join release_runs r on r.id = p.run_id
        where p.test_id = t.id and r.purpose = 'release' and p.state <> 'waiting'
        order by ${COUNTS_FIRST} limit 1) as play,
      (select p.verdict from test_plays p join release_runs r on r.id = p.run_id
        where p.test_id = t.id and r.purpose = 'release' and p.verdict is not null
        order by p.id desc limit 1) as "lastVerdict"
    from test_conversations t order by t.created_at, t.id`.execute(tx)
  return rows.map((row) => ({ ...row, play: row.play satisfies LastPlay | null }))
}

async function listVersionsFrom(tx: WorkspaceTx, oldest: number) {
  const rows = await tx
    .selectFrom('ari_versions')
    .where('number', '>=', oldest)
    .orderBy('number')
    .select(['id', 'number', 'config'])
    .execute()
  const versions = rows.map((row) => publishedFrom(row))
  // Version 0 is what a workspace has that never published any, and has no row.
  const first = oldest === 0 ? await readVersion(tx, 0) : undefined
  return [...(first ? [first] : []), ...versions].map(({ version, config }) => ({ number: version, config }))
}

/** The last sign-off. */
async function findSignOff(tx: WorkspaceTx): Promise<SignOff | null> {
  const row = await tx
    .selectFrom('release_signoffs as s')
    .leftJoin('users as u', 'u.id', 's.signed_by')
    .orderBy('s.signed_at', 'desc')
    .limit(1)
    .select([
      's.phrase',
      's.version',
      's.entries',
      's.minimum',
      's.tests',
      's.read',
      'u.name as signedBy',
      's.signed_at as signedAt',
    ])
    .executeTakeFirst()
  if (row === undefined) return null
  return { ...row, entries: row.entries as SignOff['entries'], signedAt: row.signedAt.toISOString() }
}

type By = { workspaceId: string; userId: string }
type Signing = By & Pick<SignOff, 'version' | 'entries' | 'minimum' | 'tests' | 'read'>

/** Somebody signs that the bot is safe to release. */
export async function insertSignOff(tx: WorkspaceTx, signing: Signing): Promise<void> {
  const { workspaceId, userId, version, entries, minimum, tests, read } = signing
  const id = uuidv7()
  await tx
    .insertInto('release_signoffs')
    .values({
      ...{ id, phrase: RELEASE_PHRASE, version, minimum, tests, read, signed_by: userId },
      entries: JSON.stringify(entries),
    })
    .execute()
  await insertAudit(tx, {
    ...{ workspaceId, actor: userId, action: 'release.signed', subject: id },
    detail: { phrase: RELEASE_PHRASE, version, minimum, tests, read },
  })
}

/** Goes live without a sign-off that stands: who wanted it, why, and how much was read. */
export async function noteOverride(
  tx: WorkspaceTx,
  override: { workspaceId: string; actor: string; reason: string; read: number; minimum: number },
): Promise<void> {
  const { workspaceId, actor, ...detail } = override
  await insertAudit(tx, { workspaceId, actor, action: 'release.overridden', subject: 'release', detail })
}

/** How many test conversations must be read before the workspace goes live. */
export async function setReleaseMinimum(tx: WorkspaceTx, { workspaceId, userId }: By, minimum: number): Promise<void> {
  await tx.updateTable('workspaces').set({ release_minimum: minimum }).execute()
  await insertAudit(tx, {
    ...{ workspaceId, actor: userId, action: 'release.minimum', subject: 'release', detail: { minimum } },
  })
}
