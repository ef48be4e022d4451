import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../connect.ts'

const MIGRATIONS = join(import.meta.dirname, '../../schema/migrations')

/** Throws when the database does not answer. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}

/** The database's own clock, which every program shares; in a transaction the moment that it began. */
export async function readClock(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(db)
  return rows[0]?.now ?? new Date()
}

/** Whether every migration that this program knows has been applied. */
export async function isMigrated(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isThere: boolean; mayRead: boolean }>`
    select to_regclass('inbound_events') is not null as "isThere",
      coalesce(has_table_privilege(to_regclass('kysely_migration'), 'select'), false) as "mayRead"`.execute(db)
  if (rows[0]?.isThere !== true) return false
  // A login that does not own the tables may not see the list; then the tables must do.
  if (!rows[0].mayRead) return true
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const names = new Set(applied.rows.map(({ name }) => name))
  const known = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql'))
  return known.every((file) => names.has(file.replace('.sql', '')))
}

/** Whether a workspace of this id or slug exists. */
export async function workspaceExists(db: Db, idOrSlug: string): Promise<boolean> {
  const found = await sql`select from workspaces where id::text = ${idOrSlug} or slug = ${idOrSlug}`.execute(db)
  return found.rows.length > 0
}
