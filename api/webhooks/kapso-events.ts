import { KapsoItem } from '#schema/kapso-webhook.ts'
import type { MetaContact } from '#schema/whatsapp-webhook.ts'
import { collect, echoEvent, isRecord, listOf, messageEvent, statusEvent, type Cut, type Source } from './event.ts'
import { cutMeta } from './meta-events.ts'

const STATUSES = new Set(['sent', 'delivered', 'read', 'failed', 'played'])
/** Of what a person wrote on the phone, these say how far it came; anything else is the message itself. */
const MOVES = new Set(['delivered', 'read', 'failed'])

/**
 * The same events out of what Kapso posts: one item, a batch of them, or Meta's own body passed on.
 * `eventName` is the header; message events are named nowhere else, unless they come as a batch.
 */
export function cutKapso(body: unknown, eventName: string | undefined, receivedAt: Date): Cut {
  if (!isRecord(body)) return { events: [], skipped: ['a body that is no object'], broken: [] }
  if (Array.isArray(body['entry'])) return cutMeta(body, receivedAt)
  const cut: Cut = { events: [], skipped: [], broken: [] }
  const named = [eventName, body['type'], body['event']].find((name) => typeof name === 'string' && name !== '')
  const items = Array.isArray(body['data']) ? body['data'] : [body]
  for (const item of items) {
    try {
      cutItem(cut, item, typeof named === 'string' ? named : undefined, receivedAt)
    } catch (error) {
      cut.broken.push(error instanceof Error ? error.message : 'an item that cannot be read')
    }
  }
  return cut
}

/**
 * The same events again out of what Kapso's history says: rows of messages, each with what became of it. Their keys are
 * those of the webhooks, so that what came by one is known.
 */
export function cutKapsoHistory(rows: readonly unknown[], phoneNumberId: string, receivedAt: Date): Cut {
  const cut: Cut = { events: [], skipped: [], broken: [] }
  for (const row of rows) {
    const kapso = isRecord(row) && isRecord(row['kapso']) ? row['kapso'] : {}
    const { phone_number, username, contact_name } = kapso
    const conversation = {
      ...{ phone_number, username, contact_name },
      business_scoped_user_id: kapso['business_scoped_user_id'],
      parent_business_scoped_user_id: kapso['parent_business_scoped_user_id'],
    }
    try {
      cutItem(cut, { message: row, conversation, phone_number_id: phoneNumberId }, undefined, receivedAt)
    } catch (error) {
      cut.broken.push(error instanceof Error ? error.message : 'a row that cannot be read')
    }
  }
  return cut
}

function cutItem(cut: Cut, item: unknown, named: string | undefined, receivedAt: Date): void {
  const read = KapsoItem.safeParse(item)
  if (!read.success || (named !== undefined && !named.startsWith('whatsapp.message.'))) {
    cut.skipped.push(`an event of Kapso that we do not use: ${(named ?? 'without a name').slice(0, 80)}`)
    return
  }
  const { message, conversation, phone_number_id: numberId } = read.data
  const kapso = message.kapso
  const source: Source = {
    phoneNumberId: numberId ?? conversation?.phone_number_id ?? null,
    businessAccountId: null,
    receivedAt,
  }
  const what = named?.replace('whatsapp.message.', '') ?? (kapso?.direction === 'outbound' ? kapso.status : 'received')

  if (kapso?.origin === 'history_sync') cut.skipped.push('a message of the history that Kapso brought in')
  else if (kapso?.origin === 'business_app' && (named === undefined || !MOVES.has(what ?? ''))) {
    const echo = {
      ...message,
      to: message['to'] ?? conversation?.phone_number,
      to_user_id: message['to_user_id'] ?? conversation?.business_scoped_user_id,
    }
    collect(cut, source, item, () => echoEvent(source, echo, [contactOf(read.data)]))
  } else if (what === 'received') {
    const inbound = {
      ...message,
      from: message['from'] ?? conversation?.phone_number,
      from_user_id: message['from_user_id'] ?? conversation?.business_scoped_user_id,
    }
    collect(cut, source, item, () => messageEvent(source, inbound, [contactOf(read.data)]))
  } else if (what !== null && what !== undefined && STATUSES.has(what)) {
    for (const status of statusesOf(read.data, what)) collect(cut, source, status, () => statusEvent(source, status))
  } else cut.skipped.push(`an event of Kapso that we do not use: ${String(what).slice(0, 80)}`)
}

/** Meta's statuses as Kapso passes them on; without them, what the event itself says. */
function statusesOf({ message }: KapsoItem, what: string): unknown[] {
  const passedOn = listOf(message.kapso?.statuses).filter((status) => isRecord(status) && status['id'] === message.id)
  if (passedOn.some((status) => isRecord(status) && status['status'] === what)) return passedOn
  const { biz_opaque_callback_data, errors, timestamp } = message
  return [...passedOn, { id: message.id, status: what, timestamp, biz_opaque_callback_data, errors }]
}

function contactOf({ message, conversation }: KapsoItem): MetaContact {
  const name = conversation?.kapso?.contact_name ?? conversation?.contact_name ?? message.kapso?.contact_name
  return {
    // Never the other way round: on what we sent, `from` is our own number.
    wa_id: conversation?.phone_number,
    user_id: conversation?.business_scoped_user_id,
    parent_user_id: conversation?.parent_business_scoped_user_id,
    profile: { name, username: conversation?.username },
  }
}
