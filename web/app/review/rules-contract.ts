import type { ReviewPolicy, ReviewSettings } from '#schema/review.ts'
import type { Changed, Revised } from './revised.ts'

/** What of ARI's answers is read first, and for how long it waits. */
export type Rules = { policy: ReviewPolicy; settings: ReviewSettings }

export type RulesPage = Revised<Rules> & {
  mayEdit: boolean
  /** Null: ARI speaks to no customer yet. */
  liveAt: string | null
}

/** `POST /api/review/settings`. `confirmed`: what was said in so many words. */
export type RulesOrder = Rules & { revision: string; confirmed: ('off' | 'sendsItself')[] }

export type RulesChanged = Changed<Rules>
