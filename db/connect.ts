import { CompiledQuery, Kysely } from 'kysely'
import { Pool, types, type PoolClient } from 'pg'
import type { DB } from '#schema/tables.ts'
import { createSession, dialectOn, type Session } from './session.ts'

/** Every row of every workspace. Only for what no workspace owns: receiving, sweeps, set-up. */
export type Db = Kysely<DB>

/**
 * Inside one workspace: row-level security shows its rows and no others, and new rows carry its id by default. What
 * is asked at once travels at once and runs in the order of asking.
 */
export type WorkspaceTx = Kysely<DB> & { readonly __workspace: never }

export type Database = {
  readonly platform: Db
  /**
   * Runs `work` in one transaction bound to the workspace, under a role that row-level security holds.
   * Commits what `work` did when it resolves, takes it back when it throws.
   */
  inWorkspace<T>(workspaceId: string, work: (tx: WorkspaceTx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export type ConnectOptions = {
  /** Connections at most. */
  max?: number
  /**
   * For programs that ask the same few things all day: Postgres keeps how it answers them. Not for lists whose best
   * way depends on what is asked.
   */
  keepPlans?: boolean
  /** Told when an idle connection breaks, as when Postgres restarts; the pool goes on. */
  onError?: (error: Error) => void
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

// bigint counts come as strings by default; ours stay far below 2^53.
types.setTypeParser(types.builtins.INT8, Number)

/** Opens a pool on `url`. Nothing is sent before the first query. */
export function connect(
  url: string,
  { max = 20, keepPlans = false, onError = () => undefined }: ConnectOptions = {},
): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    application_name: 'my21staff',
    pipeline: true,
  })
  // Without a listener a Postgres restart would end the process.
  pool.on('error', onError)
  const sessions = new WeakMap<PoolClient, Session>()
  // A connection that breaks while it is in use tells its query as well: that is where it is dealt with.
  pool.on('connect', (client) => client.on('error', () => undefined))
  /** Postgres may answer late, or not at all: then this fails. */
  async function borrow(): Promise<Session> {
    const client = await pool.connect()
    const session = sessions.get(client) ?? createSession(client, { keepPlans })
    sessions.set(client, session)
    return session
  }
  return {
    platform: new Kysely<DB>({ dialect: dialectOn(borrow) }),
    inWorkspace: (workspaceId, work) => inWorkspace(borrow, workspaceId, work),
    close: () => pool.end(),
  }
}

async function inWorkspace<T>(
  borrow: () => Promise<Session>,
  workspaceId: string,
  work: (tx: WorkspaceTx) => Promise<T>,
): Promise<T> {
  if (!UUID.test(workspaceId)) throw new TypeError('A workspace is named by its UUID.')
  const session = await borrow()
  let isBroken = false
  let isOver = false
  // Whoever still holds the transaction when it is over must not speak into the next one of this connection.
  const whileItLasts: Session = {
    ...session,
    executeQuery: (query) =>
      isOver ? Promise.reject(new Error('The transaction is over.')) : session.executeQuery(query),
    release: () => undefined,
  }
  try {
    // One round trip: begin, drop to the role that row-level security holds, name the workspace. Nothing else goes
    // out before it is done.
    await session.executeQuery(
      CompiledQuery.raw(`begin; set local role my21staff_app; set local app.workspace_id = '${workspaceId}'`),
    )
    const result = await work(
      new Kysely<DB>({ dialect: dialectOn(() => Promise.resolve(whileItLasts)) }) as WorkspaceTx,
    )
    isOver = true
    await session.commit()
    return result
  } catch (error) {
    isOver = true
    await session.executeQuery(CompiledQuery.raw('rollback')).catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    session.release(isBroken)
  }
}
