import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, notFound } from '../inbox/answer.server.ts'
import { loadThread } from '../inbox/conversation.server.ts'

/** A piece of a contact's thread: the one before `?before`, or its end. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const before = new URL(request.url).searchParams.get('before')
  const page = await tx((work) => loadThread(work, params['contactId'], before))
  return page === null ? notFound() : freshJson(request, page)
}
