import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, wrongMethod } from '../inbox/answer.server.ts'
import { documentsOf } from '../knowledge/rows.server.ts'
import { takeDocument } from '../knowledge/upload.server.ts'

/** The documents, and how far each is. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  return freshJson(request, await tx((work) => documentsOf(work)))
}

/** Takes the file that is the body; `name` in the address is what it is called. */
export async function action({ request }: ActionFunctionArgs) {
  const membership = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const taken = await takeDocument(request, membership)
  if ('id' in taken) return json(taken, 201)
  const { refused, of } = taken
  return json({ errors: { file: refused }, ...(of !== undefined && { of }) }, refused === 'duplicate' ? 409 : 400)
}
