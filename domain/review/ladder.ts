import type { ReviewPlan } from '#schema/review.ts'

/** What happens to a draft that nobody decides. */
export type Rung = { do: 'alert' | 'reassign' | 'hold_on' | 'send' | 'hand_over'; atMs: number }

/**
 * The rungs of a draft that is held from `heldAtMs` on, in their order; the last one ends it. It goes out by itself only
 * where the workspace wants that, and is given to people otherwise.
 */
export function ladderOf(plan: ReviewPlan, heldAtMs: number): Rung[] {
  const { dueMs, reassignMs, holdingMs, handOverMs, latestAtMs, sendsItself } = plan
  const notLater = (atMs: number) => Math.max(heldAtMs, Math.min(atMs, latestAtMs))
  const dueAtMs = notLater(heldAtMs + dueMs)
  if (sendsItself) return [{ do: 'send', atMs: dueAtMs }]
  const last: Rung = { do: 'hand_over', atMs: notLater(heldAtMs + handOverMs) }
  const before: Rung[] = [{ do: 'alert', atMs: dueAtMs }]
  if (reassignMs !== undefined) before.push({ do: 'reassign', atMs: notLater(heldAtMs + reassignMs) })
  const rungs = before.filter(({ atMs }) => atMs < last.atMs)
  // At the latest when people get it: it is said before the floor passes.
  if (holdingMs !== undefined) rungs.push({ do: 'hold_on', atMs: Math.min(last.atMs, notLater(heldAtMs + holdingMs)) })
  return [...rungs.sort((a, b) => a.atMs - b.atMs), last]
}
