import type { ActionFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'
import { readOpening, stopAri } from '../incident/orders.server.ts'

/** Stops ARI in the whole workspace because of what it said. When it is answered, nothing of ARI's goes out any more. */
export async function action({ request }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = readOpening(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  return json(await stopAri(member, read.data.reason))
}
