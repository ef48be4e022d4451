import { z } from 'zod'
import type { TestConversation } from './test-conversation.ts'

/** An entry of the knowledge as a reviewer's words suggest it. */
export const ProposedEntry = z.object({
  kind: z.enum(['course', 'policy', 'faq', 'contact']),
  language: z.enum(['id', 'en']),
  title: z.string(),
  content: z.string(),
})
export type ProposedEntry = z.infer<typeof ProposedEntry>

/** What a decision can make of one: an entry, and a case that ARI is tried with from then on. */
export const PROPOSAL_STATES = ['open', 'accepted', 'dismissed'] as const
export type ProposalState = (typeof PROPOSAL_STATES)[number]

export type ProposalPart = 'entry' | 'case'

/** What reviewers teach is worth at most. Null: nothing of the kind. */
export type Proposed = { entry: ProposedEntry | null; testCase: TestConversation | null }
