import { MetaContact } from '#schema/whatsapp-webhook.ts'
import {
  collect,
  echoEvent,
  isRecord,
  listOf,
  messageEvent,
  plainEvent,
  statusEvent,
  type Cut,
  type Source,
} from './event.ts'

/** Every entry, change, message and status of what Meta posted: up to 1000 in one POST, of several numbers. */
export function cutMeta(body: unknown, receivedAt: Date): Cut {
  const cut: Cut = { events: [], skipped: [], broken: [] }
  if (!isRecord(body)) return { events: [], skipped: ['a body that is no object'], broken: [] }
  // The test button of Meta's dashboard posts a bare change.
  const entries = Array.isArray(body['entry']) ? body['entry'] : [{ changes: [body] }]
  for (const entry of entries) {
    if (!isRecord(entry)) {
      cut.skipped.push('an entry that is no object')
      continue
    }
    for (const change of listOf(entry['changes'])) cutChange(cut, entry, change, receivedAt)
  }
  return cut
}

function cutChange(cut: Cut, entry: Record<string, unknown>, change: unknown, receivedAt: Date): void {
  if (!isRecord(change) || !isRecord(change['value'])) {
    cut.skipped.push('a change without a value')
    return
  }
  const { field, value } = { field: text(change['field']), value: change['value'] }
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {}
  const source: Source = {
    phoneNumberId: text(metadata['phone_number_id']),
    businessAccountId: text(entry['id']),
    receivedAt,
  }
  switch (field) {
    case 'messages':
    case 'message_status':
      cutMessages(cut, source, value)
      return
    case 'smb_message_echoes':
    case 'message_echoes': {
      const contacts = contactsOf(value)
      for (const item of listOf(value['message_echoes']))
        collect(cut, source, item, () => echoEvent(source, item, contacts))
      return
    }
    default: {
      const time = typeof entry['time'] === 'number' || typeof entry['time'] === 'string' ? entry['time'] : null
      const isOfTemplate = field === 'message_template_status_update'
      const payload = { field, value, ...(isOfTemplate && { businessAccountId: source.businessAccountId }) }
      collect(cut, source, value, () => plainEvent(source, isOfTemplate ? 'template_status' : 'other', payload, time))
    }
  }
}

function cutMessages(cut: Cut, source: Source, value: Record<string, unknown>): void {
  const contacts = contactsOf(value)
  for (const item of listOf(value['messages'])) collect(cut, source, item, () => messageEvent(source, item, contacts))
  // A status may also stand alone as the value.
  const statuses = typeof value['status'] === 'string' ? [value] : listOf(value['statuses'])
  for (const item of statuses) collect(cut, source, item, () => statusEvent(source, item))
  for (const error of listOf(value['errors'])) {
    cut.skipped.push(`an error of WhatsApp's own, code ${isRecord(error) ? String(error['code']) : 'unknown'}`)
  }
}

function contactsOf(value: Record<string, unknown>): MetaContact[] {
  return listOf(value['contacts']).flatMap((item) => {
    const read = MetaContact.safeParse(item)
    return read.success ? [read.data] : []
  })
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
