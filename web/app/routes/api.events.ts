import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { getConversation } from '../inbox/conversation.server.ts'
import { openEventStream } from '../inbox/event-stream.server.ts'
import { services } from '../services.server.ts'

/** What happens, as it happens: in the workspace, and in the thread of `?contact`. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, workspace } = await requireWorkspaceMembership(request)
  const { searchParams } = new URL(request.url)
  const contactId = searchParams.get('contact')
  const found = contactId === null ? null : await tx((work) => getConversation(work, contactId))
  const last = request.headers.get('last-event-id') ?? searchParams.get('after') ?? ''
  const stream = openEventStream({
    live: services().live,
    workspaceId: workspace.id,
    tx,
    open: found && { contactId: found.contactId, conversationId: found.id },
    after: /^\d{1,15}$/.test(last) ? Number(last) : null,
    isStillAllowed: () => isMemberOf(request, workspace.id),
    signal: request.signal,
  })
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // nginx gathers answers otherwise.
      'X-Accel-Buffering': 'no',
    },
  })
}

async function isMemberOf(request: Request, workspaceId: string): Promise<boolean> {
  return requireWorkspaceMembership(request).then(
    ({ workspace }) => workspace.id === workspaceId,
    () => false,
  )
}
