import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json } from '../inbox/answer.server.ts'
import { loadUsage } from '../inbox/quota.server.ts'

/** How much of its quota of messages the workspace uses. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  return json(await tx(loadUsage))
}
