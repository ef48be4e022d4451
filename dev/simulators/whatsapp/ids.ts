import { createHash, randomBytes } from 'node:crypto'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

const digits = (text: string, length: number) =>
  BigInt(`0x${hash(text).slice(0, 30)}`)
    .toString()
    .slice(0, length)

/** WhatsApp's message id: base64 that holds the other side's phone number in plain, as the real ones do. */
export function newWamid(customer: string, direction: 'in' | 'out'): string {
  const phone = Buffer.from(customer.slice(0, 127), 'ascii')
  const tail = Buffer.from(
    randomBytes(10)
      .toString('hex')
      .toUpperCase()
      .slice(0, direction === 'in' ? 20 : 18),
    'ascii',
  )
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, phone.length]),
    phone,
    Buffer.from([0x15, 0x02, 0x00, direction === 'in' ? 0x12 : 0x11, 0x18, tail.length]),
    tail,
    Buffer.from([0x00]),
  ])
  return `wamid.${bytes.toString('base64')}`
}

export const newTrace = () => `A${randomBytes(17).toString('base64url').slice(0, 22)}`

export const newObjectId = () => `1${digits(randomBytes(16).toString('hex'), 15)}`

const COUNTRIES: readonly (readonly [string, string])[] = [
  ['62', 'ID'],
  ['60', 'MY'],
  ['65', 'SG'],
  ['61', 'AU'],
  ['55', 'BR'],
  ['49', 'DE'],
  ['44', 'GB'],
  ['1', 'US'],
]

/** The user id that one business sees for one phone number: always the same, another business sees another. */
export function userIdOf(wabaId: string, waId: string): string {
  const country = COUNTRIES.find(([prefix]) => waId.startsWith(prefix))?.[1] ?? 'ID'
  return `${country}.${digits(`${wabaId}/${waId}`, 16)}`
}

export const wabaIdOf = (phoneNumberId: string) => `1${digits(`waba/${phoneNumberId}`, 14)}`

export function conversationIdOf(threadKey: string): string {
  const h = hash(threadKey)
  return [h.slice(0, 8), h.slice(8, 12), `4${h.slice(13, 16)}`, `a${h.slice(17, 20)}`, h.slice(20, 32)].join('-')
}

/** `+62 812-3456` and `628123456` are the same customer; a user id stays as it is. */
export function customerKey(text: string): string {
  const trimmed = text.trim()
  return /^[+\d][\d\s().-]*$/.test(trimmed) ? trimmed.replace(/\D/g, '') : trimmed
}
