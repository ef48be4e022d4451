import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { deleteEntry } from '#db/queries/knowledge-entries.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'

/** Deletes an entry: from the next message on ARI does not know it. */
export async function action({ request, params: { entryId = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(entryId)) return notFound()
  const by = { userId: user.id, workspaceId: workspace.id }
  const outcome = await tx((work) => deleteEntry(work, entryId, by))
  return outcome === 'gone' ? notFound() : json({ outcome })
}
