import { SERVER_TIME, serverClock } from '../time/server-clock.ts'

/** What the server answered. `status` is 0 where it could not be reached; then nothing is known to have happened. */
export type Answer<T> =
  { ok: true; status: number; data: T } | { ok: false; status: number; errors: Record<string, string>; data: unknown }

const GIVE_UP_MS = 20_000

type Wish = { method?: 'POST'; headers?: Record<string, string>; body?: string }

async function ask(path: string, wish: Wish): Promise<{ answer: Answer<unknown>; tag: string | null }> {
  const askedAt = performance.now()
  try {
    const response = await fetch(path, {
      ...wish,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'application/json', ...wish.headers },
      signal: AbortSignal.timeout(GIVE_UP_MS),
    })
    serverClock.hear(response.headers.get(SERVER_TIME), askedAt)
    const { status, ok } = response
    const data: unknown = await response.json().catch(() => null)
    const answer = ok ? { ok, status, data } : { ok, status, errors: errorsOf(data), data }
    return { answer: answer as Answer<unknown>, tag: response.headers.get('etag') }
  } catch {
    return { answer: { ok: false, status: 0, errors: {}, data: null }, tag: null }
  }
}

/** Posts to our own API; `T` is what it answers there. */
export async function postJson<T>(path: string, body: unknown): Promise<Answer<T>> {
  const { answer } = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return answer as Answer<T>
}

/** Asks for something again and again: `unchanged` where it is what it was at the last asking. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- one program serves both ends
export function createAsker<T>() {
  let last = { path: '', tag: '' }
  return async (path: string): Promise<Answer<T> | 'unchanged'> => {
    const known: Record<string, string> = last.path === path && last.tag !== '' ? { 'if-none-match': last.tag } : {}
    const { answer, tag } = await ask(path, { headers: known })
    if (answer.status === 304) return 'unchanged'
    if (answer.ok) last = { path, tag: tag ?? '' }
    return answer as Answer<T>
  }
}

function errorsOf(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null || !('errors' in data)) return {}
  const { errors } = data
  if (typeof errors !== 'object' || errors === null) return {}
  return Object.fromEntries(
    Object.entries(errors).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}
