import { z } from 'zod'
import type { MessageInThread } from '#db/queries/thread.ts'
import { isShown } from '#domain/media/judge.ts'
import type { ShownContent, ShownFile } from './contract.ts'

// Customers' programs write what they like: each part is read by itself, and one that is not understood is left out.

const words = z.string().trim().min(1).max(2_000)
const maybe = words.optional().catch(undefined)
const number = z.coerce.number()
const list = <Item extends z.ZodType>(item: Item) =>
  z.array(z.unknown()).transform((all) => all.slice(0, MOST_ITEMS).flatMap((one) => item.safeParse(one).data ?? []))

const MOST_ITEMS = 50
const FILES = ['image', 'video', 'audio', 'document', 'sticker']
/** WhatsApp's code for a file that is larger than it takes. */
const TOO_LARGE = 131052

const Rows = list(z.object({ id: words, title: words, description: maybe }))
const Buttons = list(z.object({ id: words, title: words }))
const Link = z.object({ label: words, url: z.url({ protocol: /^https$/ }) })
const Form = z.object({ response: z.string() })
const Place = z.object({
  latitude: number.min(-90).max(90),
  longitude: number.min(-180).max(180),
  name: maybe,
  address: maybe,
})
const People = list(
  z.object({
    name: z.object({ formatted_name: words }),
    phones: list(z.object({ phone: words })).catch([]),
    emails: list(z.object({ email: words })).catch([]),
    org: z.object({ company: words }).optional().catch(undefined),
  }),
)
const Order = z.object({
  product_items: list(
    z.object({
      product_retailer_id: words,
      quantity: number.catch(1),
      item_price: number.nullish().catch(null),
      currency: words.catch(''),
    }),
  ),
})
const Referral = z.object({
  headline: maybe,
  body: maybe,
  source_url: z
    .url({ protocol: /^https?$/ })
    .nullish()
    .catch(null),
})
const Type = z.object({ type: words })
const Template = z.object({
  name: words,
  header: words.nullable().catch(null),
  footer: words.nullable().catch(null),
  buttons: z.array(words).catch([]),
})

type Kept = Pick<
  MessageInThread,
  'kind' | 'content' | 'fileState' | 'fileReason' | 'fileName' | 'fileType' | 'fileBytes'
>

/** What a message has beside words, as its page may have it. */
export function contentOf(message: Kept): ShownContent {
  const { kind } = message
  const content = z.record(z.string(), z.unknown()).safeParse(message.content).data ?? {}
  const read = <Value>(shape: z.ZodType<Value>, part: string): Value | undefined => shape.safeParse(content[part]).data
  const rows = read(Rows, 'rows')
  const buttons = read(Buttons, 'buttons')
  const link = read(Link, 'link')
  const form = formOf(read(Form, 'form')?.response)
  const location = read(Place, 'location')
  const contacts = read(People, 'contacts')
  const reaction = read(z.object({ emoji: z.string().max(32).optional() }), 'reaction')
  const order = read(Order, 'order')
  const referral = read(Referral, 'referral')
  const template = kind === 'template' ? read(Template, 'template') : undefined
  const about = read(Type, 'unsupported')?.type ?? read(Type, 'system')?.type
  return {
    ...(FILES.includes(kind) && { file: fileOf(message, read(z.array(z.unknown()), 'errorCodes') ?? []) }),
    ...(rows && rows.length > 0 && { rows }),
    ...(buttons && buttons.length > 0 && { buttons }),
    ...(link && { link }),
    ...(content['reply'] !== undefined && { isChoice: true as const }),
    ...(form.length > 0 && { form }),
    ...(location && { location }),
    ...(contacts &&
      contacts.length > 0 && {
        contacts: contacts.map(({ name, phones, emails, org }) => ({
          name: name.formatted_name,
          ways: [org?.company ?? [], phones.map(({ phone }) => phone), emails.map(({ email }) => email)].flat(),
        })),
      }),
    ...(reaction && { reaction: reaction.emoji === undefined ? {} : { emoji: reaction.emoji } }),
    ...(order && {
      order: order.product_items.map(({ product_retailer_id, quantity, item_price, currency }) => ({
        ...{ name: product_retailer_id, count: quantity, price: item_price ?? null, currency },
      })),
    }),
    ...(referral && {
      referral: { title: referral.headline ?? referral.body ?? '', url: referral.source_url ?? null },
    }),
    ...(template && { template }),
    ...(about !== undefined && { about }),
  }
}

function fileOf(message: Kept, errorCodes: readonly unknown[]): ShownFile {
  const { fileState, fileReason, fileName, fileType, fileBytes } = message
  if (fileState === null) {
    // WhatsApp gave us no name of it to fetch it by.
    const reason = errorCodes.includes(TOO_LARGE) ? 'too-large' : 'absent'
    return { state: 'gone', reason, name: null, label: null, bytes: null, isShown: false }
  }
  return {
    state: fileState as ShownFile['state'],
    reason: fileState === 'waiting' ? null : fileReason,
    name: cleanName(fileName),
    label: labelOf(fileName, fileType),
    bytes: fileBytes,
    isShown: isShown(plainType(fileType)),
  }
}

/** A file's name to show and to save it under: no path, nothing invisible. */
export function cleanName(fileName: string | null): string | null {
  const name = (fileName ?? '')
    .replace(/^.*[/\\]/s, '')
    // Also the marks that turn the direction of writing: `exe.fdp` would read as `pdf.exe`.
    .replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, '')
    .trim()
    .replace(/^\.+/, '')
    .slice(-120)
    .toWellFormed()
  return name === '' ? null : name
}

/** A type without its parameters. */
export const plainType = (type: string | null): string => (type ?? '').replace(/;.*$/s, '').trim()

/** `PDF`, as people know a file by; of its name, else of its type. */
function labelOf(name: string | null, type: string | null): string | null {
  const [, ending] = /\.([a-z0-9]{1,5})$/i.exec(name ?? '') ?? []
  const [, subtype] = /\/([a-z0-9]{1,5})$/i.exec(plainType(type)) ?? []
  return (ending ?? subtype)?.toUpperCase() ?? null
}

/** What was filled in: a flow answers with JSON in a string. */
function formOf(response: string | undefined): { name: string; value: string }[] {
  if (response === undefined) return []
  try {
    const answers = z.record(z.string(), z.unknown()).parse(JSON.parse(response))
    return Object.entries(answers)
      .filter(([name, value]) => name !== 'flow_token' && ['string', 'number', 'boolean'].includes(typeof value))
      .slice(0, MOST_ITEMS)
      .map(([name, value]) => ({ name, value: String(value).slice(0, 500) }))
  } catch {
    return []
  }
}
