import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { notFound } from '../inbox/answer.server.ts'
import { giveMedia } from '../inbox/media.server.ts'

/** A file that came with a message, or the part of it that a player asks for. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx, workspace } = await requireWorkspaceMembership(request)
  return (await giveMedia(request, { tx, workspaceId: workspace.id, messageId: params['messageId'] })) ?? notFound()
}
