import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { insertNoteOnce, listNotes } from '#db/queries/notes.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json } from '../inbox/answer.server.ts'
import type { NoteShown } from '../inbox/contract.ts'
import { getConversation } from '../inbox/conversation.server.ts'
import { NoteForm } from '../inbox/forms.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'

async function notesOf(tx: WorkspaceTx, contactId: string): Promise<NoteShown[]> {
  const notes = await listNotes(tx, contactId)
  return notes.map(({ createdAt, ...note }) => ({ ...note, at: createdAt.toISOString() }))
}

/** What people of ours wrote about a contact. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const notes = await tx(async (work) => notesOf(work, (await getConversation(work, params['contactId'])).contactId))
  return freshJson(request, notes)
}

/** Adds a note; answers all of them. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  const read = NoteForm.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const { noteId: id, body } = read.data
  const notes = await tx(async (work) => {
    const { contactId } = await getConversation(work, params['contactId'])
    const isKept = (await insertNoteOnce(work, { id, contactId, userId: user.id, body })) === 'kept'
    return isKept ? notesOf(work, contactId) : null
  })
  return notes === null ? json({ errors: { noteId: 'taken' } }, 409) : json(notes, 201)
}
