import { sql } from 'kysely'
import type { Db } from '../connect.ts'
import { sweepPlaces } from './quota-places.ts'

/** Longer than any quota reaches back. */
const PLACES_KEPT_SECONDS = 3600

/** Removes what signing in has left behind: sessions and one-time values that have ended, places in quotas that count no more. */
export async function sweepSignIn(db: Db): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute()
  await db
    .deleteFrom('verifications')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute()
  await sweepPlaces(db, PLACES_KEPT_SECONDS)
}
