import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { data } from '@remix-run/node'
import { claimAttempt, forgetAttempts, type AttemptLimit } from '#db/queries/login-attempts.ts'
import { services } from './services.server.ts'

const WINDOW_SECONDS = 15 * 60
const PER_PERSON = 10
const PER_ADDRESS = 50

export type Doing = 'sign-in' | 'sign-up' | 'password-link' | 'password'

/**
 * Counts an attempt for the person and for the address it comes from, together for all web programs.
 * Undefined: go on. Else the answer to give.
 */
export async function countAttempt(request: Request, doing: Doing, person: string) {
  const verdict = await claimAttempt(services().database.platform, [
    limit(`${doing}:person:${person}`, PER_PERSON),
    limit(`${doing}:address:${network(request.headers.get('x-client-ip') ?? '')}`, PER_ADDRESS),
  ])
  if (verdict.allowed) return undefined
  const { retryAfterSeconds } = verdict
  return data(
    { problem: 'too-many' as const, minutes: Math.ceil(retryAfterSeconds / 60) },
    { status: 429, headers: { 'Retry-After': String(retryAfterSeconds) } },
  )
}

export async function forgetAttemptsOf(doing: Doing, person: string): Promise<void> {
  await forgetAttempts(services().database.platform, hashed(`${doing}:person:${person}`))
}

function limit(key: string, most: number): AttemptLimit {
  return { key: hashed(key), limit: most, windowSeconds: WINDOW_SECONDS }
}

/** Of IPv6 the /64: within it one person chooses addresses freely. */
function network(address: string): string {
  if (!isIPv6(address)) return address
  const [first = [], last = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array<string>(8 - first.length - last.length).fill('0')
  return [...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** No address of a person or a machine is kept, only what the same one gives again. */
function hashed(key: string): string {
  return createHmac('sha256', services().settings.sessionSecret).update(key.toLowerCase()).digest('base64url')
}
