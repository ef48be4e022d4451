import type { Finding, Point, SignOff } from '#schema/release.ts'
import type { ReviewPolicy } from '#schema/review.ts'
import type { TestSource } from '#schema/test-conversation.ts'
import type { Standing } from '#domain/release/standing.ts'
import type { ReviewEntry } from '../review/contract.ts'
import type { TrialRowShown } from '../trial/contract.ts'

// What the release pages are given. Times are ISO strings in UTC.

/** A test conversation in the list. */
export type TestRow = {
  id: string
  title: string
  language: 'id' | 'en'
  source: TestSource
  standing: Standing
  /** Found bad, played again since, and not read. */
  wasBad: boolean
  /** What was expected does not hold. */
  hasFailed: boolean
  findings: Finding[]
  /** It is to be played, or played now. */
  isWaiting: boolean
}

/** How far the workspace is on its way to a release. */
export type ReleaseShown = {
  tests: TestRow[]
  counts: Record<Standing, number>
  read: number
  minimum: number
  changes: number
  /** Found bad, played again, and not read since. */
  rerun: number
  lacks: 'reading' | 'bad' | 'rerun' | null
  /** What was signed answers otherwise by now. */
  isOutdated: boolean
  isSigned: boolean
  version: number
  signOff: Omit<SignOff, 'entries'> | null
  liveAt: string | null
  run: { done: number; of: number } | null
  /** Entries that test conversations are made of, and how many of those are not made yet. */
  knows: number
  unmade: number
  role: 'owner' | 'admin' | 'member'
  /** What people read of its replies once it is live. */
  reading: { policy: ReviewPolicy; days: number; sendsItself: boolean }
}

/** What was played, and what its reader found. */
export type PlayShown = {
  id: string
  state: 'played' | 'failed'
  version: number
  findings: Finding[]
  playedAt: string
  verdict: 'good' | 'bad' | null
  points: Point[]
  comment: string
  readBy: string | null
  readAt: string | null
}

/** What somebody else found in a play while it was read. */
export type ReadMeanwhile = Pick<PlayShown, 'verdict' | 'points' | 'comment' | 'readBy' | 'readAt'>

/** A test conversation as its reader has it before them. */
export type TestShown = {
  id: string
  title: string
  persona: string | null
  language: 'id' | 'en'
  source: TestSource
  standing: Standing
  wasBad: boolean
  isWaiting: boolean
  says: string[]
  /** The one that counts. */
  play: PlayShown | null
  /** It was to be played again since, and could not be. */
  hasFailedSince: boolean
  /** What was found the last time, of another play. */
  before: PlayShown | null
  rows: TrialRowShown[]
  /** What the answers were looked up in, by id. */
  entries: Record<string, Omit<ReviewEntry, 'cited'>>
  botName: string
  /** In the order of the list; null at its ends. `unread`: the next one that is to be read. */
  neighbours: { previous: string | null; next: string | null; unread: string | null }
  read: number
  minimum: number
  role: 'owner' | 'admin' | 'member'
}

/** Why an order was not done. */
export type ReleaseProblem =
  | 'reading'
  | 'bad'
  | 'rerun'
  | 'changed'
  | 'not-signed'
  | 'outdated'
  | 'incident'
  | 'unavailable'
  | 'nothing'
  | 'superseded'
  | 'read-meanwhile'
export type LineProblemShown = { line: number; why: string }
