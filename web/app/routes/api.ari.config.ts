import type { ActionFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { carryOut } from '../intern/orders.server.ts'

/** Saves, gives up, brings back or publishes ARI's configuration. */
export async function action({ request }: ActionFunctionArgs) {
  const place = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const { status, answer } = await carryOut(place, await fieldsOf(request))
  return json(answer, status)
}
