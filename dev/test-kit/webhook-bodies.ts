import { createHmac, randomBytes } from 'node:crypto'

// What WhatsApp and Kapso post, as the tests of receiving need it.

export const APP_SECRET = 'the app secret of the tests'
export const KAPSO_SECRET = 'the secret of Kapso in the tests'
export const NUMBER_ID = '106540352242922'
export const ACCOUNT_ID = '102290129340398'

export type Json = Record<string, unknown>

export const sign = (body: string | Buffer, secret = APP_SECRET): string =>
  createHmac('sha256', secret).update(body).digest('hex')

export const wamid = (): string => `wamid.${randomBytes(24).toString('base64')}`

export const unix = (atMs = Date.now()): string => String(Math.floor(atMs / 1000))

export function text(from: string, body: string, more: Json = {}): Json {
  return { from, id: wamid(), timestamp: unix(), type: 'text', text: { body }, ...more }
}

export function status(id: string, name: string, more: Json = {}): Json {
  return { id, status: name, timestamp: unix(), recipient_id: '628', ...more }
}

export function contact(waId: string, name: string, more: Json = {}): Json {
  return { wa_id: waId, profile: { name }, ...more }
}

type Change = {
  numberId?: string
  field?: string
  messages?: unknown[]
  statuses?: unknown[]
  contacts?: unknown[]
  echoes?: unknown[]
}

export function change({
  numberId = NUMBER_ID,
  field = 'messages',
  messages,
  statuses,
  contacts,
  echoes,
}: Change): Json {
  return {
    field,
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '622150001000', phone_number_id: numberId },
      ...(contacts && { contacts }),
      ...(messages && { messages }),
      ...(statuses && { statuses }),
      ...(echoes && { message_echoes: echoes }),
    },
  }
}

export const entries = (...changes: Json[]): Json => ({
  object: 'whatsapp_business_account',
  entry: changes.map((one) => ({ id: ACCOUNT_ID, changes: [one] })),
})

export const metaBody = (parts: Change): Json => entries(change(parts))

export function kapsoItem(message: Json, { numberId = NUMBER_ID, phone = '', kapso = {}, more = {} } = {}): Json {
  return {
    message: {
      ...message,
      kapso: { direction: 'inbound', status: 'received', processing_status: 'pending', origin: 'cloud_api', ...kapso },
    },
    conversation: {
      id: 'conv_1',
      phone_number_id: numberId,
      status: 'active',
      ...(phone && { phone_number: phone }),
      kapso: { contact_name: 'Sari' },
      ...more,
    },
    is_new_conversation: true,
    phone_number_id: numberId,
  }
}
