import type { ActionFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { wrongMethod } from '../inbox/answer.server.ts'
import { saveForm } from '../slots/orders.server.ts'

/** Adds a consultant with their week. */
export async function action({ request }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request, { role: 'admin' })
  return wrongMethod(request) ?? saveForm(request, { member, id: null })
}
