import { sql } from 'kysely'
import type { Db } from '../connect.ts'
import { sweepAttempts } from './login-attempts.ts'

/** Longer than any window in which attempts are counted. */
const ATTEMPTS_KEPT_SECONDS = 3600

/** Removes what signing in has left behind: sessions and one-time values that have ended, attempts that count no more. */
export async function sweepSignIn(db: Db): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute()
  await db
    .deleteFrom('verifications')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute()
  await sweepAttempts(db, ATTEMPTS_KEPT_SECONDS)
}
