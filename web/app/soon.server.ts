import { setTimeout as pause } from 'node:timers/promises'
import { services } from './services.server.ts'

/** So long a page waits for its numbers, rather than flicker. */
const SOON_MS = 200

/**
 * What is there soon as it is, so that the page comes whole; what takes longer as a promise, for `Await` to show when it
 * comes. A failure that comes late is logged here: Remix tells the page of it, and nobody else.
 */
export async function soonOrLater<T extends object>(work: Promise<T>): Promise<{ result: T | Promise<T> }> {
  const waiting = new AbortController()
  const later = pause(SOON_MS, 'later' as const, { signal: waiting.signal })
  // Either may be refused when the other has won already.
  later.catch(() => undefined)
  try {
    const first = await Promise.race([work, later])
    if (first !== 'later') return { result: first }
  } finally {
    waiting.abort()
  }
  work.catch((err: unknown) => services().log.error({ err }, 'A part of a page failed'))
  return { result: work }
}
