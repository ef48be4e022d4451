/** What the server answered. `status` is 0 where it could not be reached; then nothing is known to have happened. */
export type Answer<T> =
  { ok: true; status: number; data: T } | { ok: false; status: number; errors: Record<string, string>; data: unknown }

const GIVE_UP_MS = 20_000

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      credentials: 'same-origin',
      ...init,
      headers: { accept: 'application/json', ...init.headers },
      signal: AbortSignal.timeout(GIVE_UP_MS),
    })
    const data: unknown = await response.json().catch(() => null)
    // The same program serves both ends: what it answers with success has the type that it states.
    if (response.ok) return { ok: true, status: response.status, data: data as T }
    return { ok: false, status: response.status, errors: errorsOf(data), data }
  } catch {
    return { ok: false, status: 0, errors: {}, data: null }
  }
}

export function postJson<T>(path: string, body: unknown): Promise<Answer<T>> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Asks for something again and again: `unchanged` where it is what it was at the last asking. */
export function createAsker<T>() {
  let tag: string | null = null
  let askedFor = ''
  return async (path: string): Promise<Answer<T> | 'unchanged'> => {
    if (path !== askedFor) tag = null
    askedFor = path
    let seen: string | null = null
    try {
      const response = await fetch(path, {
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { accept: 'application/json', ...(tag !== null && { 'if-none-match': tag }) },
        signal: AbortSignal.timeout(GIVE_UP_MS),
      })
      if (response.status === 304) return 'unchanged'
      seen = response.headers.get('etag')
      const data: unknown = await response.json().catch(() => null)
      if (!response.ok) return { ok: false, status: response.status, errors: errorsOf(data), data }
      if (path === askedFor) tag = seen
      return { ok: true, status: response.status, data: data as T }
    } catch {
      return { ok: false, status: 0, errors: {}, data: null }
    }
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
