import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'
import { claim } from '../review/decide.server.ts'

const Order = z.object({ order: z.enum(['take', 'leave'], 'invalid') })

/** Says that somebody reads a held draft, so that nobody else does the same; said again before it lapses. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const draftId = z.uuid().safeParse(params['draftId'])
  if (!draftId.success) return notFound()
  const read = Order.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  return json(await claim(member, draftId.data, read.data.order))
}
