import type { Stage } from '#schema/conversation.ts'
import type { ReviewPlan, ReviewPolicy, ReviewReason, ReviewSettings } from '#schema/review.ts'

/** What is known before ARI thinks. `dice` is a number in [0, 1), thrown once for a draft. */
export type BeforeDraft = {
  policy: ReviewPolicy
  settings: ReviewSettings
  liveAtMs: number | null
  nowMs: number
  dice: number
  stage: Stage
  /** A reviewer told ARI what to do better. */
  isRedrafted: boolean
}

/** What is known of the draft. */
export type Drafted = { intent: string; confidence: number; hasWarning: boolean }

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Why a person has to read the draft before it goes out, as far as that can be told before it is written; null where
 * nothing says so yet. The first days after going live everything is held, then a sample; a workspace that is not live
 * yet holds everything, unless an operator made it without review: from the page that cannot be chosen before going live.
 */
export function heldBeforehand(now: BeforeDraft): ReviewReason | null {
  const { policy, settings, liveAtMs, nowMs, dice, stage, isRedrafted } = now
  if (isRedrafted) return 'redrafted'
  if (policy === 'off') return null
  if (policy === 'always') return 'always'
  if (liveAtMs === null) return 'not_live'
  if (nowMs < liveAtMs + settings.firstDays * DAY_MS) return 'first_days'
  if (settings.stages.includes(stage)) return 'stage'
  return dice < settings.sampledPercent / 100 ? 'sample' : null
}

/** Why a person has to read this draft before it goes out; null where it may go at once. */
export function heldFor(now: BeforeDraft, { intent, confidence, hasWarning }: Drafted): ReviewReason | null {
  const beforehand = heldBeforehand(now)
  if (now.policy === 'off' || (beforehand !== null && beforehand !== 'sample')) return beforehand
  const { intents, belowConfidence, warnings } = now.settings
  if ((intents as string[]).includes(intent)) return 'intent'
  if (belowConfidence !== null && confidence < belowConfidence) return 'confidence'
  if (warnings && hasWarning) return 'warning'
  return beforehand
}

/** How long it waits: never into the end of the 24-hour window, which closes a day after the customer last wrote. */
export function planOf(
  settings: ReviewSettings,
  lastWrittenAtMs: number,
  holding?: { isOn: boolean; afterSeconds: number },
): ReviewPlan {
  const { dueSeconds, handOverSeconds, marginMinutes, sendsItself } = settings
  const [dueMs, handOverMs] = [dueSeconds * 1000, handOverSeconds * 1000]
  return {
    dueMs,
    // Between being due and being given to people: a colleague who has more time still can.
    ...(dueMs < handOverMs && { reassignMs: (dueMs + handOverMs) / 2 }),
    ...(holding?.isOn && { holdingMs: holding.afterSeconds * 1000 }),
    handOverMs,
    latestAtMs: lastWrittenAtMs + DAY_MS - marginMinutes * 60_000,
    sendsItself,
  }
}
