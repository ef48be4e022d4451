import type { WaitingEvent } from '#db/queries/inbound-events.ts'
import type { Identity, Person } from '#db/queries/receive-contacts.ts'
import type { ReceivedMessage } from '#db/queries/receive.ts'
import { MetaContact, MetaMessage, MetaMessageBody, type MessageContent } from '#schema/whatsapp-webhook.ts'
import { isName, phoneOf } from '../webhooks/event.ts'

type Body = ReturnType<typeof MetaMessageBody.parse>
type Said = { body: string; content: MessageContent }

/** What needs no answer is stored and set aside at once. WhatsApp says `unknown` for `unsupported` at times. */
const NEEDS_NO_REPLY = new Set(['reaction', 'system', 'unsupported', 'unknown', 'revoke'])
/** Neither is a word from the contact, so neither opens the 24 hours. */
const DOES_NOT_COUNT = new Set(['reaction', 'system'])
const NAME_LIMIT = 200

/** The message row of a kept event. */
export function readMessage(event: WaitingEvent): ReceivedMessage {
  const raw = event.payload['message']
  const message = MetaMessage.parse(raw)
  const parts = MetaMessageBody.parse(raw)
  const inbound = event.kind === 'message'
  const { body, content } = said(message.type, parts)
  const isTest = event.payload['test'] === true
  const needsNone = isTest
    ? 'test'
    : NEEDS_NO_REPLY.has(message.type)
      ? message.type
      : message.group_id
        ? 'group'
        : null
  return {
    eventId: event.id,
    channelId: event.channelId,
    sender: senderOf(event),
    direction: inbound ? 'inbound' : 'outbound',
    author: inbound ? 'customer' : 'phone',
    kind: message.type,
    body,
    content: {
      ...content,
      ...(parts.referral && { referral: parts.referral }),
      ...(parts.context?.forwarded && { forwarded: true as const }),
      ...(message.group_id && { groupId: message.group_id }),
    },
    providerMessageId: message.id,
    // A reaction is to a message as an answer is.
    replyToProviderId: parts.context?.id ?? parts.reaction?.message_id ?? null,
    outcome: inbound && needsNone !== null ? `ignored: ${needsNone}` : null,
    counts: !DOES_NOT_COUNT.has(message.type),
    sentAt: event.occurredAt,
  }
}

/** Who a kept event is about, by every name in it: phones first. */
export function readPerson(event: WaitingEvent): Person {
  const message = MetaMessage.parse(event.payload['message'])
  const contact = MetaContact.safeParse(event.payload['contact']).data
  const inbound = event.kind === 'message'
  const sender = senderOf(event)
  const phones = inbound ? [message.from, contact?.wa_id] : [message.to, contact?.wa_id]
  const userId = inbound ? (message.from_user_id ?? contact?.user_id) : (message.to_user_id ?? contact?.user_id)
  const numbers = [...new Set(phones.flatMap((text) => phoneOf(text) ?? []))]
  const identities: Identity[] = [
    ...numbers.map((value): Identity => ({ kind: 'phone', value })),
    ...(isName(userId) ? [{ kind: 'user_id' as const, value: userId }] : []),
  ]
  const name = contact?.profile?.name ?? contact?.profile?.username ?? null
  return {
    sender,
    identities: identities.length > 0 ? identities : [{ kind: 'phone', value: sender }],
    phone: numbers[0] ?? null,
    name: name?.trim().slice(0, NAME_LIMIT).toWellFormed() || null,
  }
}

/** One person for each sender, with all that their events say of them. */
export function joinPeople(people: readonly Person[]): Person[] {
  const joined = new Map<string, Person>()
  for (const person of people) {
    const before = joined.get(person.sender)
    const identities = [...(before?.identities ?? []), ...person.identities]
    joined.set(person.sender, {
      sender: person.sender,
      identities: identities.filter(
        ({ kind, value }, index) => identities.findIndex((one) => one.kind === kind && one.value === value) === index,
      ),
      phone: before?.phone ?? person.phone,
      name: person.name ?? before?.name ?? null,
    })
  }
  return [...joined.values()]
}

function senderOf({ payload }: WaitingEvent): string {
  return typeof payload['sender'] === 'string' ? payload['sender'] : ''
}

function said(type: string, parts: Body): Said {
  switch (type) {
    case 'text':
      return { body: parts.text?.body ?? '', content: {} }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return media(parts[type])
    case 'location':
      return location(parts)
    case 'contacts':
      return { body: '', content: { contacts: parts.contacts ?? [] } }
    case 'button':
      return reply({ id: parts.button?.payload ?? parts.button?.text, title: parts.button?.text })
    case 'interactive':
      return interactive(parts)
    case 'reaction': {
      const { message_id, emoji } = parts.reaction ?? {}
      return { body: '', content: { reaction: { providerMessageId: message_id ?? '', ...(emoji && { emoji }) } } }
    }
    case 'order':
      return { body: parts.order?.text ?? '', content: { order: parts.order } }
    case 'system':
      return { body: '', content: { system: parts.system?.type ? { type: parts.system.type } : {} } }
    default: {
      const errorCodes = (parts.errors ?? []).flatMap(({ code }) => code ?? [])
      return { body: '', content: errorCodes.length > 0 ? { errorCodes } : {} }
    }
  }
}

function media(part: Body['image']): Said {
  if (!part?.id) return { body: part?.caption ?? '', content: {} }
  const { id, mime_type, sha256, filename, caption, voice, animated } = part
  const content: MessageContent = {
    media: {
      id,
      ...(mime_type && { mimeType: mime_type }),
      ...(sha256 && { sha256 }),
      ...(filename && { filename }),
      ...(caption && { caption }),
      ...(voice && { voice: true as const }),
      ...(animated && { animated: true as const }),
    },
  }
  return { body: caption ?? '', content }
}

function location({ location: part }: Body): Said {
  if (!part) return { body: '', content: {} }
  const { latitude, longitude, name, address } = part
  return {
    body: [name, address].filter(Boolean).join(', '),
    content: { location: { latitude, longitude, ...(name && { name }), ...(address && { address }) } },
  }
}

function interactive({ interactive: part }: Body): Said {
  const form = part?.nfm_reply
  if (form?.response_json) {
    return {
      body: form.body ?? '',
      content: { form: { ...(form.name && { name: form.name }), response: form.response_json } },
    }
  }
  return reply(part?.list_reply ?? part?.button_reply ?? {})
}

type Chosen = {
  id?: string | null | undefined
  title?: string | null | undefined
  description?: string | null | undefined
}

function reply({ id, title, description }: Chosen): Said {
  if (!id) return { body: title ?? '', content: {} }
  return { body: title ?? '', content: { reply: { id, title: title ?? '', ...(description && { description }) } } }
}
