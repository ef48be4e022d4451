import type { ReviewPolicy, ReviewSettings } from '#schema/review.ts'
import type { WorkspaceTx } from '../connect.ts'
import { changeSettings, revisionOf, type RevisedSettings } from './revised-settings.ts'
import { readReviewPolicy } from './reviews.ts'

export type ReviewRules = { policy: ReviewPolicy; settings: ReviewSettings }
/** `revision` names these very rules. */
export type ReviewRulesNow = ReviewRules & { revision: string; liveAt: Date | null }

/** How the rules are changed. Drafts that are held keep their plan. */
export const REVIEW_RULES: RevisedSettings<ReviewRules> = {
  action: 'review.settings_changed',
  async read(tx) {
    const { policy, settings } = await readReviewPolicy(tx)
    return { policy, settings }
  },
  fields: ({ policy, settings }) => ({ policy, ...settings }),
  columns: ({ policy, settings }) => ({ review_policy: policy, review_settings: JSON.stringify(settings) }),
}

/** What of ARI's answers a person reads first, and for how long it waits. */
export async function readReviewRules(tx: WorkspaceTx): Promise<ReviewRulesNow> {
  const rules = await readReviewPolicy(tx)
  return { ...rules, revision: revisionOf(REVIEW_RULES, rules) }
}

/** So many first days at least follow an incident. */
const FULL_REVIEW_DAYS = 7

/** Rules by which nothing of ARI's goes out unread for a while. Who reads every answer at any time goes on doing so. */
export function underFullReview({ policy, settings }: ReviewRules): ReviewRules {
  const firstDays = Math.max(settings.firstDays, FULL_REVIEW_DAYS)
  return { policy: policy === 'always' ? 'always' : 'week', settings: { ...settings, firstDays, sendsItself: false } }
}

/** Makes the rules such ones, as somebody who saves them does: their page sees that they are others now. */
export async function putUnderFullReview(
  tx: WorkspaceTx,
  by: { workspaceId: string; actor: string },
): Promise<{ before: ReviewSettings; after: ReviewSettings; isLive: boolean }> {
  // Nobody saves other ones between reading and changing them.
  await tx.selectFrom('workspaces').select('id').forNoKeyUpdate().execute()
  const { policy, settings, revision, liveAt } = await readReviewRules(tx)
  const value = underFullReview({ policy, settings })
  await changeSettings(tx, REVIEW_RULES, { ...by, value, revision })
  return { before: settings, after: value.settings, isLive: liveAt !== null }
}
