import { createHash } from 'node:crypto'
import { SERVER_TIME } from '../time/server-clock.ts'

/** JSON for a program of ours, or 304 and nothing where it has the very same already. */
export function freshJson(request: Request, value: unknown): Response {
  const body = JSON.stringify(value)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  // Not for the browser's store: after signing out nothing of it is left there. Our pages send the tag themselves.
  const headers = { ETag: etag, 'Cache-Control': 'no-store', [SERVER_TIME]: String(Date.now()) }
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' } })
}

export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { 'Cache-Control': 'no-store' } })
}

export function notFound(): Response {
  return json({ problem: 'not-found' }, 404)
}

/** For what is ordered by POST alone. */
export function wrongMethod(request: Request): Response | undefined {
  return request.method === 'POST' ? undefined : json({ problem: 'wrong-method' }, 405)
}

/** For a flood: what it is, and when to come again. */
export function tooMany(what: string, retryAfterSeconds: number): Response {
  const text = `${what} Try again in ${String(retryAfterSeconds)} seconds.`
  const headers = { 'Cache-Control': 'no-store', 'Retry-After': String(retryAfterSeconds) }
  return Response.json({ problem: 'too-many', text }, { status: 429, headers })
}
