import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { insertQuickReply } from '#db/queries/quick-replies.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { answerOfQuickReply, quickRepliesOf } from '../quick-replies/answers.server.ts'
import type { QuickReplyList } from '../quick-replies/contract.ts'
import { problemsIn, QuickReplyForm } from '../quick-replies/forms.ts'

/** All quick replies: read anew at each use, so that it has the text of now. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const list: QuickReplyList = { replies: await tx(quickRepliesOf) }
  return freshJson(request, list)
}

/** Adds one. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = QuickReplyForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const by = { userId: user.id, workspaceId: workspace.id }
  return answerOfQuickReply(
    tx((work) => insertQuickReply(work, read.data, by)),
    201,
  )
}
