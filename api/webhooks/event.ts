import { createHash } from 'node:crypto'
import { toE164 } from '#clients/phone/phone.ts'
import { MetaMessage, MetaStatus, type MetaContact, type UnixTime } from '#schema/whatsapp-webhook.ts'

export type EventKind = 'message' | 'status' | 'echo' | 'template_status' | 'other'

/** One thing that happened, cut out of a POST. Its key is the same in every delivery of it. */
export type WebhookEvent = {
  kind: EventKind
  key: string
  phoneNumberId: string | null
  businessAccountId: string | null
  /** The contact's phone with +, or user id; null where the event is about no contact. */
  sender: string | null
  occurredAt: Date
  payload: Record<string, unknown>
}

/**
 * What a POST came to. `skipped` says why a part of it is left out, in words for the log; `broken` the same of parts
 * that should have been of use to us.
 */
export type Cut = { events: WebhookEvent[]; skipped: string[]; broken: string[] }

export type Source = { phoneNumberId: string | null; businessAccountId: string | null; receivedAt: Date }

type Problem = { problem: string }

const CLOCK_AHEAD_MS = 5 * 60_000
const BEFORE_WHATSAPP_MS = Date.UTC(2009, 0)

export function messageEvent(source: Source, item: unknown, contacts: MetaContact[]): WebhookEvent | Problem {
  const read = MetaMessage.safeParse(item)
  if (!read.success) return { problem: 'a message without a usable id' }
  const message = read.data
  const contact = contactOf(message, contacts)
  const { system } = message
  // Of a customer who moved from one user id to another, no more may be said than the two.
  const userId = message.from_user_id ?? contact?.user_id ?? system?.previous_user_id ?? system?.user_id
  const sender = phoneOf(message.from ?? contact?.wa_id) ?? userId ?? message.from
  if (!isName(sender)) return { problem: 'a message without a usable sender' }
  const payload = { sender, message: item, contact: contact ?? null }
  return { ...about(source, message.timestamp), kind: 'message', key: `m:${message.id}`, sender, payload }
}

/** What the business wrote on the phone itself; the contact is who it was written to. */
export function echoEvent(source: Source, item: unknown, contacts: MetaContact[]): WebhookEvent | Problem {
  const read = MetaMessage.safeParse(item)
  if (!read.success) return { problem: 'an echo without a usable id' }
  const message = read.data
  const sender = phoneOf(message.to) ?? message.to_user_id ?? message.to
  if (!isName(sender)) return { problem: 'an echo without a usable recipient' }
  const payload = { sender, message: item, contact: contacts.length === 1 ? contacts[0] : null }
  return { ...about(source, message.timestamp), kind: 'echo', key: `e:${message.id}`, sender, payload }
}

export function statusEvent(source: Source, item: unknown): WebhookEvent | Problem {
  const read = MetaStatus.safeParse(item)
  if (!read.success) return { problem: 'a status without id or name' }
  const { id, status, timestamp, errors } = read.data
  // What is no time may be of any length, and a key must fit into an index.
  const key = `s:${id}|${status}|${String(timestamp ?? '').slice(0, 40)}|${String(errors?.[0]?.code ?? '')}`
  return { ...about(source, timestamp), kind: 'status', key, sender: null, payload: { status: item } }
}

/** Anything that is kept as it came: keyed by what it says. */
export function plainEvent(
  source: Source,
  kind: 'template_status' | 'other',
  payload: Record<string, unknown>,
  time?: UnixTime,
): WebhookEvent {
  const hash = createHash('sha256')
    .update(JSON.stringify([source.businessAccountId, source.phoneNumberId, time, payload]))
    .digest('hex')
  return { ...about(source, time), kind, key: `${kind === 'other' ? 'o' : 't'}:${hash}`, sender: null, payload }
}

/** Adds the event, or keeps the item that could not be read for a person to look at. */
export function collect(cut: Cut, source: Source, item: unknown, make: () => WebhookEvent | Problem): void {
  try {
    const made = make()
    if ('kind' in made) return void cut.events.push(made)
    cut.broken.push(made.problem)
    cut.events.push(plainEvent(source, 'other', { unreadable: item }))
  } catch (error) {
    cut.broken.push(error instanceof Error ? error.message : 'an item that cannot be read')
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** WhatsApp writes a phone as digits with the country; anything else is read as people write it. */
export function phoneOf(text: string | null | undefined): string | null {
  if (!text) return null
  const digits = text.startsWith('+') ? text.slice(1) : text
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : toE164(text)
}

/** A business-scoped user id: a country, then what WhatsApp made up. */
export const userIdOf = (text: string | null | undefined): string | null =>
  text && /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(text) ? text : null

/** A user id, or whatever else somebody is known by: short enough for an index. */
export const isName = (name: string | null | undefined): name is string => !!name && name.length <= 200

function about(source: Source, time: UnixTime) {
  const { phoneNumberId, businessAccountId } = source
  return { phoneNumberId, businessAccountId, occurredAt: occurred(time, source.receivedAt) }
}

/**
 * WhatsApp tells the second; within it the moment of receipt is the best guess, at most its end. Earlier would put an
 * answer before the reply that it answers. A clock that runs ahead must not put a message behind all that come after it.
 */
function occurred(time: UnixTime, receivedAt: Date): Date {
  const number = Number(time ?? NaN)
  const isSecond = number <= 1e11
  const ms = isSecond ? number * 1000 : number
  if (!(ms > BEFORE_WHATSAPP_MS)) return receivedAt
  const received = receivedAt.getTime()
  const within = isSecond && received > ms ? Math.min(received, ms + 999) : ms
  return new Date(Math.min(within, received + CLOCK_AHEAD_MS))
}

function contactOf(message: MetaMessage, contacts: MetaContact[]): MetaContact | undefined {
  return (
    contacts.find(
      ({ wa_id, user_id }) => (wa_id && wa_id === message.from) || (user_id && user_id === message.from_user_id),
    ) ?? (contacts.length === 1 ? contacts[0] : undefined)
  )
}
