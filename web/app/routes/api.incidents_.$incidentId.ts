import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'
import { carryOut, isForLeaders, readIncidentOrder } from '../incident/orders.server.ts'

/** Whatever is done about an incident: its period, its marks, its messages, its steps, and its end. */
export async function action({ request, params: { incidentId = '' } }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(incidentId)) return notFound()
  const read = readIncidentOrder(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  if (member.role === 'member' && isForLeaders(read.data)) return json({ problem: 'not-allowed' }, 403)
  const done = await carryOut(member, incidentId, read.data)
  if (!('status' in done)) return json(done)
  const { status, ...problem } = done
  return status === 404 ? notFound() : json(problem, status)
}
