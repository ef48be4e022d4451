import type { ActionFunctionArgs } from '@remix-run/node'
import { insertSynonyms, listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { readSynonyms } from '#domain/knowledge/check-entry.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsIn, SynonymForm } from '../knowledge/forms.ts'

const MOST_GROUPS = 200

/** Adds words that mean the same. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const form = SynonymForm.safeParse(await fieldsOf(request))
  if (!form.success) return json({ errors: problemsIn(form.error) }, 400)
  const read = readSynonyms(form.data.words)
  if ('problem' in read) return json({ errors: { words: read.problem } }, 400)
  const by = { userId: user.id, workspaceId: workspace.id }
  const added = await tx(async (work) =>
    (await listSynonyms(work)).length < MOST_GROUPS ? insertSynonyms(work, read.words, by) : null,
  )
  return added === null ? json({ errors: { words: 'too-many-groups' } }, 400) : json(added, 201)
}
