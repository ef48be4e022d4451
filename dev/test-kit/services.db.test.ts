import pg from 'pg'
import { expect, it } from 'vitest'
import { startDatabase } from './postgres.ts'

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(question)).rows
  } finally {
    await client.end()
  }
}

it('each test file gets a migrated database of its own', async () => {
  const [mine, yours] = await Promise.all([startDatabase(), startDatabase()])
  try {
    await ask(mine.url, 'create table only_here (id int)')
    const names = `select count(*)::int as n from information_schema.tables where table_name in ('only_here', 'kysely_migration')`
    expect(await ask(mine.url, names)).toEqual([{ n: 2 }])
    expect(await ask(yours.url, names)).toEqual([{ n: 1 }])
  } finally {
    await Promise.all([mine.stop(), yours.stop()])
  }
})

it('DM-01 the server is Postgres 14 or newer', async () => {
  const { url, stop } = await startDatabase()
  const [row] = await ask(url, `select current_setting('server_version_num')::int >= 140000 as ok`)
  expect(row).toEqual({ ok: true })
  await stop()
})
