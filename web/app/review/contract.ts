import type { Stage } from '#schema/conversation.ts'
import type { ReviewReason } from '#schema/review.ts'
import type { ThreadItem } from '../inbox/contract.ts'

// What the review pages are given. Times are ISO strings in UTC.

/** A draft that waits for a decision. */
export type HeldDraft = {
  draftId: string
  contactId: string
  name: string | null
  phone: string | null
  stage: Stage
  score: number
  /** Which try at this turn it is. */
  version: number
  /** What the customer would read. */
  reply: string
  /** With what: as it is, over a list of free times, or in place of the model's words the fixed refusal. */
  heldAs: 'draft' | 'slots' | 'refusal'
  heldFor: ReviewReason | null
  /** Names of the checks that passed with a warning; `first_time`: nothing like it was answered before. */
  warnings: string[]
  heldAt: string
  /** Reviewers are called on then; null: it waits until somebody decides. */
  dueAt: string | null
  /** Nobody waits longer than that. */
  endsAt: string | null
  /** It goes out unread when it is due. */
  sendsItself: boolean
  /** Who reads it just now. */
  reader: { id: string; name: string } | null
}

export type ReviewCheck = { name: string; passed: boolean; reason: string | null; warning: string | null }
export type ReviewEntry = { id: string; kind: string; title: string; content: string; cited: boolean }

/** Everything that a decision needs. */
export type HeldDetail = {
  draft: HeldDraft
  thread: ThreadItem[]
  checks: ReviewCheck[]
  entries: ReviewEntry[]
  /** In the order in which they are asked. */
  facts: { key: string; value: string }[]
  /** Names of questions of the workspace's own. */
  labels: Record<string, string>
  confidence: number
  intent: string
  scoreMost: number
  mostCharacters: number
  /** What a reviewer said of the try before. */
  guidance: { kind: 'hint' | 'fact'; body: string; rejected: string } | null
}

/** How far the first days are, where they have begun and are not over. */
export type FirstDays = { day: number; of: number }

export type ReviewQueue = {
  drafts: HeldDraft[]
  /** All that wait, where they are too many to be shown at once. */
  waiting: number
  /** Ids of drafts that say the same, two or more each; none that need a closer look. */
  batches: string[][]
  /** What nobody reads in time goes out by itself after so many seconds; null: never. */
  sendsItselfAfter: number | null
  decidedToday: number
  /** Of the first live answers, how many went out and were looked at by a person; null where the workspace is not live. */
  firstAnswers: { sent: number; seen: number } | null
  policy: 'off' | 'week' | 'always'
  isLive: boolean
  firstDays: FirstDays | null
  /** Of a hundred that go out afterwards, so many are read. */
  sampledPercent: number
  /** Test conversations that wait for a reader before the release. */
  tests: { count: number; first: { id: string; title: string }[] }
}

/** `reason`: why an edit may break a check. */
export type ReviewOrder =
  | { verdict: 'approve' | 'escalate' }
  | { verdict: 'edit'; text: string; reason?: string | undefined }
  | { verdict: 'again'; kind: 'hint' | 'fact'; body: string }

/**
 * Why a draft waits no more: somebody decided, it went out unread as the workspace wants it, people have the
 * conversation, or the customer wrote on and another draft is made.
 */
export type Gone = {
  outcome: 'gone'
  why: 'decided' | 'sent' | 'off' | 'people' | 'written'
  by: string | null
  verdict: string | null
  contactId: string
  /**
   * Of one in whose place ARI answers anew: it still does, it answered without anybody reading, or nothing came of it.
   * Null of any other.
   */
  anew: 'writing' | 'answered' | 'nothing' | null
}

/** `GET /api/review/:draftId`. */
export type HeldAnswer = { outcome: 'held'; held: HeldDetail } | Gone

/**
 * `gone`: it waits no more; it was decided, or the customer wrote on. `check`: the edit breaks checks and needs a reason.
 * `unavailable`: nobody answered in time; it is not known whether it counted, and saying it again is safe.
 */
export type ReviewAnswer =
  { outcome: 'done' } | Gone | { outcome: 'check'; broken: ReviewCheck[] } | { outcome: 'unavailable' }

/** `GET /api/review?count`: for the mark in the areas' bar. */
export type ReviewCount = { waiting: number }

export type ClaimAnswer =
  { outcome: 'claimed' | 'left' } | { outcome: 'taken'; by: string } | { outcome: 'gone'; by: string | null }
