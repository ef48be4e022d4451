import { z } from 'zod'

const word = z
  .string()
  .min(1)
  .max(64)
  .transform((text) => text.toUpperCase())
/** WhatsApp writes NONE where there is no reason. */
const reason = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => (text == null || text === '' || text.toUpperCase() === 'NONE' ? null : text.slice(0, 500)))
const name = z.string().min(1).max(512)
const language = z.string().min(1).max(32)
const id = z.union([z.string().min(1), z.number()]).transform(String)

/** `message_template_status_update`: what became of a template. */
export const MetaTemplateStatus = z.object({
  event: word,
  message_template_id: id.nullish().catch(null),
  message_template_name: name,
  message_template_language: language,
  message_template_category: word.nullish().catch(null),
  reason,
})

const texts = z.array(z.string()).catch([])
const named = z.array(z.object({ param_name: z.string(), example: z.string() })).catch([])
const Example = z
  .object({
    header_text: texts.optional(),
    header_text_named_params: named.optional(),
    body_text: z.array(texts).catch([]).optional(),
    body_text_named_params: named.optional(),
  })
  .catch({})

const Button = z.object({
  type: word.catch('UNKNOWN'),
  text: z.string().catch(''),
  url: z.string().nullish().catch(null),
  example: z
    .union([z.string().transform((one) => [one]), texts])
    .nullish()
    .catch(null),
})

const Component = z.object({
  type: word,
  format: word.nullish().catch(null),
  text: z.string().catch(''),
  buttons: z.array(Button).catch([]),
  example: Example.optional(),
})
export type MetaTemplateComponent = z.output<typeof Component>

/** One of the account's templates, as the list has it. */
export const MetaTemplate = z.object({
  id,
  name,
  language,
  status: word,
  category: word.nullish().catch(null),
  parameter_format: word.nullish().catch(null),
  rejected_reason: reason,
  components: z.array(Component).catch([]),
})
export type MetaTemplate = z.output<typeof MetaTemplate>
