import type { DayRange } from '#domain/review/day-range.ts'
import type { AnswerPoints, AnswerShow, AnswerState } from '#schema/answer.ts'
import type { ThreadItem, ThreadMessage } from '../inbox/contract.ts'
import type { ReviewCheck, ReviewEntry } from '../review/contract.ts'

// What the pages of ARI's answers are given. Times are ISO strings in UTC; days are the workspace's own.

/** What of the answers is shown; the same stands in the page's address. */
export type AnswerFilter = {
  /** Null: of the first live answers, whenever they were. */
  range: DayRange | null
  show: AnswerShow
  intent: string | null
  warned: boolean
}

export type ListedAnswer = {
  id: string
  contactId: string
  who: string | null
  at: string
  body: string
  kind: string
  /** What the customer said last before it. */
  question: string | null
  state: AnswerState
  intent: string | null
  /** Names of the checks that passed with a warning. */
  warnings: string[]
  /** Who decided about it before it went out; a draft that nobody held has none. */
  reviewer: string | null
  reading: Reading | null
  hasComplaint: boolean
}

export type Reading = { points: AnswerPoints; comment: string | null; by: string | null; at: string }

/** How far the reading of a day is. */
export type DayCount = { day: string; drafted: number; seen: number }

export type AnswersPage = {
  filter: AnswerFilter
  days: { today: DayCount; yesterday: DayCount }
  /** Of the first live answers; null where the workspace is not live. */
  first: { sent: number; seen: number } | null
  /** What a customer can want. */
  intents: readonly string[]
  answers: ListedAnswer[]
  next: string | null
  isFirstPage: boolean
}

/** One answer with all that a reading of it needs, and its neighbours in the list that it was opened from. */
export type OpenAnswer = {
  answer: ListedAnswer
  message: ThreadMessage | null
  thread: ThreadItem[]
  checks: ReviewCheck[]
  entries: ReviewEntry[]
  confidence: number | null
  later: string | null
  earlier: string | null
}

/**
 * `POST /api/answers/:messageId/reading`. `seen`: the reading that the reader was shown, by when it was; without one they
 * were shown it unread.
 */
export type ReadingOrder = { seen?: string | null | undefined } & (
  { order: 'read'; points: AnswerPoints; comment?: string | undefined } | { order: 'takeBack' }
)
