import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { Pool, types } from 'pg'
import type { DB } from '#schema/tables.ts'

/** Every row of every workspace. Only for what no workspace owns: receiving, sweeps, set-up. */
export type Db = Kysely<DB>

/** Inside one workspace: row-level security shows its rows and no others, and new rows carry its id by default. */
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
  /** Told when an idle connection breaks, as when Postgres restarts; the pool goes on. */
  onError?: (error: Error) => void
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

// bigint counts come as strings by default; ours stay far below 2^53.
types.setTypeParser(types.builtins.INT8, Number)

/** Opens a pool on `url`. Nothing is sent before the first query. */
export function connect(url: string, { max = 20, onError = () => undefined }: ConnectOptions = {}): Database {
  const pool = new Pool({ connectionString: url, max, connectionTimeoutMillis: 10_000, application_name: 'my21staff' })
  // Without a listener a Postgres restart would end the process.
  pool.on('error', onError)
  // A connection that breaks while it is in use tells its query as well: that is where it is dealt with.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const platform = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    platform,
    inWorkspace: (workspaceId, work) => inWorkspace(platform, workspaceId, work),
    close: () => platform.destroy(),
  }
}

async function inWorkspace<T>(platform: Db, workspaceId: string, work: (tx: WorkspaceTx) => Promise<T>): Promise<T> {
  if (!UUID.test(workspaceId)) throw new TypeError('A workspace is named by its UUID.')
  return platform.connection().execute(async (connection) => {
    // One round trip: begin, drop to the role that row-level security holds, name the workspace.
    await connection.executeQuery(
      CompiledQuery.raw(`begin; set local role my21staff_app; set local app.workspace_id = '${workspaceId}'`),
    )
    try {
      const result = await work(connection as WorkspaceTx)
      await sql`commit`.execute(connection)
      return result
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => undefined)
      throw error
    }
  })
}
