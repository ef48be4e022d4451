import type { ReviewPolicy, ReviewSettings } from '#schema/review.ts'

/** The least and the most of each number, as `ReviewSettings` takes them. */
export const REVIEW_LIMITS = {
  firstDays: [1, 90],
  sampledPercent: [0, 100],
  belowConfidence: [0.7, 1],
  dueSeconds: [10, 600],
  handOverSeconds: [30, 3600],
  marginMinutes: [1, 120],
} as const
export type LimitedField = keyof typeof REVIEW_LIMITS

export type SettingsProblem = 'too_small' | 'too_large' | 'not_after_due'
export type SettingsProblems = Partial<Record<keyof ReviewSettings, SettingsProblem>>

/** What is wrong with settings, by field: a number out of its limits, or two that cannot go together. */
export function problemsOfSettings(settings: ReviewSettings): SettingsProblems {
  const problems: SettingsProblems = {}
  for (const field of Object.keys(REVIEW_LIMITS) as LimitedField[]) {
    const value = settings[field]
    const [least, most] = REVIEW_LIMITS[field]
    if (value !== null && value < least) problems[field] = 'too_small'
    if (value !== null && value > most) problems[field] = 'too_large'
  }
  // People are called on before the conversation is given to them.
  if (settings.handOverSeconds <= settings.dueSeconds) problems.handOverSeconds ??= 'not_after_due'
  return problems
}

type Rules = { policy: ReviewPolicy; settings: ReviewSettings }

/** What a change does that has to be said in so many words: from then on something goes out unread. */
export type NeedsWord = 'off' | 'sendsItself'

export function needsWord(before: Rules, after: Rules): NeedsWord[] {
  const words: NeedsWord[] = []
  if (after.policy === 'off' && before.policy !== 'off') words.push('off')
  if (after.settings.sendsItself && !before.settings.sendsItself) words.push('sendsItself')
  return words
}

/** Nothing goes out unread before a release was signed, or an owner took it on themselves: what of the change has to wait. */
export function needsRelease(before: Rules, after: Rules, isLive: boolean): NeedsWord[] {
  return isLive ? [] : needsWord(before, after)
}

const DAY_MS = 24 * 60 * 60 * 1000

/** When the first days end, where the policy has any, it is live, and they are not over. */
export function firstDaysEndMs({ policy, settings }: Rules, liveAtMs: number | null, nowMs: number): number | null {
  if (policy !== 'week' || liveAtMs === null) return null
  const endMs = liveAtMs + settings.firstDays * DAY_MS
  return endMs > nowMs ? endMs : null
}

/** A share as one of so many: 10 % is 1 in 10; null where that is no whole number. */
export function oneIn(percent: number): number | null {
  const n = 100 / percent
  return percent > 0 && Number.isInteger(n) ? n : null
}
