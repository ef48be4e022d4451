import type { ReviewPolicy, ReviewSettings } from '#schema/review.ts'

/** What of ARI's answers is read first, and for how long it waits. */
export type Rules = { policy: ReviewPolicy; settings: ReviewSettings }
/** `revision` names these very rules: a change says which ones it was made from. */
export type RulesNow = Rules & { revision: string }

export type RulesPage = RulesNow & {
  mayEdit: boolean
  /** Null: ARI speaks to no customer yet. */
  liveAt: string | null
}

/** `POST /api/review/settings`. `confirmed`: what was said in so many words. */
export type RulesOrder = RulesNow & { confirmed: ('off' | 'sendsItself')[] }

export type RulesSaved = { outcome: 'saved'; revision: string }
/** 409: they are no longer those that the change was made from; who made them what they are, where that is known. */
export type RulesChanged = { outcome: 'changed'; now: RulesNow; by: string | null; at: string | null }
