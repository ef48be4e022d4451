import type { IncomingHttpHeaders } from 'node:http'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that changes something comes from a page of ours. Browsers say where a request comes from, and
 * pages cannot change what they say; a request that says nothing is refused.
 */
export function isFromOurPages(method: string, headers: IncomingHttpHeaders, appOrigin: string): boolean {
  if (READING.has(method)) return true
  const { origin, host, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  // The second: the same deployment under another name of this machine, such as 127.0.0.1.
  return origin === appOrigin || (host !== undefined && URL.parse(origin)?.host === host)
}
