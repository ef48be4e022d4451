import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import type { SimilarAnswer } from '../review/learning.ts'
import { decideProposal, similarTo } from '../review/learning.server.ts'
import { problemsInOrder, ProposalOrderForm } from '../review/learning-forms.ts'

/** What stands in the knowledge already and speaks of the same. */
export async function loader({ request, params: { proposalId = '' } }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const similar = isUuid(proposalId) ? await tx((work) => similarTo(work, proposalId)) : null
  return similar === null ? notFound() : freshJson(request, { similar } satisfies SimilarAnswer)
}

/** Takes a part over, puts it aside, or takes it up again. */
export async function action({ request, params: { proposalId = '' } }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(proposalId)) return notFound()
  const read = ProposalOrderForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsInOrder(read.error) }, 400)
  const answer = await decideProposal(member, proposalId, read.data)
  if (answer === null) return notFound()
  return json(answer, 'outcome' in answer && answer.outcome === 'done' ? 200 : 409)
}
