import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { recordComplaint } from '../inbox/complaints.server.ts'
import { ComplaintForm } from '../inbox/forms.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'

/** Records that a customer says a message of ARI's is wrong, or takes that back. 409: it is none that they can have read. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const messageId = z.uuid().safeParse(params['messageId'])
  if (!messageId.success) return notFound()
  const read = ComplaintForm.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const answer = await recordComplaint(member, params['contactId'], { messageId: messageId.data, ...read.data })
  return json(answer, 'message' in answer ? 200 : 409)
}
