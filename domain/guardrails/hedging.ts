import { anyPhrase, unmasked } from './text.ts'

/** One pattern for each list: workspaces share most of theirs, and the memory does not grow for long. */
const patterns = new Map<string, RegExp | null>()
const MOST_KEPT = 500

/** The first hedging phrase that the reply holds, or null. Whole phrases, in any case, as the workspace lists them. */
export function hedgeIn(reply: string, hedges: readonly string[]): string | null {
  const key = hedges.join('\n')
  let pattern = patterns.get(key)
  if (pattern === undefined) {
    if (patterns.size >= MOST_KEPT) patterns.clear()
    pattern = anyPhrase(hedges)
    patterns.set(key, pattern)
  }
  return pattern?.exec(unmasked(reply))?.[0] ?? null
}
