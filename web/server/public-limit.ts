import type { Db } from '#db/connect.ts'
import { takePlaces } from '#db/queries/quota-places.ts'
import { networkOf } from './client-ip.ts'
import { hashedKey } from './hashed-key.ts'

const WITHIN_SECONDS = 60
const OUR_COOKIE = /(?:^|;\s*)(?:__Host-)?my21staff=/
/** Open to whoever comes, so a cookie, which anybody can make up, lets nobody through uncounted. */
const ENTRANCE =
  /^\/(?:(?:login|demo|sign-(?:in|up|in-with|out)|forgot-password|reset-password|preferences)?\/?$|api\/auth\/)/

export type PublicLimit = (asked: { pathname: string; cookie: string | undefined; address: string }) => Promise<number>

/**
 * Counts what people ask for who are not signed in, by the address that they come from, for all web programs together.
 * Resolves to 0, or to the seconds after which there is room again.
 */
export function createPublicLimit({
  db,
  secret,
  perMinute,
}: {
  db: Db
  secret: string
  perMinute: number
}): PublicLimit {
  return async ({ pathname, cookie = '', address }) => {
    if (OUR_COOKIE.test(cookie) && !ENTRANCE.test(pathname)) return 0
    const key = hashedKey(secret, `public:${networkOf(address)}`)
    const verdict = await takePlaces(db, [{ key, most: perMinute, withinSeconds: WITHIN_SECONDS }])
    return verdict.allowed ? 0 : verdict.retryAfterSeconds
  }
}
