import type { BatchShape } from './faults.ts'
import type { Json, PhoneNumber, Update } from './shapes.ts'

const FIELDS = {
  message: 'messages',
  status: 'messages',
  echo: 'smb_message_echoes',
  template: 'message_template_status_update',
} as const
const LISTS = { message: 'messages', status: 'statuses', echo: 'message_echoes' } as const

type NumberOf = (phoneNumberId: string) => PhoneNumber

/** The body that Meta posts for one or more updates, maybe of several numbers. */
export function metaBody(
  updates: readonly Update[],
  numberOf: NumberOf,
  nowMs: number,
  shape: BatchShape = 'merged',
): Json {
  const [only] = updates
  if (only?.about === 'template') return templateBody(updates, numberOf, nowMs)
  const groups = shape === 'merged' ? groupsOf(updates) : updates.map((update) => [update])
  const changes = groups.map((group) => ({ group, change: changeOf(group, numberOf) }))
  if (shape === 'entries') {
    return envelope(changes.map(({ group, change }) => ({ id: wabaOf(group, numberOf), changes: [change] })))
  }
  const entries = new Map<string, Json[]>()
  for (const { group, change } of changes) {
    const id = wabaOf(group, numberOf)
    entries.set(id, [...(entries.get(id) ?? []), change])
  }
  return envelope([...entries].map(([id, list]) => ({ id, changes: list })))
}

const envelope = (entry: Json[]): Json => ({ object: 'whatsapp_business_account', entry })

const wabaOf = ([first]: readonly Update[], numberOf: NumberOf) => (first ? numberOf(first.phoneNumberId).wabaId : '')

/** Neighbours of one number and one kind share a change, as in Meta's own batches. */
function groupsOf(updates: readonly Update[]): Update[][] {
  const groups: Update[][] = []
  for (const update of updates) {
    const last = groups.at(-1)
    const before = last?.[0]
    if (last && before?.phoneNumberId === update.phoneNumberId && before.about === update.about) last.push(update)
    else groups.push([update])
  }
  return groups
}

function changeOf(group: readonly Update[], numberOf: NumberOf): Json {
  const [first] = group
  if (!first || first.about === 'template') return {}
  const number = numberOf(first.phoneNumberId)
  const contacts = new Map(
    group.flatMap((update) => update.contacts ?? []).map((contact) => [JSON.stringify(contact), contact]),
  )
  return {
    value: {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: number.displayPhoneNumber.replace(/\D/g, ''),
        phone_number_id: number.phoneNumberId,
      },
      ...(contacts.size > 0 && { contacts: [...contacts.values()] }),
      [LISTS[first.about]]: group.map((update) => update.item),
    },
    field: FIELDS[first.about],
  }
}

// Management fields carry a whole number of seconds, and `object` last.
function templateBody(updates: readonly Update[], numberOf: NumberOf, nowMs: number): Json {
  return {
    entry: updates.map((update) => ({
      id: numberOf(update.phoneNumberId).wabaId,
      time: Math.floor(nowMs / 1000),
      changes: [{ value: update.item, field: FIELDS.template }],
    })),
    object: 'whatsapp_business_account',
  }
}
