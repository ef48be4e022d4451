/**
 * The body as JSON, without what Postgres cannot keep: the character 0, and halves of surrogate pairs. They go before
 * anything is read, so that an id is the same here and in the database. Throws where it is no JSON.
 */
export function parseBody(body: Buffer): unknown {
  const text = body.toString('utf8')
  // Only an escape can bring them: as bytes the one is no JSON and the others no UTF-8. Done on the text, because a
  // walk through what was parsed would not come back from a body that is nested deeply enough.
  return JSON.parse(/\\u(0000|d[89a-f])/i.test(text) ? text.replace(ESCAPES, keepable) : text)
}

/** A whole pair, any other unit, any other escape: read in this order, so that `\\u0000` is the text it is. */
const ESCAPES = /\\u(d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|[0-9a-f]{4})|\\[^]/gi

function keepable(escape: string, unit: string | undefined): string {
  if (unit === undefined || unit.length > 4) return escape
  if (unit === '0000') return ''
  return /^d[89a-f]/i.test(unit) ? '\\ufffd' : escape
}
