import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { ReadingForm } from '../answers/form.ts'
import { recordReading } from '../answers/reading.server.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'

/** Keeps what somebody of any role found in an answer of ARI's that went out, or takes that back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const messageId = z.uuid().safeParse(params['messageId'])
  if (!messageId.success) return notFound()
  const read = ReadingForm.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const isKept = await recordReading(member, messageId.data, read.data)
  return isKept ? json({ outcome: 'done' }) : notFound()
}
