import { z } from 'zod'
import { INTENTS } from './ari-parts.ts'
import { STAGES } from './conversation.ts'

/**
 * How long a held draft waits. Milliseconds count from when it was held; `latestAtMs` is an epoch time, some way before
 * the 24-hour window closes: nothing waits longer than that.
 */
export type ReviewPlan = {
  /** Reviewers are called on. */
  dueMs: number
  /** Whoever has claimed it lets go of it, so that somebody else can take it. */
  reassignMs?: number
  /** The customer is told that their answer is on its way. Only where the workspace wants that. */
  holdingMs?: number
  /** People get the conversation. */
  handOverMs: number
  latestAtMs: number
  /** Goes out unread once it is due. Only where the workspace says so in so many words. */
  sendsItself: boolean
}

/** What is read: nothing, all for the first days and then a sample, or all. */
export type ReviewPolicy = 'off' | 'week' | 'always'

/** Why a draft is held. */
export const REVIEW_REASONS = [
  'not_live',
  'first_days',
  'always',
  'redrafted',
  'stage',
  'intent',
  'confidence',
  'warning',
  'sample',
] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

/** `edit`: sent in the reviewer's words. `again`: ARI tries once more with a hint or a fact. */
export const REVIEW_VERDICTS = ['approve', 'edit', 'escalate', 'again'] as const
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number]

/**
 * A reviewer's decision. `draftId` names the version that was read; another one is refused. Words stay in Postgres: an
 * edit is a draft of its own, and what is said to ARI is kept as guidance.
 */
export type ReviewDecision = { draftId: string; userId: string } & (
  { verdict: 'approve' | 'escalate' } | { verdict: 'edit'; editedId: string } | { verdict: 'again'; guidanceId: string }
)

const seconds = (least: number, most: number) => z.number().int().min(least).max(most)

/** What of ARI's answers a person reads before they go out, beside the workspace's policy (off, week, always). */
export const ReviewSettings = z.object({
  /** After going live everything is held for so many days. */
  firstDays: z.number().int().min(1).max(90).default(7),
  /** After them, so many in a hundred at random. */
  sampledPercent: z.number().int().min(0).max(100).default(10),
  /** Held at any time. */
  stages: z.array(z.enum(STAGES)).default([]),
  intents: z.array(z.enum(INTENTS)).default([]),
  belowConfidence: z.number().min(0.7).max(1).nullable().default(null),
  warnings: z.boolean().default(true),
  dueSeconds: seconds(10, 600).default(30),
  handOverSeconds: seconds(30, 3600).default(120),
  /** Before the 24-hour window closes. */
  marginMinutes: z.number().int().min(1).max(120).default(15),
  sendsItself: z.boolean().default(false),
})
export type ReviewSettings = z.infer<typeof ReviewSettings>

/** A workspace that has changed nothing. */
export const REVIEW_DEFAULTS: ReviewSettings = ReviewSettings.parse({})
