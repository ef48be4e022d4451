import type { ActionFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf, orderFloor, readOrder } from '../inbox/orders.server.ts'

/** Gives the floor to somebody, or turns ARI on or off. 503: nobody answered, and it may be tried again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = readOrder(await fieldsOf(request))
  if ('errors' in read) return json(read, 400)
  const answer = await orderFloor(member, params['contactId'], read.order)
  return json(answer, answer.outcome === 'unavailable' ? 503 : 200)
}
