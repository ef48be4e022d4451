import type { AriConfig } from './ari-config.ts'
import type { TestSource } from './test-conversation.ts'

/** What a reader checks of a test conversation, in this order. */
export const POINTS = ['right', 'tone', 'grounded', 'escalates', 'polite'] as const
export type Point = (typeof POINTS)[number]

/** What is signed, in these words whatever the reader's language. */
export const RELEASE_PHRASE = 'This bot is safe to release'

/** How many test conversations a workspace may want read before it goes live. */
export const RELEASE_MINIMUM = { least: 50, most: 1000 } as const

/**
 * What a machine sees in a test conversation that was played: people should have been called, or not; a piece of text is
 * lacking or stands there; nothing was said and nobody called; no model answered; a check stopped a draft.
 */
export const FINDING_KINDS = ['not_passed', 'passed', 'lacks', 'holds', 'silent', 'no_model', 'check'] as const
export type Finding = { kind: (typeof FINDING_KINDS)[number]; about?: string }

/** An entry that an answer was looked up in, as old as it was then. */
export type GroundEntry = { id: string; at: string }

/** What the workflow that plays test conversations starts from. */
export type ReleaseRunInput = { workspaceId: string; runId: string }

/** The play of a test conversation that counts: the last one that could be played. */
export type LastPlay = {
  id: string
  state: 'played' | 'failed'
  version: number
  entries: GroundEntry[]
  findings: Finding[]
  verdict: 'good' | 'bad' | null
  playedAt: string
}
export type TestFacts = {
  id: string
  title: string
  persona: string | null
  language: 'id' | 'en'
  source: TestSource
  /** Null: never played. */
  play: LastPlay | null
  /** What its last reader found, in this play or in one before it; null: nobody has read it. */
  lastVerdict: 'good' | 'bad' | null
  /** It is to be played, or played now. */
  isWaiting: boolean
}

export type SignOff = {
  phrase: string
  version: number
  /** What the plays that were read stood on. */
  entries: GroundEntry[]
  minimum: number
  tests: number
  read: number
  signedBy: string | null
  signedAt: string
}

/** All that says how far a workspace is on its way to a release. */
export type ReleaseFacts = {
  minimum: number
  /** The version of the configuration that is published. */
  version: number
  /** From the oldest that a play or the sign-off stands on to the one that is published. */
  versions: { number: number; config: AriConfig }[]
  tests: TestFacts[]
  /** How old the entries are now; one that is gone, or not in use, is not here. */
  entryAges: Record<string, string>
  signOff: SignOff | null
  liveAt: string | null
}
