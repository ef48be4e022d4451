export type ReviewPolicy = 'off' | 'week' | 'always'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const SAMPLED = 0.1

/**
 * Whether a person has to read a draft before it goes out. The first week after going live everything is held,
 * then one in ten; a workspace that is not live yet holds everything. `dice` is a number in [0, 1).
 */
export function needsReview(now: {
  policy: ReviewPolicy
  liveAtMs: number | null
  nowMs: number
  dice: number
}): boolean {
  switch (now.policy) {
    case 'off':
      return false
    case 'always':
      return true
    case 'week':
      return now.liveAtMs === null || now.nowMs < now.liveAtMs + WEEK_MS || now.dice < SAMPLED
  }
}
