import { insertReviewDue, keepVerdict, markDraftHeld, type HeldDraft, type Verdict } from '#db/queries/reviews.ts'
import type { Deps } from './deps.ts'

type InWorkspace = { workspaceId: string }

/** What reviewers see of a held draft, and what became of it. */
export const createReviewActivities = ({ db }: Pick<Deps, 'db'>) => ({
  /** Puts a draft in front of the reviewers. */
  async holdDraft({ workspaceId, ...held }: InWorkspace & HeldDraft): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => markDraftHeld(tx, held))
  },

  /** Its time is up, and nobody has decided yet. */
  async remindReviewers({
    workspaceId,
    ...of
  }: InWorkspace & Pick<HeldDraft, 'conversationId' | 'draftId'>): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => insertReviewDue(tx, of))
  },

  /** Keeps what was decided, before it is carried out. */
  async keepReview({ workspaceId, ...verdict }: InWorkspace & Verdict): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => keepVerdict(tx, verdict))
  },
})
