import { data } from '@remix-run/node'
import { forgetPlaces, takePlaces, type Quota } from '#db/queries/quota-places.ts'
import { networkOf } from '../server/client-ip.ts'
import { hashedKey } from '../server/hashed-key.ts'
import { services } from './services.server.ts'

const WITHIN_SECONDS = 15 * 60
const PER_PERSON = 10
const PER_ADDRESS = 50

export type Doing = 'sign-in' | 'sign-up' | 'password-link' | 'password'

/**
 * Counts an attempt for the person and for the address it comes from, together for all web programs.
 * Undefined: go on. Else the answer to give.
 */
export async function countAttempt(request: Request, doing: Doing, person: string) {
  const verdict = await takePlaces(services().database.platform, [
    quota(`${doing}:person:${person}`, PER_PERSON),
    quota(`${doing}:address:${networkOf(request.headers.get('x-client-ip') ?? '')}`, PER_ADDRESS),
  ])
  if (verdict.allowed) return undefined
  const { retryAfterSeconds } = verdict
  return data(
    { problem: 'too-many' as const, minutes: Math.ceil(retryAfterSeconds / 60) },
    { status: 429, headers: { 'Retry-After': String(retryAfterSeconds) } },
  )
}

export async function forgetAttemptsOf(doing: Doing, person: string): Promise<void> {
  await forgetPlaces(services().database.platform, hashed(`${doing}:person:${person}`))
}

function quota(key: string, most: number): Quota {
  return { key: hashed(key), most, withinSeconds: WITHIN_SECONDS }
}

function hashed(key: string): string {
  return hashedKey(services().settings.sessionSecret, key)
}
