import { raiseAlert } from '#db/queries/alerts.ts'
import { findManner } from '#db/queries/outbound.ts'
import { dropClaim } from '#db/queries/review-queue.ts'
import { insertReviewDue, keepVerdict, markDraftHeld, type HeldDraft, type Verdict } from '#db/queries/reviews.ts'
import type { Deps } from './deps.ts'
import { learnFrom } from './learn.ts'
import { wordsOverTimes } from './outgoing.ts'

type InWorkspace = { workspaceId: string }
type OfDraft = Pick<HeldDraft, 'conversationId' | 'draftId'>

/** What reviewers see of a held draft, and what became of it. */
export const createReviewActivities = ({ db, log }: Pick<Deps, 'db' | 'log'>) => ({
  /** Puts a draft in front of the reviewers, in the words that the customer would read. */
  async holdDraft({ workspaceId, ...held }: InWorkspace & HeldDraft): Promise<void> {
    await db.inWorkspace(workspaceId, async (tx) => {
      const words =
        held.as === 'slots' ? await wordsOverTimes(tx, held.draftId, await findManner(tx, held.conversationId)) : null
      await markDraftHeld(tx, held, words)
    })
  },

  /** Its time is up, and nobody has decided yet. */
  async remindReviewers({ workspaceId, ...of }: InWorkspace & OfDraft): Promise<void> {
    await db.inWorkspace(workspaceId, async (tx) => {
      if (await insertReviewDue(tx, of))
        await raiseAlert(tx, { kind: 'review_due', subject: of.draftId, conversationId: of.conversationId })
    })
  },

  /** Whoever reads it takes long: it is everybody's again. */
  async reassignReview({ workspaceId, ...of }: InWorkspace & OfDraft): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => dropClaim(tx, of))
  },

  /** Keeps what was decided, before it is carried out, and what can be learnt from it. */
  async keepReview({ workspaceId, ...verdict }: InWorkspace & Verdict): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => keepVerdict(tx, verdict))
    try {
      await db.inWorkspace(workspaceId, (tx) => learnFrom(tx, verdict))
    } catch (error) {
      // A customer waits for what was decided, and nobody for what can be learnt. What the error says may hold their words.
      const { draftId, conversationId } = verdict
      log.error({ event: 'lesson_lost', conversationId, draftId, error: nameOf(error) }, 'A decision taught nothing')
    }
  },
})

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
