export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const jsonOf = (value: unknown): Json => (isJson(value) ? value : {})

export type PhoneNumber = {
  phoneNumberId: string
  displayPhoneNumber: string
  verifiedName: string
  wabaId: string
  webhookUrl?: string | undefined
  appSecret: string
  accessToken?: string | undefined
  verifyToken?: string | undefined
  format: 'meta' | 'kapso'
  encoding: 'escaped' | 'escaped-more' | 'raw'
}

/** Known by phone (`waId`), by user id, or by both. `key` is the phone's digits where there is one. */
export type Customer = { key: string; waId?: string; userId: string; name: string; username?: string }

export type Tick = 'accepted' | 'sent' | 'delivered' | 'read'

export type ThreadMessage = {
  id: string
  direction: 'in' | 'out' | 'echo'
  at: number
  type: string
  /** As on the wire: `{ body }` of a text, `{ type, action, … }` of an interactive message. */
  content: unknown
  contextId?: string | undefined
  /** `biz_opaque_callback_data` of a send. */
  opaque?: string | undefined
  tick?: Tick
  failure?: { code: number; title: string }
  /** A webhook about this inbound message was answered 200. */
  reachedBusiness?: boolean
  readByBusiness?: boolean
}

export type Thread = {
  phoneNumberId: string
  customer: Customer
  messages: ThreadMessage[]
  lastInboundAt?: number
}

/** A send that was accepted. `statuses` are those that were published for it, as on the wire. */
export type Send = {
  wamid: string
  phoneNumberId: string
  to: string
  customer: string
  type: string
  at: number
  body: Json
  opaque?: string | undefined
  statuses: Json[]
}

export type RejectedSend = {
  phoneNumberId: string
  to: string
  at: number
  httpStatus: number
  code: number
  message: string
  body: Json
}

export type Template = {
  id: string
  wabaId: string
  name: string
  language: string
  category: string
  status: string
  parameter_format: string
  components: Json[]
}

export type Media = {
  id: string
  phoneNumberId: string
  mimeType: string
  sha256: string
  bytes: Buffer
  expiresAt: number
}

/** One thing to tell the product: a message, a status, an echo, a template's fate. */
export type Update = {
  key: string
  phoneNumberId: string
  about: 'message' | 'status' | 'echo' | 'template'
  customer?: Customer
  contacts?: Json[]
  item: Json
  /** The same for Kapso: the event's name and its `message`. */
  kapso?: { event: string; message: Json; isNew: boolean }
}
