import { sql } from 'kysely'
import type { Db } from '../connect.ts'

/** At most so many within the last seconds, under one key, for all programs together. */
export type Quota = { key: string; most: number; withinSeconds: number }
export type QuotaVerdict = { allowed: true } | { allowed: false; retryAfterSeconds: number }

/** Takes a place in every quota, unless one is used up: then in none. However many ask at once, no more get one. */
export async function takePlaces(db: Db, quotas: readonly Quota[]): Promise<QuotaVerdict> {
  const { rows } = await sql<{ seconds: number }>`
    select take_places(${quotas.map(({ key }) => key)}::text[], ${quotas.map(({ most }) => most)}::int[],
      ${quotas.map(({ withinSeconds }) => withinSeconds)}::float8[]) as seconds`.execute(db)
  const retryAfterSeconds = rows[0]?.seconds ?? 0
  return retryAfterSeconds > 0 ? { allowed: false, retryAfterSeconds } : { allowed: true }
}

/** What was counted under the key counts no more. */
export async function forgetPlaces(db: Db, key: string): Promise<void> {
  await db.deleteFrom('quota_places').where('key', '=', key).execute()
}

/** Removes what no quota reaches back to. */
export async function sweepPlaces(db: Db, olderThanSeconds: number): Promise<void> {
  await db
    .deleteFrom('quota_places')
    .where('at', '<', sql<Date>`now() - make_interval(secs => ${olderThanSeconds})`)
    .execute()
}
