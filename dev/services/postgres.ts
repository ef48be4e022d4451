import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { killGroup, spawnGuarded, stopChild } from './guarded.ts'
import { isAlive } from './lock.ts'
import { answers, freePort, isFree } from './ports.ts'
import { asUser, postgresBinaries, postgresUser, type PostgresUser } from './postgres-binaries.ts'

export type RunningPostgres = { url: string; port: number; child: ChildProcess; stop: () => Promise<void> }

type Options = {
  /** Warnings and worse of the server. */
  onLine?: (line: string) => void
  /** For tests: nothing survives a power cut, and everything is faster. */
  throwaway?: boolean
  /** When it is started again for programs that know its address. */
  keepPort?: boolean
}

type Access = { port: number; password: string }

const DATABASE = 'my21staff'
const READY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 15_000

/** Starts the Postgres whose cluster lies in `<dataDir>/postgres`, made there when there is none. */
export async function startPostgres(
  dataDir: string,
  { onLine, throwaway = false, keepPort = false }: Options = {},
): Promise<RunningPostgres> {
  const folder = resolve(dataDir, 'postgres')
  mkdirSync(resolve(dataDir), { recursive: true })
  const user = postgresUser([resolve(dataDir), postgresBinaries()])
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  if (isNew) await makeCluster(folder, user, throwaway)
  else await endOrphan(folder)

  const access = readAccess(folder)
  if (!keepPort && !(await isFree(access.port))) writeAccess(folder, Object.assign(access, { port: await freePort() }))
  const child = await launch(folder, () => run(folder, access, user, throwaway, onLine))
  const url = urlOf(access)
  if (isNew) await createDatabase(url)
  return { url, port: access.port, child, stop: () => stopChild(child, 'SIGINT', STOP_WITHIN_MS) }
}

/** The address of the Postgres that runs on this folder now, or null. */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const folder = resolve(dataDir, 'postgres')
  const { pid, status } = readPidFile(folder)
  if (pid === undefined || status !== 'ready' || !isAlive(pid)) return null
  const access = readAccess(folder)
  return (await answers(access.port)) ? urlOf(access) : null
}

function urlOf({ port, password }: Access, database = DATABASE): string {
  return `postgres://postgres:${password}@127.0.0.1:${String(port)}/${database}`
}

async function makeCluster(folder: string, user: PostgresUser | undefined, throwaway: boolean): Promise<void> {
  // Made beside and moved in place whole, so that an interrupted start leaves nothing half made.
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const access: Access = { port: await freePort(), password: randomBytes(24).toString('base64url') }
  const passwordFile = `${folder}.password`
  writeFileSync(passwordFile, access.password, { mode: 0o600 })
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid)

  const init = asUser(user, join(postgresBinaries(), 'initdb'), [
    `--pgdata=${fresh}`,
    `--pwfile=${passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(throwaway ? ['--no-sync'] : []),
  ])
  try {
    const child = spawnGuarded(init.command, init.args, {
      ...init.owner,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await once(child, 'close')
    if (child.exitCode !== 0)
      throw new Error(
        `A new database could not be made in ${folder}: ${said.trim() || `initdb ended with ${String(child.exitCode)}`}`,
      )
    writeAccess(fresh, access)
    renameSync(fresh, folder)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/[^/]+$/, 'postgres') })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

function run(
  folder: string,
  access: Access,
  user: PostgresUser | undefined,
  throwaway: boolean,
  onLine: ((line: string) => void) | undefined,
): Launched {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: access.port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: throwaway ? '64MB' : '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off',
    log_line_prefix: '',
    // Statements and details may hold what customers wrote.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(throwaway && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: 0,
    }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`])
  const server = asUser(user, join(postgresBinaries(), 'postgres'), ['-D', folder, ...flags])
  const child = spawnGuarded(server.command, server.args, {
    ...server.owner,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    stopSignal: 'SIGINT',
  })
  const lines: string[] = []
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (lines.push(line) > 50) lines.shift()
      if (/^(WARNING|FATAL|PANIC):/.test(line) && !/administrator command|the database system is/.test(line))
        onLine?.(line)
    })
  }
  return { child, lines }
}

type Launched = { child: ChildProcess; lines: string[] }

async function launch(folder: string, start: () => Launched): Promise<ChildProcess> {
  const giveUpAt = Date.now() + STOP_WITHIN_MS
  for (;;) {
    const { child, lines } = start()
    try {
      await untilReady(folder, child, lines)
      return child
    } catch (error) {
      // The workers of a server that was killed need a moment to notice.
      const leftovers = /pre-existing shared memory block|postmaster.pid. already exists/.test(lines.join(' '))
      if (!leftovers || Date.now() > giveUpAt) throw error
      await pause(200)
    }
  }
}

async function untilReady(folder: string, child: ChildProcess, lines: string[]): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (Date.now() < giveUpAt) {
    const { pid, status } = readPidFile(folder)
    if (pid === child.pid && status === 'ready') return
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(whyItStopped(folder, lines))
    await pause(20)
  }
  killGroup(child)
  throw new Error(
    `Postgres on ${folder} was not ready within ${String(READY_WITHIN_MS / 1000)} s:\n${lines.slice(-5).join('\n')}`,
  )
}

function whyItStopped(folder: string, lines: string[]): string {
  const reason =
    lines.filter((line) => /^(FATAL|PANIC|ERROR):|^postgres:/.test(line)).at(-1) ?? lines.at(-1) ?? 'it gave no reason'
  if (/could not bind|Address already in use/.test(lines.join('\n')))
    return `Postgres could not start: its port is in use (${reason}).`
  return [
    `Postgres could not start on the data folder ${folder}: ${reason}`,
    'If the folder is damaged, put back a backup of it, or set it aside and begin anew with an empty one:',
    `  mv ${folder} ${folder}.damaged`,
  ].join('\n')
}

/** A server that a killed start left behind on this folder is stopped; a stale note of one is removed. */
async function endOrphan(folder: string): Promise<void> {
  const { pid } = readPidFile(folder)
  if (pid === undefined) return
  const giveUpAt = Date.now() + STOP_WITHIN_MS
  if (!isAlive(pid) || !(await answersAsOurs(folder))) {
    rmSync(join(folder, 'postmaster.pid'), { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  while (isAlive(pid) && Date.now() < giveUpAt) await pause(50)
  if (isAlive(pid))
    throw new Error(`Another Postgres (process ${String(pid)}) runs on ${folder} and does not stop: end it first.`)
}

async function answersAsOurs(folder: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(readAccess(folder), 'postgres'),
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

function readPidFile(folder: string): { pid?: number; status?: string } {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return { ...(Number.isInteger(pid) && pid > 0 && { pid }), status: lines[7]?.trim() ?? '' }
  } catch {
    return {}
  }
}

/** The remembered port and password. */
function readAccess(folder: string): Access {
  const file = join(folder, 'my21staff.json')
  try {
    const { port, password } = JSON.parse(readFileSync(file, 'utf8')) as Access
    return { port, password }
  } catch (cause) {
    throw new Error(
      `The data folder ${folder} is damaged: its file my21staff.json cannot be read. Put back a backup, or set the folder aside.`,
      { cause },
    )
  }
}

function writeAccess(folder: string, access: Access): void {
  const file = join(folder, 'my21staff.json')
  writeFileSync(file, JSON.stringify(access))
  chmodSync(file, 0o600)
}
