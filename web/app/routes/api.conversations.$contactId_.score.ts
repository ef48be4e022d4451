import type { ActionFunctionArgs } from '@remix-run/node'
import { setScoreByHand } from '#db/queries/score-by-hand.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import type { ScoreAnswer } from '../inbox/contract.ts'
import { getConversation } from '../inbox/conversation.server.ts'
import { ScoreForm } from '../inbox/forms.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'

/** Gives the contact a score in place of ARI's, or lets ARI's count again. Saying so again changes nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = ScoreForm.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const { score, reason = null } = read.data
  const outcome = await tx(async (work) => {
    const { id: conversationId, contactId } = await getConversation(work, params['contactId'])
    const by = { workspaceId: workspace.id, userId: user.id }
    return setScoreByHand(work, { ...by, contactId, conversationId, score, reason })
  })
  return outcome === undefined ? notFound() : json({ outcome } satisfies ScoreAnswer)
}
