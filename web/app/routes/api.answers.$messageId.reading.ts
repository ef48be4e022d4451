import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { ReadingForm } from '../answers/form.ts'
import { recordReading } from '../answers/reading.server.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'

/** Keeps what somebody of any role found in an answer of ARI's that went out, or takes that back. 409: another read it meanwhile. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const messageId = z.uuid().safeParse(params['messageId'])
  if (!messageId.success) return notFound()
  const read = ReadingForm.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const answer = await recordReading(member, messageId.data, read.data)
  if (answer.outcome === 'no-answer') return notFound()
  return json(answer, answer.outcome === 'done' ? 200 : 409)
}
