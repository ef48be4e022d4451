/** One thing that became of a list's member; places count from 1. */
export type ListChange =
  | { kind: 'removed'; item: string; from: number }
  | { kind: 'added'; item: string; to: number }
  | { kind: 'moved'; item: string; from: number; to: number }

/**
 * What became of a list of different things: what went, what came, and the fewest that must have moved. Of two equal
 * things the first counts.
 */
export function listChanges(before: readonly string[], after: readonly string[]): ListChange[] {
  const [was, is] = [[...new Set(before)], [...new Set(after)]]
  const stayed = longestRising(is.filter((item) => was.includes(item)).map((item) => was.indexOf(item)))
  const removed = was.flatMap((item, at) =>
    is.includes(item) ? [] : [{ kind: 'removed' as const, item, from: at + 1 }],
  )
  const others = is.flatMap((item, at): ListChange[] => {
    const from = was.indexOf(item)
    if (from < 0) return [{ kind: 'added', item, to: at + 1 }]
    return stayed.has(from) ? [] : [{ kind: 'moved', item, from: from + 1, to: at + 1 }]
  })
  return [...removed, ...others]
}

/** The members of a longest rising selection: what can have stayed where it was. */
function longestRising(places: readonly number[]): Set<number> {
  const best: number[][] = []
  for (const [at, place] of places.entries()) {
    const before = best.filter((row) => (row.at(-1) ?? -1) < place)
    const longest = before.reduce<number[]>((one, other) => (other.length > one.length ? other : one), [])
    best[at] = [...longest, place]
  }
  return new Set(best.reduce<number[]>((one, other) => (other.length > one.length ? other : one), []))
}
