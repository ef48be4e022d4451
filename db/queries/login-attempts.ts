import { sql } from 'kysely'
import type { Db } from '../connect.ts'

export type AttemptLimit = { key: string; limit: number; windowSeconds: number }
export type AttemptVerdict = { allowed: true } | { allowed: false; retryAfterSeconds: number }

/** Counts one attempt under each key, unless a key has used up its window: then nothing is counted. */
export async function claimAttempt(db: Db, limits: readonly AttemptLimit[]): Promise<AttemptVerdict> {
  return db.transaction().execute(async (tx) => {
    // In one order, so that two that share keys do not wait for each other.
    for (const { key } of [...limits].sort((a, b) => a.key.localeCompare(b.key)))
      await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
    const waits = await Promise.all(limits.map((limit) => secondsToWait(tx, limit)))
    const retryAfterSeconds = Math.max(0, ...waits)
    if (retryAfterSeconds > 0) return { allowed: false, retryAfterSeconds }
    await tx
      .insertInto('login_attempts')
      .values(limits.map(({ key }) => ({ key })))
      .execute()
    return { allowed: true }
  })
}

/** It was the right person: what they mistyped before counts no more. */
export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('login_attempts').where('key', '=', key).execute()
}

/** Removes what no window reaches back to. */
export async function sweepAttempts(db: Db, olderThanSeconds: number): Promise<void> {
  await db
    .deleteFrom('login_attempts')
    .where('at', '<', sql<Date>`now() - make_interval(secs => ${olderThanSeconds})`)
    .execute()
}

/** Until the oldest of the last `limit` attempts has left the window; 0 where there is room. */
async function secondsToWait(db: Db, { key, limit, windowSeconds }: AttemptLimit): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from at - (now() - make_interval(secs => ${windowSeconds}))))::int as seconds
    from login_attempts where key = ${key} and at > now() - make_interval(secs => ${windowSeconds})
    order by at desc offset ${limit - 1} limit 1`.execute(db)
  return Math.max(0, rows[0]?.seconds ?? 0)
}
