import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { loadConversation } from '../inbox/conversation.server.ts'
import { fieldsOf, readMessage, sendMessage } from '../inbox/orders.server.ts'

/** Everything that the page of a contact's conversation shows. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const found = await tx((work) => loadConversation(work, params['contactId']))
  return found === null ? notFound() : freshJson(request, found)
}

/** Writes to a contact. 202: kept, to be sent later: nobody is there to send it now, or the quota is used up. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const message = readMessage(await fieldsOf(request))
  if ('errors' in message) return json(message, 400)
  const sent = await sendMessage(member, params['contactId'], message)
  if ('problems' in sent) return json(sent.problems, sent.status)
  return json(sent, sent.outcome === 'unavailable' || sent.outcome === 'queued' ? 202 : 201)
}
