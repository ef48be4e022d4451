import { randomInt } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { AriConfig, DEFAULT_CONFIG, type AriConfigInput } from '#schema/ari-config.ts'
import type { Db, WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

/** A configuration as it was published. Version 0 is what a workspace has that never published any. */
export type Published = { version: number; config: AriConfig }

/** The configuration that admins are at, not yet published. */
export type WorkingCopy = {
  config: AriConfig
  basedOn: number
  revision: number
  changedBy: string | null
  changedAt: Date
}

export type Version = {
  number: number
  note: string
  restoredFrom: number | null
  publishedBy: string | null
  publishedAt: Date
}

/** Somebody else has saved since it was read. */
export class ConfigChanged extends Error {
  override readonly name = 'ConfigChanged'
}

type Stored = { id: string; number: number; config: unknown } | null

/** The newest version, beside other columns of a query; `publishedFrom` reads it. */
export const newestVersion = (workspaceId: string): RawBuilder<Stored> => sql<Stored>`(
  select json_build_object('id', v.id, 'number', v.number, 'config', v.config) from ari_versions v
  where v.workspace_id = ${sql.ref(workspaceId)} order by v.number desc limit 1)`

const MOST_PARSED = 500
/** Versions never change: each is parsed once. */
const parsed = new Map<string, AriConfig>()

/** Throws a ZodError where the row holds what no version of ours ever wrote. */
export function publishedFrom(stored: Stored): Published {
  if (stored === null) return { version: 0, config: DEFAULT_CONFIG }
  const known = parsed.get(stored.id)
  if (known) return { version: stored.number, config: known }
  const config = AriConfig.parse(stored.config)
  if (parsed.size >= MOST_PARSED) parsed.clear()
  parsed.set(stored.id, config)
  return { version: stored.number, config }
}

/** What ARI goes by now. */
export async function readPublished(tx: WorkspaceTx): Promise<Published> {
  const row = await tx
    .selectFrom('ari_versions')
    .select(['id', 'number', 'config'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return publishedFrom(row ?? null)
}

/** One version, to look at or to compare; undefined where there is none of that number. */
export async function readVersion(tx: WorkspaceTx, number: number): Promise<Published | undefined> {
  if (number === 0) return { version: 0, config: DEFAULT_CONFIG }
  const row = await tx
    .selectFrom('ari_versions')
    .select(['id', 'number', 'config'])
    .where('number', '=', number)
    .executeTakeFirst()
  return row && publishedFrom(row)
}

/** The last versions in full, newest first. */
export async function readVersions(tx: WorkspaceTx, limit: number): Promise<Published[]> {
  const rows = await tx
    .selectFrom('ari_versions')
    .select(['id', 'number', 'config'])
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(publishedFrom)
}

/** The versions, newest first; `before` pages on. */
export async function listVersions(tx: WorkspaceTx, { before, limit = 50 }: { before?: number; limit?: number } = {}) {
  const rows = await tx
    .selectFrom('ari_versions as v')
    .leftJoin('users', 'users.id', 'v.published_by')
    .$if(before !== undefined, (query) => query.where('v.number', '<', before ?? 0))
    .orderBy('v.number', 'desc')
    .limit(limit)
    .select([
      'v.number',
      'v.note',
      'v.restored_from as restoredFrom',
      'users.name as publishedBy',
      'v.published_at as publishedAt',
    ])
    .execute()
  return rows satisfies Version[]
}

/** The working copy; undefined where nothing was changed since the last version. */
export async function readWorkingCopy(tx: WorkspaceTx): Promise<WorkingCopy | undefined> {
  const row = await tx
    .selectFrom('ari_working_copies as w')
    .leftJoin('users', 'users.id', 'w.changed_by')
    .select(['w.config', 'w.based_on as basedOn', 'w.revision', 'users.name as changedBy', 'w.changed_at as changedAt'])
    .executeTakeFirst()
  return row && { ...row, config: AriConfig.parse(row.config) }
}

/** Whoever changes the configuration does so alone: what was checked stays so until it is written. */
async function lockConfig(tx: WorkspaceTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('ari config ' || current_workspace()::text, 0))`.execute(tx)
}

const MOST_REVISION_BEGUN = 1_000_000_000

export type Change = { userId: string; config: AriConfig; basedOn: number; revision: number }

/**
 * Saves the working copy; its new revision. `revision` is the one that was read, 0 where there was none. Throws
 * ConfigChanged where somebody saved or published in between.
 */
export async function saveWorkingCopy(tx: WorkspaceTx, { userId, config, basedOn, revision }: Change): Promise<number> {
  await lockConfig(tx)
  const { version } = await readPublished(tx)
  if (version !== basedOn) throw new ConfigChanged('A newer version was published.')
  const values = { config: JSON.stringify(config), changed_by: userId, changed_at: sql<Date>`now()` }
  const row =
    revision === 0
      ? await tx
          .insertInto('ari_working_copies')
          // Not the number of one that was given up: who read that one is told.
          .values({ ...values, based_on: basedOn, revision: randomInt(1, MOST_REVISION_BEGUN) })
          .onConflict((conflict) => conflict.doNothing())
          .returning('revision')
          .executeTakeFirst()
      : await tx
          .updateTable('ari_working_copies')
          .set(({ eb }) => ({ ...values, revision: eb('revision', '+', 1) }))
          .where('revision', '=', revision)
          .returning('revision')
          .executeTakeFirst()
  if (!row) throw new ConfigChanged('Somebody else has saved since.')
  return row.revision
}

/**
 * Gives up what was changed since the last version; `revision` is the one that was read. Throws ConfigChanged where
 * somebody has saved since.
 */
export async function discardWorkingCopy(
  tx: WorkspaceTx,
  { workspaceId, userId, revision }: { workspaceId: string; userId: string; revision: number },
): Promise<void> {
  await lockConfig(tx)
  const { numDeletedRows } = await tx
    .deleteFrom('ari_working_copies')
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new ConfigChanged('Somebody else has saved since.')
  await insertAudit(tx, { workspaceId, actor: userId, action: 'ari.discarded', subject: 'configuration' })
}

export type Publishing = {
  workspaceId: string
  /** Null: a program. */
  userId: string | null
  config: AriConfig
  /** The version that was newest when this one was made. */
  basedOn: number
  /** Of the working copy that is published; without: none is. */
  revision?: number
  note: string
  restoredFrom?: number
}

/**
 * Publishes a configuration as the next version and ends the working copy; its number. Every conversation goes by it
 * from its next message on. Throws ConfigChanged where another version came in between.
 */
export async function publishVersion(tx: WorkspaceTx, publishing: Publishing): Promise<number> {
  const { workspaceId, userId, config, basedOn, revision, note, restoredFrom } = publishing
  await lockConfig(tx)
  const { version } = await readPublished(tx)
  if (version !== basedOn) throw new ConfigChanged('A newer version was published.')
  if (revision !== undefined && (await readWorkingCopy(tx))?.revision !== revision)
    throw new ConfigChanged('Somebody else has saved since.')
  const inserted = await tx
    .insertInto('ari_versions')
    .values({
      id: uuidv7(),
      number: version + 1,
      config: JSON.stringify(config),
      note,
      published_by: userId,
      restored_from: restoredFrom ?? null,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  await tx.deleteFrom('ari_working_copies').execute()
  const detail = { number: inserted.number, restoredFrom: restoredFrom ?? null }
  await insertAudit(tx, {
    workspaceId,
    actor: userId ?? 'command',
    action: 'ari.published',
    subject: 'configuration',
    detail,
  })
  return inserted.number
}

/** The first version of a new workspace. */
export async function insertFirstVersion(db: Db, workspaceId: string, config: AriConfigInput): Promise<void> {
  await db
    .insertInto('ari_versions')
    .values({
      id: uuidv7(),
      workspace_id: workspaceId,
      number: 1,
      config: JSON.stringify(AriConfig.parse(config)),
    })
    .execute()
}
