import type { ActionFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { changeRules, readRulesOrder } from '../review/rules.server.ts'

/** Changes what of ARI's answers is read first. 409: somebody else has changed it meanwhile; what it is now. */
export async function action({ request }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const order = readRulesOrder(await fieldsOf(request))
  if ('errors' in order) return json(order, 400)
  const answer = await changeRules(member, order)
  if ('errors' in answer) return json(answer, 400)
  return json(answer, answer.outcome === 'saved' ? 200 : 409)
}
