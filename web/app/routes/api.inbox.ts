import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson } from '../inbox/answer.server.ts'
import { listQuestion, loadList } from '../inbox/list.server.ts'

/** A page of the list: `?filter`, `?q`, `?after`. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  return freshJson(request, await tx((work) => loadList(work, { ...listQuestion(request.url), userId: user.id })))
}
