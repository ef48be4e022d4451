import type { LoaderFunctionArgs } from '@remix-run/node'
import { countHeldDrafts } from '#db/queries/review-queue.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson } from '../inbox/answer.server.ts'
import type { ReviewCount } from '../review/contract.ts'
import { howMany, loadQueue } from '../review/queue.server.ts'

/**
 * Everything that waits for a reviewer, with `?most` so many of very many, or with `?count` how much; 304 where nothing
 * has changed since.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  if (searchParams.has('count'))
    return freshJson(request, { waiting: await tx((work) => countHeldDrafts(work)) } satisfies ReviewCount)
  return freshJson(request, await tx((work) => loadQueue(work, { most: howMany(searchParams) })))
}
