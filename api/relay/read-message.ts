import { optWordOf } from '#domain/conversation/opt-words.ts'
import type { WaitingEvent } from '#db/queries/inbound-events.ts'
import type { Identity, Person } from '#db/queries/receive-contacts.ts'
import type { ReceivedMessage } from '#db/queries/receive.ts'
import { MetaContact, MetaMessage, MetaMessageBody, type MessageContent } from '#schema/whatsapp-webhook.ts'
import { isName, phoneOf, userIdOf } from '../webhooks/event.ts'

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
  const silent = needsNoReply(message.type, body) ? message.type : message.group_id ? 'group' : null
  const needsNone = isTest ? 'test' : silent
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
    // A reaction is to a message as an answer is; so is what becomes of it later.
    replyToProviderId:
      parts.context?.id ??
      parts.reaction?.message_id ??
      parts.edit?.original_message_id ??
      parts.revoke?.original_message_id ??
      null,
    outcome: inbound && needsNone !== null ? `ignored: ${needsNone}` : null,
    counts: !DOES_NOT_COUNT.has(message.type),
    optWord: inbound && needsNone === null ? optWordOf(body) : null,
    sentAt: event.occurredAt,
  }
}

/** Who a kept event is about, by every name in it: phones first. */
export function readPerson(event: WaitingEvent): Person {
  const message = MetaMessage.parse(event.payload['message'])
  const contact = MetaContact.safeParse(event.payload['contact']).data
  const inbound = event.kind === 'message'
  const sender = senderOf(event)
  const address = inbound ? message.from : message.to
  const userId = inbound ? message.from_user_id : message.to_user_id
  const moved = inbound ? readMove(event) : NOBODY_MOVED
  const numbers = [address, contact?.wa_id, sender].flatMap((text) => phoneOf(text) ?? [])
  // An older way of WhatsApp's put the user id where the phone stands.
  const userIds = [userId, contact?.user_id, userIdOf(address), userIdOf(sender)]
  const parents = [message.from_parent_user_id, contact?.parent_user_id]
  const identities = distinct([
    ...moved.identities,
    ...numbers.map((value): Identity => ({ kind: 'phone', value })),
    ...userIds.flatMap((value): Identity[] => (isName(value) ? [{ kind: 'user_id', value }] : [])),
    ...parents.flatMap((value): Identity[] => (isName(value) ? [{ kind: 'parent_user_id', value }] : [])),
  ])
  return {
    sender,
    identities: identities.length > 0 ? identities : [{ kind: 'user_id', value: sender }],
    phone: moved.phone ?? numbers[0] ?? null,
    name: nameIn(contact?.profile?.name),
    username: nameIn(contact?.profile?.username),
    phoneChanged: moved.phone !== null,
  }
}

const NOBODY_MOVED = { identities: [], phone: null }

/** WhatsApp's word that a customer has another number, or another user id, than before. */
function readMove(event: WaitingEvent): { identities: Identity[]; phone: string | null } {
  const { system } = MetaMessageBody.parse(event.payload['message'])
  if (system?.type !== 'user_changed_number' && system?.type !== 'user_changed_user_id') return NOBODY_MOVED
  const phone = system.type === 'user_changed_number' ? phoneOf(system.wa_id) : null
  const former = (kind: Identity['kind'], value: string | null | undefined): Identity[] =>
    value ? [{ kind, value, isFormer: true }] : []
  return {
    phone,
    identities: [
      ...(phone === null ? [] : [{ kind: 'phone' as const, value: phone }]),
      ...(system.user_id ? [{ kind: 'user_id' as const, value: system.user_id }] : []),
      ...(system.parent_user_id ? [{ kind: 'parent_user_id' as const, value: system.parent_user_id }] : []),
      ...former('user_id', system.previous_user_id),
      ...former('parent_user_id', system.previous_parent_user_id),
    ],
  }
}

function distinct(identities: readonly Identity[]): Identity[] {
  return identities.filter(
    ({ kind, value }, index) => identities.findIndex((one) => one.kind === kind && one.value === value) === index,
  )
}

const nameIn = (text: string | null | undefined): string | null =>
  text?.trim().slice(0, NAME_LIMIT).toWellFormed() || null

/** One person for each sender, with all that their events say of them. */
export function joinPeople(people: readonly Person[]): Person[] {
  const joined = new Map<string, Person>()
  for (const person of people) {
    const before = joined.get(person.sender)
    const last = person.phoneChanged === true || before?.phoneChanged !== true ? person : before
    joined.set(person.sender, {
      sender: person.sender,
      identities: distinct([...(before?.identities ?? []), ...person.identities]),
      phone: last.phoneChanged === true ? last.phone : (before?.phone ?? person.phone),
      name: person.name ?? before?.name ?? null,
      username: person.username ?? before?.username ?? null,
      phoneChanged: last.phoneChanged === true,
    })
  }
  return [...joined.values()]
}

/** An edit that says what is new is a word like any other; one that does not is none. */
function needsNoReply(type: string, body: string): boolean {
  return NEEDS_NO_REPLY.has(type) || (type === 'edit' && body === '')
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
      return media(parts[type], parts)
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
    case 'edit': {
      const { text, image, video, document } = parts.edit?.message ?? {}
      return { body: text?.body ?? image?.caption ?? video?.caption ?? document?.caption ?? '', content: {} }
    }
    default: {
      const { type: what } = parts.unsupported ?? {}
      return { body: '', content: { ...errorCodesOf(parts), ...(what && { unsupported: { type: what } }) } }
    }
  }
}

function errorCodesOf({ errors }: Body): Pick<MessageContent, 'errorCodes'> {
  const errorCodes = (errors ?? []).flatMap(({ code }) => code ?? [])
  return errorCodes.length > 0 ? { errorCodes } : {}
}

/** Without an id WhatsApp could not take the file itself, and says why. */
function media(part: Body['image'], parts: Body): Said {
  if (!part?.id) return { body: part?.caption ?? '', content: errorCodesOf(parts) }
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
