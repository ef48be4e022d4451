import { condition, isCancellation } from '@temporalio/workflow'
import { ladderOf, type Rung } from '#domain/review/ladder.ts'
import type { ConversationInput, ConversationState } from '#schema/conversation.ts'
import type { ReviewDecision, ReviewPlan } from '#schema/review.ts'
import { holdDraft, keepReview, reassignReview, remindReviewers, sayHoldOn } from '../effects.ts'
import type { Notes } from './notes.ts'
import { unless } from './unless.ts'

type Of = Pick<ConversationInput, 'workspaceId' | 'conversationId'>

/** What is to be read. `as`: what would be said with it. */
export type Held = { draftId: string; as: 'draft' | 'slots' | 'refusal'; plan?: ReviewPlan | undefined }

/** `stale`: it is no longer what would be answered. `overdue`: nobody decided in time; `send`: and so it goes out unread. */
export type Reviewed = ReviewDecision | { verdict: 'stale' | 'overdue' | 'send' }

/** `state`: what the draft was decided in. */
type Around = { notes: Notes; of: Of; state: ConversationState; isStale: () => boolean; show: () => void }

/**
 * Holds a draft until a person decides, or its time is up. What the customer writes meanwhile, or a takeover, makes it
 * stale at once.
 */
export async function review(
  { draftId, as, plan }: Held,
  { notes, of, state, isStale, show }: Around,
): Promise<Reviewed> {
  const heldAtMs = Date.now()
  const rungs = plan ? ladderOf(plan, heldAtMs) : []
  const dueAtMs = plan ? Math.min(heldAtMs + plan.dueMs, rungs.at(-1)?.atMs ?? heldAtMs) : null
  notes.waitingFor = 'review'
  // Before the row says so: a reviewer can only see, and so decide, what we already take decisions for.
  notes.heldDraftId = draftId
  notes.decision = null
  await holdDraft({ ...of, draftId, as, dueAtMs, endsAtMs: rungs.at(-1)?.atMs ?? null })
  show()
  const last = await climb()
  notes.heldDraftId = null
  show()
  // Stale first: what was read is no longer what would be answered.
  if (isStale()) {
    if (plan) await keepReview({ ...of, draftId, verdict: 'stale' })
    return { verdict: 'stale' }
  }
  const decision = decisionOf(notes)
  if (decision === null) return { verdict: last === 'send' ? 'send' : 'overdue' }
  // One that is held without a plan is of older days, and its history has no such step.
  if (plan) await keepReview({ ...of, ...decision })
  // A message, or a person, that came while the decision was written down.
  return isStale() ? { verdict: 'stale' } : decision

  /** Waits rung by rung; the one that it ended with, or null where somebody decided, or nothing is left to decide. */
  async function climb(): Promise<'send' | 'hand_over' | null> {
    const isOver = () => notes.decision !== null || isStale()
    for (const rung of rungs) {
      if (await condition(isOver, Math.max(1, rung.atMs - Date.now()))) return null
      if (rung.do === 'send' || rung.do === 'hand_over') return rung.do
      await take(rung, isOver)
      if (isOver()) return null
    }
    await condition(isOver)
    return null
  }

  async function take(rung: Rung, isOver: () => boolean): Promise<void> {
    if (rung.do === 'alert') return remindReviewers({ ...of, draftId })
    if (rung.do === 'reassign') return reassignReview({ ...of, draftId })
    try {
      await unless(isOver, () => sayHoldOn({ ...of, state }))
    } catch (error) {
      // What could not be sent in time is left; the conversation itself may be asked to stop.
      if (isCancellation(error) && !isOver()) throw error
    }
  }
}

/** Read afresh: the handler may have written it while we waited. */
function decisionOf({ decision }: Notes): ReviewDecision | null {
  return decision
}
