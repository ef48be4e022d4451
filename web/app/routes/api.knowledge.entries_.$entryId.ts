import type { ActionFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { updateEntry } from '#db/queries/knowledge-entries.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { answerOfEntry } from '../knowledge/answers.server.ts'
import { EntryForm, problemsIn } from '../knowledge/forms.ts'

/** Changes an entry: all of it. */
export async function action({ request, params: { entryId = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(entryId)) return notFound()
  const read = EntryForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const by = { userId: user.id, workspaceId: workspace.id }
  return answerOfEntry(tx((work) => updateEntry(work, entryId, read.data, by)))
}
