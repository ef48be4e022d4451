import type { ReviewPolicy, ReviewSettings } from '#schema/review.ts'
import type { WorkspaceTx } from '../connect.ts'
import { revisionOf, type RevisedSettings } from './revised-settings.ts'
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
