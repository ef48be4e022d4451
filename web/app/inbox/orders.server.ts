import { z } from 'zod'
import type { OrderOutcome } from '#clients/temporal/conversations.ts'
import type { ConversationInput, ConversationState } from '#schema/conversation.ts'
import { raiseFloorEpoch } from '#db/queries/conversation-state.ts'
import { findMessage } from '#db/queries/thread.ts'
import { findProviderId, insertStaffMessageOnce, listWaitingStaffMessages } from '#db/queries/staff-messages.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import type { FloorOrder, NewMessage, OrderAnswer, SentAnswer } from './contract.ts'
import { getConversation } from './conversation.server.ts'
import { MessageForm } from './forms.ts'
import { toMessage } from './rows.server.ts'
import { tellInOrder } from './tell-in-order.server.ts'

const Order = z.object({ order: z.enum(['takeOver', 'handBack', 'aiOn', 'aiOff'], 'invalid') })

export type Problems = { errors: Record<string, string> }
export type Refusal = { status: 400 | 409; problems: Problems }

/** Reads a JSON body or a form; what is neither has no fields. */
export async function fieldsOf(request: Request): Promise<unknown> {
  try {
    const isJson = request.headers.get('content-type')?.startsWith('application/json') === true
    const fields: unknown = isJson ? await request.json() : Object.fromEntries(await request.formData())
    return typeof fields === 'object' && fields !== null ? fields : {}
  } catch {
    return {}
  }
}

export function readMessage(fields: unknown): NewMessage | Problems {
  const read = MessageForm.safeParse(fields)
  return read.success ? read.data : problemsOf(read.error)
}

export function readOrder(fields: unknown): { order: FloorOrder } | Problems {
  const read = Order.safeParse(fields)
  return read.success ? read.data : problemsOf(read.error)
}

/** Keeps what a person wrote, then has it sent. The same message again is kept and sent once. */
export async function sendMessage(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  contactId: string | undefined,
  { messageId, body, replyTo }: NewMessage,
): Promise<SentAnswer | Refusal> {
  const kept = await tx(async (work) => {
    const conversation = await getConversation(work, contactId)
    const conversationId = conversation.id
    const replyToProviderId = replyTo === undefined ? null : await findProviderId(work, conversationId, replyTo)
    if (replyToProviderId === undefined) return refuse(400, { replyTo: 'unknown' })
    // Not sent itself, so WhatsApp cannot show what is answered.
    if (replyTo !== undefined && replyToProviderId === null) return refuse(400, { replyTo: 'not-sent' })
    const { channelId } = conversation
    const words = { messageId, conversationId, channelId, userId: user.id, body, replyToProviderId, now: new Date() }
    if ((await insertStaffMessageOnce(work, words)) === 'conflict') return refuse(409, { messageId: 'taken' })
    const message = await findMessage(work, conversationId, messageId)
    const waiting = await listWaitingStaffMessages(work, conversationId)
    return { message, waiting, input: inputOf(workspace.id, conversation) }
  })
  if ('problems' in kept) return kept
  if (kept.message === undefined) return refuse(409, { messageId: 'taken' })
  const message = toMessage(kept.message)
  // On its way already: told again, the conversation would take the floor from whoever has it by now.
  if (message.status !== 'queued') return { message, outcome: 'done' }
  const { sendStaffMessage } = services().conversations
  const answer = await tellInOrder(sendStaffMessage, kept.input, kept.waiting)
  await fence(tx, kept.input, answer)
  return { message, outcome: answer.outcome === 'unavailable' ? 'unavailable' : 'done' }
}

/** Gives the floor to somebody, or turns ARI on or off, for one conversation. */
export async function orderFloor(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  contactId: string | undefined,
  order: FloorOrder,
): Promise<OrderAnswer> {
  const input = inputOf(workspace.id, await tx((work) => getConversation(work, contactId)))
  const answer = await tell(input, order, user.id)
  await fence(tx, input, answer)
  return { outcome: answer.outcome }
}

/** Before a person hears that it is done: from then on no reply of an earlier epoch may go out. */
async function fence(
  tx: InWorkspace['tx'],
  { conversationId }: ConversationInput,
  answer: OrderOutcome,
): Promise<void> {
  if (answer.outcome === 'done') await tx((work) => raiseFloorEpoch(work, conversationId, answer.epoch))
}

function tell(input: ConversationInput, order: FloorOrder, userId: string): Promise<OrderOutcome> {
  const { conversations } = services()
  switch (order) {
    case 'takeOver':
      return conversations.takeOver(input, userId)
    case 'handBack':
      return conversations.handBack(input)
    case 'aiOn':
      return conversations.setAi(input, { on: true, userId })
    case 'aiOff':
      return conversations.setAi(input, { on: false, userId })
  }
}

function inputOf(workspaceId: string, { id, state }: { id: string; state: unknown }): ConversationInput {
  return { workspaceId, conversationId: id, state: state as ConversationState | null }
}

function refuse(status: Refusal['status'], errors: Record<string, string>): Refusal {
  return { status, problems: { errors } }
}

/** What is wrong, by field. */
export function problemsOf({ issues }: z.core.$ZodError): Problems {
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) errors[path.join('.')] ??= message
  return { errors }
}
