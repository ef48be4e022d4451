import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { updateQuickReply } from '#db/queries/quick-replies.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { answerOfQuickReply } from '../quick-replies/answers.server.ts'
import { problemsIn, QuickReplyForm } from '../quick-replies/forms.ts'

/** Changes a quick reply: all of it. */
export async function action({ request, params: { quickReplyId = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(quickReplyId)) return notFound()
  const read = QuickReplyForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const by = { userId: user.id, workspaceId: workspace.id }
  return answerOfQuickReply(tx((work) => updateQuickReply(work, quickReplyId, read.data, by)))
}
