import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { resendMessage } from '../inbox/orders.server.ts'

/** Sends a message that failed once more. 202: kept, and nobody is there to send it now; 409: the window has closed. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const messageId = z.uuid().safeParse(params['messageId'])
  if (!messageId.success) return notFound()
  const sent = await resendMessage(member, params['contactId'], messageId.data)
  if ('problems' in sent) return json(sent.problems, sent.status)
  return json(sent, sent.outcome === 'unavailable' ? 202 : 200)
}
