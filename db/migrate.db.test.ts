import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterEach, expect, inject, test, vi } from 'vitest'
import { freePort } from '../dev/services/ports.ts'
import { asUser, postgresUser } from '../dev/services/postgres-binaries.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { migrateToLatest } from './migrate.ts'

const run = promisify(execFile)
const undo: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

test('DM-02 an empty database comes to the latest, and a second time changes nothing', async () => {
  const url = await emptyDatabase(inject('templateDatabaseUrl'))
  const first = await migrateToLatest(url)
  expect(first.applied).toContain('0001-desk')
  const before = await shapeOf(url)
  expect(await migrateToLatest(url)).toEqual({ applied: [] })
  expect(await shapeOf(url)).toEqual(before)
})

test('DM-02 two programs that migrate at once apply every migration once', async () => {
  const url = await emptyDatabase(inject('templateDatabaseUrl'))
  const results = await Promise.all([migrateToLatest(url), migrateToLatest(url), migrateToLatest(url)])
  const applied = results.flatMap((result) => result.applied)
  expect(applied).toEqual([...new Set(applied)])
  expect(applied).toContain('0001-desk')
})

test('DM-02 a second database of the same server migrates too: roles are of the server', async () => {
  const urls = [await emptyDatabase(inject('templateDatabaseUrl')), await emptyDatabase(inject('templateDatabaseUrl'))]
  for (const url of urls) expect((await migrateToLatest(url)).applied).toContain('0001-desk')
})

test('DM-02 a database that is not there is named by its own error', async () => {
  const url = new URL(inject('templateDatabaseUrl'))
  url.pathname = '/not_there'
  await expect(migrateToLatest(url.href)).rejects.toThrow('"not_there" does not exist')
})

test('DM-02 the table types are what the migrated database gives', async () => {
  const { url, stop } = await startDatabase()
  undo.push(stop)
  const folder = mkdtempSync(join(tmpdir(), 'table-types-'))
  undo.push(async () => rmSync(folder, { recursive: true }))
  const file = join(folder, 'tables.ts')
  const root = join(import.meta.dirname, '..')
  const flags = ['--singularize', 'false', '--exclude-pattern', 'kysely_*', '--runtime-enums', 'false']
  const codegen = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js')
  await run(process.execPath, [codegen, '--dialect', 'postgres', '--url', url, '--out-file', file, ...flags], {
    cwd: root,
  })
  expect(readFileSync(join(root, 'schema/tables.ts'), 'utf8')).toBe(readFileSync(file, 'utf8'))
})

const older = findPostgres()

test.runIf(older)(
  'DM-01 migrations run on the older PostgreSQL of this machine, twice',
  { timeout: 120_000 },
  async () => {
    const url = await emptyDatabase(await startOlder(older!))
    expect((await migrateToLatest(url)).applied).toContain('0001-desk')
    expect(await migrateToLatest(url)).toEqual({ applied: [] })
    const ours = await emptyDatabase(inject('templateDatabaseUrl'))
    await migrateToLatest(ours)
    expect(await shapeOf(url)).toEqual(await shapeOf(ours))
  },
)

async function emptyDatabase(serverUrl: string): Promise<string> {
  const url = new URL(serverUrl)
  const name = `empty_${randomBytes(6).toString('hex')}`
  url.pathname = '/postgres'
  const admin = url.href
  await ask(admin, `create database ${name}`)
  undo.push(() => ask(admin, `drop database ${name} with (force)`))
  url.pathname = `/${name}`
  return url.href
}

/** Every column, constraint, index and policy, in words. */
async function shapeOf(url: string): Promise<unknown[]> {
  return ask(
    url,
    `select 'column' as what, format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as is
       from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'
     union all select 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
       from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> 0
     union all select 'index', indexdef from pg_indexes where schemaname = 'public'
     union all select 'policy', concat_ws(' ', tablename, policyname, roles, cmd, qual, with_check) from pg_policies
     order by 1, 2`,
  )
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return rows
  } finally {
    await client.end()
  }
}

/** The folder of a PostgreSQL 14 to 16 of this machine, if it has one. */
function findPostgres(): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...[14, 15, 16].map((version) => `/usr/lib/postgresql/${version}/bin`),
  ]
  return folders
    .filter((folder) => existsSync(join(folder, 'postgres')))
    .map((folder) => dirname(realpathSync(join(folder, 'postgres'))))
    .find((folder) => existsSync(join(folder, 'initdb')) && /\b1[456]\b/.test(folder))
}

async function startOlder(binaries: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'older-postgres-'))
  undo.push(async () => rmSync(folder, { recursive: true, force: true }))
  const user = postgresUser([folder, binaries].map((path) => dirname(path)))
  if (user) chownSync(folder, user.uid, user.gid)
  const port = await freePort()

  const init = asUser(user, join(binaries, 'initdb'), [
    '-D',
    folder,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '-N',
  ])
  await run(init.command, init.args, { ...init.owner, cwd: '/' })
  const flags = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-F']
  const start = asUser(user, join(binaries, 'postgres'), ['-D', folder, ...flags])
  const server = spawn(start.command, start.args, { ...start.owner, cwd: '/', stdio: 'ignore' })
  undo.push(async () => {
    server.kill('SIGINT')
    if (server.exitCode === null) await once(server, 'close')
  })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await vi.waitFor(() => ask(url, 'select 1'), { timeout: 30_000, interval: 100 })
  return url
}
