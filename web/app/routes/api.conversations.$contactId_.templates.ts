import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson } from '../inbox/answer.server.ts'
import { getConversation } from '../inbox/conversation.server.ts'
import { loadTemplates } from '../inbox/templates.server.ts'

/** The templates that may be sent to a contact: outside the 24 hours WhatsApp takes nothing else. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const list = await tx(async (work) => {
    const { channelId } = await getConversation(work, params['contactId'])
    return loadTemplates(work, channelId)
  })
  return freshJson(request, list)
}
