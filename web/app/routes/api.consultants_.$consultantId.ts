import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { notFound, wrongMethod } from '../inbox/answer.server.ts'
import { saveForm } from '../slots/orders.server.ts'

/** Changes a consultant: all that they are, and all of their week. */
export async function action({ request, params: { consultantId: id = '' } }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request, { role: 'admin' })
  if (!isUuid(id)) return notFound()
  return wrongMethod(request) ?? saveForm(request, { member, id })
}
