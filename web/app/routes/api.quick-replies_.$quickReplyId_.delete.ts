import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { deleteQuickReply } from '#db/queries/quick-replies.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'

/** Deletes a quick reply; what was sent with it stays as it is. */
export async function action({ request, params: { quickReplyId = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(quickReplyId)) return notFound()
  const by = { userId: user.id, workspaceId: workspace.id }
  const outcome = await tx((work) => deleteQuickReply(work, quickReplyId, by))
  return outcome === 'gone' ? notFound() : json({ outcome })
}
