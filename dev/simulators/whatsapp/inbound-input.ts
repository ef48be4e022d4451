import { z } from 'zod'

const file = z.looseObject({
  base64: z.base64().optional().describe('the bytes; a tiny sample where it is left out'),
  mime_type: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
})
const reply = z.strictObject({ id: z.string(), title: z.string(), description: z.string().optional() })
const location = z.looseObject({ latitude: z.number(), longitude: z.number() })
const card = z.looseObject({ name: z.looseObject({ formatted_name: z.string() }) })
const choice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('list_reply'), list_reply: reply }),
  z.strictObject({ type: z.literal('button_reply'), button_reply: reply }),
  z.looseObject({ type: z.literal('nfm_reply'), nfm_reply: z.looseObject({ response_json: z.string() }) }),
])
const order = z.looseObject({ catalog_id: z.string(), product_items: z.array(z.looseObject({})) })

export const InboundMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.strictObject({ body: z.string().min(1).max(65_536) }) }),
  z.strictObject({ type: z.literal('image'), image: file.default({}) }),
  z.strictObject({ type: z.literal('video'), video: file.default({}) }),
  z.strictObject({ type: z.literal('audio'), audio: file.extend({ voice: z.boolean().optional() }).default({}) }),
  z.strictObject({ type: z.literal('document'), document: file.default({}) }),
  z.strictObject({
    type: z.literal('sticker'),
    sticker: file.extend({ animated: z.boolean().optional() }).default({}),
  }),
  z.strictObject({ type: z.literal('location'), location }),
  z.strictObject({ type: z.literal('contacts'), contacts: z.array(card).min(1) }),
  z.strictObject({
    type: z.literal('reaction'),
    reaction: z.strictObject({ message_id: z.string(), emoji: z.string().optional() }),
  }),
  z.strictObject({ type: z.literal('interactive'), interactive: choice }),
  z.strictObject({ type: z.literal('button'), button: z.strictObject({ payload: z.string(), text: z.string() }) }),
  z.strictObject({ type: z.literal('order'), order }),
  z.strictObject({ type: z.literal('system'), system: z.looseObject({ body: z.string() }) }),
  z.strictObject({ type: z.literal('unsupported'), unsupported: z.looseObject({}).optional() }),
  z.strictObject({ type: z.literal('request_welcome') }),
])

const From = z
  .strictObject({
    phone: z
      .string()
      .regex(/^\+?\d[\d\s().-]{4,24}$/, 'a phone number in international form')
      .optional(),
    userId: z.string().min(3).optional(),
    name: z.string().optional(),
    username: z.string().optional(),
  })
  .refine(({ phone, userId }) => phone ?? userId, { message: 'phone or userId is needed' })

export const Inbound = z
  .strictObject({
    phoneNumberId: z.string(),
    from: From,
    message: InboundMessage.optional(),
    text: z.string().min(1).optional().describe('short for a text message'),
    listReply: reply.optional(),
    buttonReply: reply.omit({ description: true }).optional(),
    contextId: z.string().optional(),
    timestamp: z.coerce.number().int().positive().optional().describe('unix seconds'),
    forwarded: z.boolean().optional(),
    groupId: z.string().optional(),
    referral: z.looseObject({}).optional(),
    extra: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('fields that nobody has heard of, put into the message'),
    id: z.string().optional().describe('a wamid of your own'),
  })
  .refine((input) => [input.message, input.text, input.listReply, input.buttonReply].filter(Boolean).length === 1, {
    message: 'exactly one of message, text, listReply, buttonReply is needed',
  })
export type InboundInput = z.input<typeof Inbound>
export type InboundOrder = z.output<typeof Inbound>

export const Echo = z.strictObject({
  phoneNumberId: z.string(),
  to: z.string(),
  message: InboundMessage.optional(),
  text: z.string().min(1).optional(),
  timestamp: z.coerce.number().int().positive().optional(),
})
export type EchoInput = z.input<typeof Echo>

type Short = Pick<InboundOrder, 'message' | 'text' | 'listReply' | 'buttonReply'>

/** The message behind the short forms. */
export function messageOf({ message, text, listReply, buttonReply }: Short): { type: string; content: unknown } {
  if (text !== undefined) return { type: 'text', content: { body: text } }
  if (listReply) return { type: 'interactive', content: { type: 'list_reply', list_reply: listReply } }
  if (buttonReply) return { type: 'interactive', content: { type: 'button_reply', button_reply: buttonReply } }
  const type = message?.type ?? 'text'
  const whole: Record<string, unknown> = { ...message }
  return { type, content: whole[type] }
}
