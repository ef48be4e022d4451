import { createHash } from 'node:crypto'
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from 'kysely'
import { DatabaseError, type PoolClient } from 'pg'

/** One connection to Postgres. What is asked at once travels at once, and runs in the order of asking. */
export type Session = DatabaseConnection & {
  /** Throws where a statement had failed before and the failure was swallowed: then Postgres takes all of it back. */
  commit(): Promise<void>
  /** Back to its pool; broken, it is closed instead. */
  release(isBroken?: boolean): void
}

/** Statements that are kept on one connection; ours are fewer, those that are put together by need are not. */
const MOST_KEPT = 400

/** Postgres will not follow a plan any more whose columns have changed. */
const STALE_PLAN = '0A000'

/** There is no such prepared statement, or there is already: a pooler stands between us that does not keep them. */
const NOT_KEPT = new Set(['26000', '42P05'])

const COUNTED = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/**
 * Speaks to `client`. With `keepPlans` a statement that comes a second time is prepared under a name, so that Postgres
 * parses and plans it once on this connection and not every time.
 */
export function createSession(client: PoolClient, { keepPlans = false } = {}): Session {
  const names = new Map<string, string>()
  let generation = 0
  let mayKeep = keepPlans

  /** A name says what stands under it: behind a pooler that lends a connection to many it never means another one. */
  function nameOf(text: string): string | undefined {
    const known = names.get(text)
    if (known === undefined && names.size < MOST_KEPT) names.set(text, `${hashOf(text)}.${String(generation)}`)
    return known
  }

  return {
    async executeQuery<Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const values = [...parameters]
      const name = mayKeep && values.length > 0 ? nameOf(text) : undefined
      try {
        const { command, rowCount, rows } = await client.query(
          name === undefined ? { text, values } : { name, text, values },
        )
        return {
          rows: rows as Row[],
          ...(COUNTED.has(command) && rowCount !== null && { numAffectedRows: BigInt(rowCount) }),
        }
      } catch (error) {
        // The caller tries again, as after any failure: planned anew under another name, or without one.
        if (error instanceof DatabaseError && error.code === STALE_PLAN) {
          names.clear()
          generation += 1
        }
        if (error instanceof DatabaseError && NOT_KEPT.has(error.code ?? '')) mayKeep = false
        throw error
      }
    },
    streamQuery() {
      throw new TypeError('Rows are read whole.')
    },
    async commit() {
      const { command } = await client.query('commit')
      if (command === 'ROLLBACK') throw new Error('A statement of the transaction had failed: nothing of it was kept.')
    },
    release: (isBroken) => client.release(isBroken),
  }
}

const hashes = new Map<string, string>()

function hashOf(text: string): string {
  const hash = hashes.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32)
  if (hashes.size < MOST_KEPT) hashes.set(text, hash)
  return hash
}

/** Kysely on sessions that `borrow` gives. They are its caller's: nothing is closed here. */
export function dialectOn(borrow: () => Promise<Session>): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: () => Promise.resolve(),
      acquireConnection: borrow,
      beginTransaction: (session) => say(session, 'begin'),
      commitTransaction: (session) => (session as Session).commit(),
      rollbackTransaction: (session) => say(session, 'rollback'),
      releaseConnection: (session) => {
        const { release } = session as Session
        release()
        return Promise.resolve()
      },
      destroy: () => Promise.resolve(),
    }),
  }
}

async function say(session: DatabaseConnection, words: string): Promise<void> {
  await session.executeQuery(CompiledQuery.raw(words))
}
