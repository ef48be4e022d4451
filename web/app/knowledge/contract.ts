import type {
  DocumentFormat,
  DocumentRefusal,
  DocumentState,
  EntryKind,
  KnowledgeKind,
  KnowledgeLanguage,
  KnowledgeMatch,
} from '#schema/knowledge.ts'

export const KINDS: readonly EntryKind[] = ['course', 'policy', 'faq', 'contact']
export const KNOWLEDGE_LANGUAGES: readonly KnowledgeLanguage[] = ['id', 'en']

export type ShownEntry = {
  id: string
  kind: EntryKind
  language: KnowledgeLanguage
  title: string
  content: string
  active: boolean
  updatedAt: string
  updatedBy: string | null
}

/** `next` is where the following page begins; null on the last. */
export type EntryPage = { entries: ShownEntry[]; next: string | null }

export type ShownDocument = {
  id: string
  name: string
  format: DocumentFormat
  bytes: number
  state: DocumentState
  passages: number
  passagesOf: number | null
  reason: DocumentRefusal | null
  uploadedBy: string | null
  createdAt: string
  /** Nobody has come to read it, or to go on reading it, for longer than that takes. */
  isStuck: boolean
}

export type SynonymGroup = { id: string; words: string[] }

/** How far the search by meaning is. */
export type ShownMeaning = {
  isOn: boolean
  of: number
  ready: number
  refused: number
  problem: MeaningProblem | null
}

/** Why the endpoint gave no vectors; `status` is what it answered. */
export type MeaningProblem = { key: 'away' | 'slow' | 'status' | 'unreadable'; status: string }

export type FoundEntry = {
  id: string
  kind: KnowledgeKind
  language: KnowledgeLanguage
  title: string
  content: string
  score: number
  why: KnowledgeMatch[]
  /** How near its meaning is, where that was asked. */
  likeness?: number
  /** How good it is beside the best one, 0 to 1. */
  part: number
}

/** What would be found for a customer's words, and why. */
export type TryAnswer = {
  normalised: string
  respelled: { from: string; to: string }[]
  language: KnowledgeLanguage | null
  /** The words that were looked for. */
  terms: string[]
  /** As ARI finds it now. */
  found: FoundEntry[]
  /** The ways of searching beside each other, where an endpoint is configured. */
  meaning: MeaningTried | null
}

export type MeaningTried =
  { problem: MeaningProblem } | { byWords: FoundEntry[]; byMeaning: FoundEntry[]; byBoth: FoundEntry[] }

export const MOST_CSV_BYTES = 5 * 1024 * 1024

/** What became of a file of entries; a problem is of all of it. */
export type ImportAnswer =
  | { imported: number; updated: number }
  | { problem: { code: string; line?: number } }
  | { bad: { line: number; problems: ({ code: string } & Record<string, string | number>)[] }[]; more: number }
