import { useEffect, useState } from 'react'
import { postJson } from '../inbox/api.ts'
import { usePages } from '../inbox/use-pages.ts'
import type { ProposalAnswer, ProposalOrder, ProposalPage, ShownProposal } from './learning.ts'
import { tellProposalsChanged } from './use-open-proposals.ts'

/** What an order came to, for the part that it was of. */
export type Told =
  | { outcome: 'done' | 'decided' | 'gone' | 'signedOut' | 'notAllowed' | 'failed' }
  | { outcome: 'wrong'; errors: Record<string, string>; entryId: string | undefined }

/**
 * The first page, and what was asked for behind it. What is decided stays where it is, with what became of it, until
 * the list is asked for anew.
 */
export function useProposals(first: ProposalPage, params: URLSearchParams) {
  const { pages, ...rest } = usePages(first, '/api/review/proposals', params)
  const [decided, setDecided] = useState<ReadonlyMap<string, ShownProposal>>(() => new Map())
  useEffect(() => setDecided(new Map()), [first])

  async function decide(id: string, order: ProposalOrder): Promise<Told> {
    const answer = await postJson<ProposalAnswer>(`/api/review/proposals/${id}`, order)
    const said = answer.data as ProposalAnswer | null
    if (said !== null && 'proposal' in said) {
      setDecided((before) => new Map(before).set(id, said.proposal))
      tellProposalsChanged()
      return { outcome: said.outcome }
    }
    if (answer.ok || answer.status === 404) return { outcome: answer.ok ? 'failed' : 'gone' }
    if (answer.status === 401) return { outcome: 'signedOut' }
    if (answer.status === 403) return { outcome: 'notAllowed' }
    const { errors } = answer
    if (Object.keys(errors).length === 0) return { outcome: 'failed' }
    return { outcome: 'wrong', errors, entryId: said !== null && 'entryId' in said ? said.entryId : undefined }
  }

  const proposals = pages.flatMap((page) => page.proposals).map((one) => decided.get(one.id) ?? one)
  return { proposals, ...rest, decide }
}
