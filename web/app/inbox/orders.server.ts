import { validate as isUuid } from 'uuid'
import { z } from 'zod'
import type { OrderOutcome } from '#clients/temporal/conversations.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import type { ConversationInput, ConversationState } from '#schema/conversation.ts'
import { findMessage } from '#db/queries/thread.ts'
import { findProviderId, insertStaffMessageOnce, listWaitingStaffMessages } from '#db/queries/staff-messages.ts'
import { queueAgain } from '#db/queries/resend.ts'
import { staffHoldMs } from '#db/queries/workspace-floor.ts'
import { WAIT_TEXT } from '#domain/limits/quota.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import { notFound } from './answer.server.ts'
import type { FloorOrder, NewMessage, NewTemplateMessage, OrderAnswer, ResentAnswer, SentAnswer } from './contract.ts'
import { getConversation } from './conversation.server.ts'
import { MessageForm, TemplateMessageForm } from './forms.ts'
import { problemsOf, type Problems } from './problems.server.ts'
import { admitMessage, tellOfAlarm, waitsInLine } from './quota.server.ts'
import { toMessage } from './rows.server.ts'
import { tellInOrder } from './tell-in-order.server.ts'
import { fillForSending } from './templates.server.ts'

const Order = z.object({ order: z.enum(['takeOver', 'handBack', 'callTeam', 'aiOn', 'aiOff'], 'invalid') })

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

/** Words of one's own, or a template. */
export function readMessage(fields: unknown): NewMessage | NewTemplateMessage | Problems {
  const isTemplate = typeof fields === 'object' && fields !== null && 'template' in fields
  const read = isTemplate ? TemplateMessageForm.safeParse(fields) : MessageForm.safeParse(fields)
  return read.success ? read.data : problemsOf(read.error)
}

export function readOrder(fields: unknown): { order: FloorOrder } | Problems {
  const read = Order.safeParse(fields)
  return read.success ? read.data : problemsOf(read.error)
}

/**
 * Keeps what a person wrote, then has it sent, or lets it wait in line where the workspace's quota says so. The same
 * message again is kept and sent once.
 */
export async function sendMessage(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  contactId: string | undefined,
  given: NewMessage | NewTemplateMessage,
): Promise<SentAnswer | Refusal> {
  const { messageId } = given
  const kept = await tx(async (work) => {
    const conversation = await getConversation(work, contactId)
    const conversationId = conversation.id
    const { channelId } = conversation
    const said =
      'template' in given
        ? await fillForSending(work, channelId, given.template)
        : await answering(work, conversationId, given)
    if ('errors' in said) return refuse(400, said.errors)
    const now = new Date()
    const holdMs = await staffHoldMs(work)
    const releaseAt = holdMs === 0 ? null : new Date(now.getTime() + holdMs)
    const words = { messageId, conversationId, channelId, userId: user.id, now, releaseAt, ...said }
    const inserted = await insertStaffMessageOnce(work, words)
    if (inserted === 'conflict') return refuse(409, { messageId: 'taken' })
    const place = { workspaceId: workspace.id, conversationId, messageId }
    const admission = inserted === 'new' ? await admitMessage(work, place) : await waitsInLine(work, messageId)
    const message = await findMessage(work, conversationId, messageId)
    const waiting = await listWaitingStaffMessages(work, conversationId)
    return { message, admission, waiting, input: inputOf(workspace.id, conversation) }
  })
  if ('problems' in kept) return kept
  if (kept.message === undefined) return refuse(409, { messageId: 'taken' })
  const { admission } = kept
  tellOfAlarm(workspace.id, admission)
  const message = toMessage(kept.message)
  if (admission.outcome !== 'now') return { message, outcome: 'queued', text: WAIT_TEXT[admission.outcome] }
  // On its way already: told again, the conversation would take the floor from whoever has it by now.
  if (message.status !== 'queued') return { message, outcome: 'done' }
  const { sendStaffMessage } = services().conversations
  const { outcome } = await tellInOrder(sendStaffMessage, kept.input, kept.waiting)
  return { message, outcome: outcome === 'unavailable' ? 'unavailable' : 'done' }
}

/** Takes back a message that waits for its release; a reply of ARI's leaves the floor to who took it back. */
export async function recallMessage(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  contactId: string | undefined,
  messageId: string | undefined = '',
): Promise<OrderAnswer> {
  if (!isUuid(messageId)) throw notFound()
  const input = await tx(async (work) => {
    const conversation = await getConversation(work, contactId)
    const isKnown = (await findMessage(work, conversation.id, messageId)) !== undefined
    return isKnown ? inputOf(workspace.id, conversation) : undefined
  })
  if (input === undefined) throw notFound()
  const { outcome } = await services().conversations.recall(input, { messageId, userId: user.id })
  return { outcome }
}

/** Has a message that failed sent again, as a new attempt; pressing twice sends once. */
export async function resendMessage(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  contactId: string | undefined,
  messageId: string,
): Promise<ResentAnswer | Refusal> {
  const userId = user.id
  const { kept, row, input } = await tx(async (work) => {
    const conversation = await getConversation(work, contactId)
    const conversationId = conversation.id
    const queued = await queueAgain(work, { conversationId, messageId, userId })
    const found = await findMessage(work, conversationId, messageId)
    return { kept: queued, row: found, input: inputOf(workspace.id, conversation) }
  })
  if (kept === undefined || row === undefined) throw notFound()
  if (kept === 'window_closed') return refuse(409, { window: 'closed' })
  const message = toMessage(row)
  if (message.status !== 'queued') return { message, outcome: 'unchanged' }
  const { outcome } = await services().conversations.sendStaffMessage(input, { messageId, userId, again: true })
  return { message, outcome }
}

async function answering(
  work: WorkspaceTx,
  conversationId: string,
  { body, replyTo, link }: NewMessage,
): Promise<{ body: string; replyToProviderId: string | null; link: NewMessage['link'] } | Problems> {
  if (replyTo === undefined) return { body, replyToProviderId: null, link }
  const replyToProviderId = await findProviderId(work, conversationId, replyTo)
  if (replyToProviderId === undefined) return { errors: { replyTo: 'unknown' } }
  // Not sent itself, so WhatsApp cannot show what is answered.
  return replyToProviderId === null ? { errors: { replyTo: 'not-sent' } } : { body, replyToProviderId, link }
}

/** Gives the floor to somebody, or turns ARI on or off, for one conversation. */
export async function orderFloor(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  contactId: string | undefined,
  order: FloorOrder,
): Promise<OrderAnswer> {
  const input = inputOf(workspace.id, await tx((work) => getConversation(work, contactId)))
  const { outcome } = await tell(input, order, user.id)
  return { outcome }
}

function tell(input: ConversationInput, order: FloorOrder, userId: string): Promise<OrderOutcome> {
  const { conversations } = services()
  switch (order) {
    case 'takeOver':
      return conversations.takeOver(input, userId)
    case 'handBack':
      return conversations.handBack(input, userId)
    case 'callTeam':
      return conversations.callTeam(input, userId)
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
