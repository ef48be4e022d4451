import type { ActionFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { recallMessage } from '../inbox/orders.server.ts'

/** Takes back what waits for its release. `unchanged`: it is on its way already. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const answer = await recallMessage(member, params['contactId'], params['messageId'])
  return json(answer, answer.outcome === 'unavailable' ? 503 : 200)
}
