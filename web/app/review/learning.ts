import type { EntryKind, KnowledgeLanguage } from '#schema/knowledge.ts'
import type { ProposalPart, ProposalState } from '#schema/review-proposal.ts'

// What the page of proposals is given. Times are ISO strings in UTC.

/** What became of a part, by whom and when. */
export type ShownDecided = { state: ProposalState; by: string | null; at: string | null }

export type ShownProposal = {
  id: string
  createdAt: string
  contactId: string
  name: string | null
  phone: string | null
  /** The customer's last message of those that were answered; null where none is left. */
  messageId: string | null
  asked: string[]
  /** What ARI drafted, and what the reviewer said in its place: to the customer, or to ARI. */
  drafted: string
  taught: { kind: 'edit' | 'fact'; text: string }
  reviewer: string | null
  entry: ShownProposedEntry | null
  testCase: ShownProposedCase | null
}

export type ShownProposedEntry = {
  kind: EntryKind
  language: KnowledgeLanguage
  title: string
  content: string
  decided: ShownDecided
  /** The entry that it became, as long as that stands. */
  kept: { id: string; title: string } | null
}

export type ShownProposedCase = {
  title: string
  /** What the customer writes in it. */
  tells: string[]
  says: string[]
  saysNot: string[]
  decided: ShownDecided
}

/** `next` is where the following page begins; null on the last. */
export type ProposalPage = { proposals: ShownProposal[]; next: string | null }
/** `GET /api/review/proposals?count`. */
export type ProposalCount = { open: number }

/** `GET /api/review/proposals/:proposalId`: what stands already and speaks of the same. */
export type SimilarEntry = { id: string; kind: string; title: string; content: string }
export type SimilarAnswer = { similar: SimilarEntry[] }

export type ProposalOrder =
  | { order: 'acceptEntry'; kind: EntryKind; language: KnowledgeLanguage; title: string; content: string }
  | { order: 'acceptCase'; title: string; says: string[]; saysNot: string[] }
  | { order: 'dismiss' | 'reopen'; parts: ProposalPart[] }

/** `decided`: somebody was first; the proposal says who. `entryId`: of the entry that has the title already. */
export type ProposalAnswer =
  | { outcome: 'done' | 'decided'; proposal: ShownProposal }
  | { errors: Record<string, string>; entryId?: string | undefined }
