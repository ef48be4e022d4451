import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { Pool } from 'pg'

const FOLDER = join(import.meta.dirname, '../schema/migrations')

/** Brings the database at `url` to the newest migration. Safe to repeat and to run from several places at once. */
export async function migrateToLatest(url: string): Promise<{ applied: string[] }> {
  const pool = new Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error !== undefined) {
      const failed = results.find(({ status }) => status === 'Error')?.migrationName
      throw new Error(`Migration ${failed ?? ''} failed: ${error instanceof Error ? error.message : 'unknown'}`, {
        cause: error,
      })
    }
    return { applied: results.map(({ migrationName }) => migrationName) }
  } finally {
    await db.destroy()
  }
}

/**
 * Makes (or renews) the ordinary login that our programs use on a database whose own user is a superuser,
 * and returns its URL. A superuser would pass row-level security; this login cannot.
 */
export async function makeProgramLogin(adminUrl: string, password: string): Promise<string> {
  const pool = new Pool({ connectionString: adminUrl, max: 1 })
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await db.transaction().execute(async (tx) => {
      // Two at once would be refused by Postgres: "tuple concurrently updated".
      await sql`select pg_advisory_xact_lock(hashtext('my21staff login'))`.execute(tx)
      await sql`do $$ begin
        if not exists (select from pg_roles where rolname = 'my21staff') then create role my21staff login; end if;
      end $$`.execute(tx)
      await sql`alter role my21staff with login nosuperuser nobypassrls password ${sql.lit(password)}`.execute(tx)
      await sql`grant my21staff_app, my21staff_platform to my21staff`.execute(tx)
    })
  } finally {
    await db.destroy()
  }
  const url = new URL(adminUrl)
  url.username = 'my21staff'
  url.password = password
  return url.href
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const entries = await Promise.all(
    names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(join(FOLDER, name), 'utf8')
      return [
        name.replace('.sql', ''),
        {
          up: (db) =>
            sql
              .raw(text)
              .execute(db)
              .then(() => undefined),
        },
      ]
    }),
  )
  return Object.fromEntries(entries)
}
