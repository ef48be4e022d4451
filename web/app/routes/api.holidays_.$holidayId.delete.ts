import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { removeHoliday } from '#db/queries/consultants.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'

/** Makes a holiday a day like the others. */
export async function action({ request, params: { holidayId: id = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(id)) return notFound()
  const isRemoved = await tx((work) => removeHoliday(work, { workspaceId: workspace.id, actor: user.id, id }))
  return isRemoved ? json({ outcome: 'removed' }) : notFound()
}
