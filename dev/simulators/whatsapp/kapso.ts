import { conversationIdOf } from './ids.ts'
import {
  isJson,
  jsonOf,
  type Customer,
  type Json,
  type PhoneNumber,
  type Send,
  type ThreadMessage,
  type Update,
} from './shapes.ts'

export type KapsoPost = { event: string; body: Json; batchSize?: number }

/** What Kapso posts for an update (payload version 2). Message events are named in the header only. */
export function kapsoPost(update: Update, number: PhoneNumber, nowMs: number): KapsoPost | undefined {
  const { kapso } = update
  return kapso && { event: kapso.event, body: eventBody(update, kapso, number, nowMs) }
}

/** Kapso's buffered form: one conversation's received messages in one POST. */
export function kapsoBatch(
  updates: readonly Update[],
  number: PhoneNumber,
  nowMs: number,
  windowMs: number,
): KapsoPost {
  const data = updates.flatMap((update) => (update.kapso ? [eventBody(update, update.kapso, number, nowMs)] : []))
  return {
    event: 'whatsapp.message.received',
    batchSize: data.length,
    body: {
      type: 'whatsapp.message.received',
      batch: true,
      data,
      batch_info: {
        size: data.length,
        window_ms: windowMs,
        first_sequence: 1,
        last_sequence: data.length,
        conversation_id: jsonOf(data[0]?.['conversation'])['id'],
      },
    },
  }
}

type KapsoPart = NonNullable<Update['kapso']>

function eventBody({ customer }: Update, { message, isNew }: KapsoPart, number: PhoneNumber, nowMs: number): Json {
  return {
    message,
    conversation: customer ? conversationOf(customer, number, nowMs) : {},
    is_new_conversation: isNew,
    phone_number_id: number.phoneNumberId,
  }
}

const conversationOf = (customer: Customer, { phoneNumberId }: PhoneNumber, nowMs: number): Json => ({
  id: conversationIdOf(`${phoneNumberId}|${customer.key}`),
  ...(customer.waId && { phone_number: `+${customer.waId}` }),
  business_scoped_user_id: customer.userId,
  ...(customer.username && { username: customer.username }),
  phone_number_id: phoneNumberId,
  status: 'active',
  last_active_at: new Date(nowMs).toISOString(),
  kapso: { contact_name: customer.name },
})

type Extra = {
  direction: 'inbound' | 'outbound'
  origin: 'cloud_api' | 'business_app'
  status: string
  statuses?: Json[]
  mediaUrl?: string | undefined
}

/** A Meta message with Kapso's own part beside it. */
export function kapsoMessage(message: Json, { direction, origin, status, statuses = [], mediaUrl }: Extra): Json {
  const type = String(message['type'])
  const media = MEDIA.has(type) ? jsonOf(message[type]) : undefined
  return {
    ...message,
    kapso: {
      direction,
      status,
      processing_status: direction === 'inbound' ? 'pending' : 'completed',
      origin,
      has_media: media !== undefined,
      content: contentOf(type, message[type]),
      ...(media &&
        mediaUrl && { media_url: mediaUrl, media_data: { url: mediaUrl, content_type: media['mime_type'] } }),
      statuses,
    },
  }
}

export const sendAsKapsoMessage = (send: Send, status: string, fromNumber: string): Json =>
  kapsoMessage(
    {
      id: send.wamid,
      from: fromNumber,
      to: send.to,
      timestamp: String(Math.floor(send.at / 1000)),
      type: send.type,
      [send.type]: send.body[send.type],
    },
    { direction: 'outbound', origin: 'cloud_api', status, statuses: send.statuses },
  )

/** One row of Kapso's message history, which Meta has nothing like. */
export function historyRow(
  message: ThreadMessage,
  customer: Customer,
  number: PhoneNumber,
  statuses: Json[] = [],
): Json {
  const ours = number.displayPhoneNumber.replace(/\D/g, '')
  const theirs = customer.waId ? { from: customer.waId } : {}
  const row = kapsoMessage(
    {
      id: message.id,
      ...(message.direction === 'in' ? { ...theirs, from_user_id: customer.userId } : { from: ours, to: customer.key }),
      timestamp: String(Math.floor(message.at / 1000)),
      type: message.type,
      ...(message.contextId && { context: { id: message.contextId } }),
      [message.type]: message.content,
    },
    {
      direction: message.direction === 'in' ? 'inbound' : 'outbound',
      origin: message.direction === 'echo' ? 'business_app' : 'cloud_api',
      status: message.direction === 'in' ? 'received' : (message.failure && 'failed') || (message.tick ?? 'sent'),
      statuses,
    },
  )
  const conversation = conversationOf(customer, number, message.at)
  const { phone_number, business_scoped_user_id, username, id } = conversation
  const who = { contact_name: customer.name, phone_number, business_scoped_user_id, username }
  return { ...row, kapso: { ...jsonOf(row['kapso']), ...who, whatsapp_conversation_id: id } }
}

const MEDIA = new Set(['image', 'video', 'audio', 'document', 'sticker'])

// A string, although SDK types say object.
function contentOf(type: string, content: unknown): string {
  if (!isJson(content)) return `[${type}]`
  const reply = content['list_reply'] ?? content['button_reply']
  const text = content['body'] ?? content['caption'] ?? content['text'] ?? (isJson(reply) ? reply['title'] : undefined)
  if (typeof text === 'string') return text
  return isJson(text) && typeof text['body'] === 'string' ? text['body'] : `[${type}]`
}
