import type { ReviewPlan } from '#schema/review.ts'

/** What happens to a draft that nobody decides. */
export type Rung = { do: 'alert' | 'send' | 'hand_over'; atMs: number }

/**
 * The rungs of a draft that is held from `heldAtMs` on, in their order; the last one ends it. It goes out by itself only
 * where the workspace wants that, and is given to people otherwise.
 */
export function ladderOf({ dueMs, handOverMs, latestAtMs, sendsItself }: ReviewPlan, heldAtMs: number): Rung[] {
  const notLater = (atMs: number) => Math.max(heldAtMs, Math.min(atMs, latestAtMs))
  const dueAtMs = notLater(heldAtMs + dueMs)
  if (sendsItself) return [{ do: 'send', atMs: dueAtMs }]
  const last: Rung = { do: 'hand_over', atMs: notLater(heldAtMs + handOverMs) }
  return dueAtMs < last.atMs ? [{ do: 'alert', atMs: dueAtMs }, last] : [last]
}
