import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { removeOpenedTime } from '#db/queries/slots-admin.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'

/** Takes back a time that was opened by hand; not one that somebody has. */
export async function action({ request, params: { slotId: id = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(id)) return notFound()
  const outcome = await tx((work) => removeOpenedTime(work, { workspaceId: workspace.id, actor: user.id, id }))
  if (outcome === 'gone') return notFound()
  return outcome === 'booked' ? json({ errors: { slot: 'booked' } }, 409) : json({ outcome })
}
