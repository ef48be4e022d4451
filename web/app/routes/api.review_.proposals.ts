import type { LoaderFunctionArgs } from '@remix-run/node'
import { countOpenProposals } from '#db/queries/review-proposals.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson } from '../inbox/answer.server.ts'
import type { ProposalCount } from '../review/learning.ts'
import { proposalsFor } from '../review/learning.server.ts'

/** A page of proposals, or with `?count` how many are open. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  if (searchParams.has('count'))
    return freshJson(request, { open: await tx((work) => countOpenProposals(work)) } satisfies ProposalCount)
  return freshJson(request, await tx((work) => proposalsFor(work, searchParams)))
}
