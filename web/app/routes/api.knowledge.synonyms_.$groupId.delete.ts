import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { deleteSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'

/** Takes words that mean the same apart again. */
export async function action({ request, params: { groupId = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(groupId)) return notFound()
  const by = { userId: user.id, workspaceId: workspace.id }
  const outcome = await tx((work) => deleteSynonyms(work, groupId, by))
  return outcome === 'gone' ? notFound() : json({ outcome })
}
