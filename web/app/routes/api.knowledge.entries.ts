import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { insertEntry } from '#db/queries/knowledge-entries.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { answerOfEntry } from '../knowledge/answers.server.ts'
import { EntryForm, problemsIn } from '../knowledge/forms.ts'
import { entriesFor } from '../knowledge/rows.server.ts'

/** A page of entries. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  return freshJson(request, await tx((work) => entriesFor(work, new URL(request.url).searchParams)))
}

/** Adds an entry. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = EntryForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const by = { userId: user.id, workspaceId: workspace.id }
  return answerOfEntry(
    tx((work) => insertEntry(work, read.data, by)),
    201,
  )
}
