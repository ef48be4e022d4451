import { z } from 'zod'
import { metaError, type MetaError } from './errors.ts'
import { isJson, type Json } from './shapes.ts'

const text = (most: number) => z.string().min(1).max(most)

const media = z
  .looseObject({
    id: z.string().optional(),
    link: z.url({ protocol: /^https?$/ }).optional(),
    caption: z.string().max(1024).optional(),
  })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), {
    message: 'exactly one of id and link is needed',
  })

const header = z
  .looseObject({ type: z.enum(['text', 'image', 'video', 'document']), text: text(60).optional() })
  .optional()
const footer = z.looseObject({ text: text(60) }).optional()
const body = (most: number) => z.looseObject({ text: text(most) })

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length

const buttons = z
  .array(z.looseObject({ type: z.literal('reply'), reply: z.looseObject({ id: text(256), title: text(20) }) }))
  .min(1)
  .max(3)
  .refine((list) => distinct(list.map(({ reply }) => reply.id)), { message: 'ids must differ' })
  .refine((list) => distinct(list.map(({ reply }) => reply.title)), { message: 'titles must differ' })

const row = z.looseObject({ id: text(200), title: text(24), description: z.string().max(72).optional() })

const sections = z
  .array(z.looseObject({ title: z.string().max(24).optional(), rows: z.array(row).min(1) }))
  .min(1)
  .max(10)
  .refine((list) => list.flatMap(({ rows }) => rows).length <= 10, {
    message: 'Total row count exceeds max allowed count: 10',
  })
  .refine((list) => distinct(list.flatMap(({ rows }) => rows.map(({ id }) => id))), { message: 'row ids must differ' })
  .refine((list) => list.length === 1 || list.every(({ title }) => title), {
    message: 'each of several sections needs a title',
  })

const interactive = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('button'), header, body: body(1024), footer, action: z.looseObject({ buttons }) }),
  z.looseObject({
    type: z.literal('list'),
    header: z.looseObject({ type: z.literal('text'), text: text(60) }).optional(),
    body: body(4096),
    footer,
    action: z.looseObject({ button: text(20), sections }),
  }),
  z.looseObject({
    type: z.literal('cta_url'),
    header,
    body: body(1024),
    footer,
    action: z.looseObject({
      name: z.literal('cta_url'),
      parameters: z.looseObject({ display_text: text(20), url: z.url({ protocol: /^https?$/ }) }),
    }),
  }),
  z.looseObject({
    type: z.literal('location_request_message'),
    body: body(1024),
    action: z.looseObject({ name: z.literal('send_location') }),
  }),
  z.looseObject({ type: z.literal('flow'), body: body(1024), action: z.looseObject({ name: z.literal('flow') }) }),
])

const template = z.looseObject({
  name: text(512),
  language: z.looseObject({ code: text(20) }),
  components: z
    .array(z.looseObject({ type: z.string(), parameters: z.array(z.looseObject({ type: z.string() })).optional() }))
    .optional(),
})

const CONTENT: Readonly<Record<string, z.ZodType>> = {
  text: z.looseObject({ body: text(4096), preview_url: z.boolean().optional() }),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
  interactive,
  template,
  reaction: z.looseObject({ message_id: z.string(), emoji: z.string() }),
  location: z.looseObject({ latitude: z.coerce.number(), longitude: z.coerce.number() }),
  contacts: z.array(z.looseObject({ name: z.looseObject({ formatted_name: z.string() }) })).min(1),
}

const Envelope = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string().optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
  context: z.looseObject({ message_id: z.string() }).optional(),
})

export type CheckedSend = {
  to: string
  isUserId: boolean
  type: string
  content: Json
  contextId?: string
  opaque?: string
}

/** Shape and limits of a send, judged as Meta judges them. Whether the things it names exist is looked at later. */
export function checkSend(sent: Json): { send: CheckedSend } | { error: MetaError } {
  const envelope = Envelope.safeParse(sent)
  if (!envelope.success) return { error: envelopeError(envelope.error) }
  const { to, recipient, type = 'text', biz_opaque_callback_data: opaque, context } = envelope.data
  const target = to ?? recipient
  if (!target) return { error: metaError(100, { message: '(#100) The parameter to is required.' }) }
  const schema = CONTENT[type]
  if (!schema)
    return {
      error: metaError(100, {
        message: `(#100) Param type must be one of {${Object.keys(CONTENT).join(', ').toUpperCase()}}.`,
      }),
    }
  const given = sent[type]
  if (given === undefined)
    return { error: metaError(131008, { details: `Parameter '${type}' is mandatory for type '${type}'` }) }
  const content = schema.safeParse(given)
  if (!content.success) return { error: contentError(type, content.error) }
  return {
    send: {
      to: target,
      isUserId: to === undefined || /^[A-Z]{2}\.[A-Za-z0-9]+$/.test(target),
      type,
      content: isJson(given) ? given : {},
      ...(context && { contextId: context.message_id }),
      ...(opaque !== undefined && { opaque }),
    },
  }
}

function envelopeError({ issues: [issue] }: z.ZodError): MetaError {
  const name = String(issue?.path[0] ?? '')
  if (name === 'messaging_product')
    return metaError(100, { message: '(#100) The parameter messaging_product is required.' })
  if (issue?.code === 'too_big')
    return metaError(100, { message: `(#100) Param ${name} must be at most ${issue.maximum} characters long.` })
  return metaError(100, { message: `(#100) Invalid parameter: ${name}` })
}

function contentError(type: string, { issues: [issue] }: z.ZodError): MetaError {
  const at = [type, ...(issue?.path ?? []).map(String)]
  if (issue?.code === 'too_big' && type === 'text') {
    return metaError(100, { message: `(#100) Param text['body'] must be at most ${issue.maximum} characters long.` })
  }
  if (issue?.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return metaError(131008, { details: `Required parameter is missing: ${at.join('.')}` })
  }
  const reason =
    issue?.code === 'too_big' ? `is too long. Max length is ${issue.maximum}` : (issue?.message ?? 'is not valid')
  return metaError(131009, { details: `${at.join('.')} ${reason}` })
}
