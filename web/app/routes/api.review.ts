import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson } from '../inbox/answer.server.ts'
import { loadQueue } from '../review/queue.server.ts'

/** Everything that waits for a reviewer; 304 where nothing has changed since. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  return freshJson(request, await tx((work) => loadQueue(work)))
}
