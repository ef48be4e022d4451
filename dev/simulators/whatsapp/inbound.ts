import { createHash } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { EventLog } from './event-log.ts'
import { newObjectId, newWamid } from './ids.ts'
import { Echo, Inbound, messageOf, type EchoInput, type InboundInput } from './inbound-input.ts'
import { kapsoMessage } from './kapso.ts'
import { sampleOf } from './samples.ts'
import type { Settings } from './settings.ts'
import { jsonOf, type Customer, type Json, type PhoneNumber, type Thread, type ThreadMessage } from './shapes.ts'
import type { Store } from './store.ts'
import type { Webhooks } from './webhooks.ts'

const DAY = 24 * 3_600_000
const MEDIA = new Set(['image', 'video', 'audio', 'document', 'sticker'])

type Deps = {
  clock: Clock
  settings: Settings
  store: Store
  events: EventLog
  webhooks: Webhooks
  /** The customer has the chat open. */
  opened: (thread: Thread) => void
  publicUrl: () => string | undefined
  getNumber: (phoneNumberId: string) => PhoneNumber
}

export type Inbox = ReturnType<typeof createInbox>

/** What customers do: write to the business; and what staff do on the business's own phone. */
export function createInbox({ clock, settings, store, events, webhooks, opened, publicUrl, getNumber }: Deps) {
  const contactOf = (customer: Customer): Json => ({
    profile: { name: customer.name, ...(customer.username && { username: customer.username }) },
    ...identity('wa_id', customer.waId),
    user_id: customer.userId,
  })

  const identity = (field: string, phone: string | undefined): Json => {
    if (phone !== undefined) return { [field]: phone }
    return settings.absentPhone === 'empty' ? { [field]: '' } : {}
  }

  function withMedia(number: PhoneNumber, type: string, content: unknown): unknown {
    if (type === 'unsupported' || !MEDIA.has(type)) return content
    const { base64, ...given } = jsonOf(content)
    const sample = sampleOf(type)
    const mimeType = typeof given['mime_type'] === 'string' ? given['mime_type'] : sample.mimeType
    const bytes = typeof base64 === 'string' ? Buffer.from(base64, 'base64') : sample.bytes
    const sha256 = createHash('sha256').update(bytes).digest('base64')
    const id = newObjectId()
    store.addMedia({
      id,
      phoneNumberId: number.phoneNumberId,
      mimeType,
      sha256,
      bytes,
      expiresAt: clock.now() + 7 * DAY,
    })
    const url = publicUrl()
    return {
      ...given,
      mime_type: mimeType,
      sha256,
      id,
      ...(url && { url: `${url}/media-files/${id}?ext=${clock.now() + settings.mediaUrlLifeMs}` }),
      ...(type === 'audio' && { voice: given['voice'] ?? true }),
      ...(type === 'sticker' && { animated: given['animated'] ?? false }),
    }
  }

  /** Resolves with the message's id at once; the webhook goes its own way. */
  function receive(input: InboundInput): { id: string; timestamp: string; delivered: Promise<boolean> } {
    const order = Inbound.parse(input)
    const number = getNumber(order.phoneNumberId)
    const thread = store.threadOf(number, order.from)
    const { customer } = thread
    const { type, content: given } = messageOf(order)
    const content = withMedia(number, type, given)
    const id = order.id ?? newWamid(customer.key, 'in')
    const timestamp = String(order.timestamp ?? Math.floor(clock.now() / 1000))
    const isNew = thread.messages.length === 0
    const item: Json = {
      ...(type === 'system' && customer.waId === undefined ? {} : identity('from', customer.waId)),
      from_user_id: customer.userId,
      ...(order.groupId && { group_id: order.groupId }),
      id,
      timestamp,
      type,
      ...contextOf(authorOf(number, thread, order.contextId), order),
      ...(order.referral && { referral: order.referral }),
      ...(content !== undefined && { [type]: content }),
      ...(type === 'unsupported' && { errors: [UNSUPPORTED] }),
      ...order.extra,
    }
    const at = order.timestamp === undefined ? clock.now() : order.timestamp * 1000
    const message: ThreadMessage = { id, direction: 'in', at, type, content, contextId: order.contextId }
    opened(thread)
    store.addMessage(thread, message)
    if (type !== 'system') thread.lastInboundAt = Math.max(thread.lastInboundAt ?? 0, at)
    events.emit({ type: 'message', phoneNumberId: number.phoneNumberId, customer: customer.key, message })
    const mediaUrl = jsonOf(content)['url']
    const delivered = webhooks.publish({
      key: id,
      phoneNumberId: number.phoneNumberId,
      about: 'message',
      customer,
      // Meta leaves the contacts out of system messages.
      ...(type !== 'system' && { contacts: [contactOf(customer)] }),
      item,
      kapso: {
        event: 'whatsapp.message.received',
        message: kapsoMessage(item, {
          direction: 'inbound',
          origin: 'cloud_api',
          status: 'received',
          mediaUrl: typeof mediaUrl === 'string' ? mediaUrl : undefined,
        }),
        isNew,
      },
    })
    return { id, timestamp, delivered }
  }

  /** Somebody answers from the business's phone. */
  function echo(input: EchoInput): { id: string } {
    const order = Echo.parse(input)
    const number = getNumber(order.phoneNumberId)
    const isPhone = /^\+?\d[\d\s().-]*$/.test(order.to)
    const thread = store.threadOf(number, isPhone ? { phone: order.to } : { userId: order.to })
    const { customer } = thread
    const { type, content: given } = messageOf(order)
    const content = withMedia(number, type, given)
    const id = newWamid(customer.key, 'out')
    const at = order.timestamp === undefined ? clock.now() : order.timestamp * 1000
    const message: ThreadMessage = { id, direction: 'echo', at, type, content, tick: 'sent' }
    const item: Json = {
      from: number.displayPhoneNumber.replace(/\D/g, ''),
      ...identity('to', customer.waId),
      to_user_id: customer.userId,
      id,
      timestamp: String(Math.floor(at / 1000)),
      type,
      ...(content !== undefined && { [type]: content }),
    }
    store.addMessage(thread, message)
    events.emit({ type: 'message', phoneNumberId: number.phoneNumberId, customer: customer.key, message })
    void webhooks.publish({
      key: id,
      phoneNumberId: number.phoneNumberId,
      about: 'echo',
      customer,
      item,
      kapso: {
        event: 'whatsapp.message.sent',
        message: kapsoMessage(item, { direction: 'outbound', origin: 'business_app', status: 'sent' }),
        isNew: false,
      },
    })
    return { id }
  }

  return { receive, echo }
}

const UNSUPPORTED = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
}

type Order = { contextId?: string | undefined; forwarded?: boolean | undefined }

// A forwarded message names nobody and no id.
function contextOf(from: string, { contextId, forwarded }: Order): Json {
  if (contextId) return { context: { from, id: contextId } }
  return forwarded ? { context: { forwarded: true } } : {}
}

/** Whose message is answered to: customers quote themselves too. */
function authorOf({ displayPhoneNumber }: PhoneNumber, { customer, messages }: Thread, contextId: string | undefined) {
  const quoted = contextId === undefined ? undefined : messages.find(({ id }) => id === contextId)
  const ours = displayPhoneNumber.replace(/\D/g, '')
  return quoted?.direction === 'in' ? (customer.waId ?? customer.userId) : ours
}
