import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { removeException } from '#db/queries/consultants.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'

/** Makes days that were off, or had extra hours, days like the others. */
export async function action({ request, params: { exceptionId: id = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(id)) return notFound()
  const isRemoved = await tx((work) => removeException(work, { workspaceId: workspace.id, actor: user.id, id }))
  return isRemoved ? json({ outcome: 'removed' }) : notFound()
}
