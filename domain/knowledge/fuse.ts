/** How much a first place counts more than a later one: the constant of reciprocal rank fusion as it is mostly used. */
const CALM = 60

/** As far down as a ranking is read before it is joined: what stands lower in both would not come far. */
export const MOST_RANKED = 20

/**
 * Rankings of the same entries, joined by place: points of different kinds cannot be compared, places can. What stands in
 * several comes before what stands in one; of two with as many points the one of the earlier ranking. An entry keeps what
 * each ranking says of it, the earlier ranking's word first.
 */
export function fuse<Entry extends { id: string }>(
  rankings: readonly (readonly Entry[])[],
): (Entry & { points: number })[] {
  const joined = new Map<string, Entry & { points: number }>()
  for (const ranking of rankings) {
    for (const [at, entry] of ranking.entries()) {
      const before = joined.get(entry.id)
      joined.set(entry.id, { ...entry, ...before, points: (before?.points ?? 0) + 1 / (CALM + at + 1) })
    }
  }
  return [...joined.values()].sort((one, other) => other.points - one.points)
}

/**
 * Of entries by meaning, the nearest first: those that stand out. Every entry is somehow near to every question, and how
 * near means something else with each model; so the nearest is held against how near an entry usually is, and what is not
 * half as far above that is not about the question.
 */
export function outstanding<Entry extends { likeness: number }>(found: readonly Entry[], usual: number): Entry[] {
  const [nearest] = found
  if (nearest === undefined) return []
  const least = usual + (nearest.likeness - usual) / 2
  return found.filter(({ likeness }) => likeness >= least)
}
