import { z } from 'zod'
import type { Clock } from './clock.ts'
import { metaError, type MetaError } from './errors.ts'
import { newObjectId } from './ids.ts'
import type { Settings } from './settings.ts'
import { isJson, type Json, type PhoneNumber, type Template } from './shapes.ts'
import type { Store } from './store.ts'
import type { Webhooks } from './webhooks.ts'

const component = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('HEADER'), format: z.string().optional(), text: z.string().max(60).optional() }),
  z.looseObject({ type: z.literal('BODY'), text: z.string().min(1).max(1024) }),
  z.looseObject({ type: z.literal('FOOTER'), text: z.string().min(1).max(60) }),
  z.looseObject({
    type: z.literal('BUTTONS'),
    buttons: z
      .array(z.looseObject({ type: z.string(), text: z.string().max(25).optional() }))
      .min(1)
      .max(10),
  }),
])

const upper = (value: unknown) => (typeof value === 'string' ? value.toUpperCase() : value)
const upperType = (value: unknown) => (isJson(value) ? { ...value, type: upper(value['type']) } : value)

const NewTemplate = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2),
  category: z.preprocess(upper, z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION'])),
  parameter_format: z.preprocess(upper, z.enum(['POSITIONAL', 'NAMED'])).default('POSITIONAL'),
  components: z.array(z.preprocess(upperType, component)).min(1),
})

export type Templates = ReturnType<typeof createTemplates>

/** Templates of business accounts; Meta looks at a new one before it may be used. */
export function createTemplates(deps: { clock: Clock; settings: Settings; store: Store; webhooks: Webhooks }) {
  const { clock, settings, store, webhooks } = deps

  function setStatus(template: Template, status: string, reason = 'NONE') {
    template.status = status
    const number = [...store.numbers.values()].find(({ wabaId }) => wabaId === template.wabaId)
    if (!number) return
    void webhooks.publish({
      key: `${template.id}|${status}`,
      phoneNumberId: number.phoneNumberId,
      about: 'template',
      item: {
        event: status,
        message_template_id: Number(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
        message_template_category: template.category,
        reason,
      },
    })
  }

  return {
    setStatus,

    list: (wabaId: string) => [...store.templates.values()].filter((template) => template.wabaId === wabaId),

    create(wabaId: string, input: Json): Template | MetaError {
      const parsed = NewTemplate.safeParse(input)
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        return metaError(100, { details: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}` })
      }
      const key = store.templateKey(wabaId, parsed.data.name, parsed.data.language)
      if (store.templates.has(key))
        return metaError(100, { details: 'There is already content in this language for this template.' })
      const template: Template = { ...parsed.data, id: newObjectId(), wabaId, status: 'PENDING' }
      store.templates.set(key, template)
      clock.after(settings.templateApprovalMs, () => {
        if (template.status === 'PENDING') setStatus(template, 'APPROVED')
      })
      return template
    },

    remove(wabaId: string, name: string): boolean {
      const found = [...store.templates].filter(([, template]) => template.wabaId === wabaId && template.name === name)
      for (const [key] of found) store.templates.delete(key)
      return found.length > 0
    },
  }
}

const UNUSABLE: Readonly<Record<string, number>> = { PAUSED: 132015, DISABLED: 132016 }

/** Is the template there, may it be used, and has it as many body parameters as the send brings? */
export function checkTemplate(
  store: Store,
  settings: Settings,
  number: PhoneNumber,
  content: Json,
): MetaError | undefined {
  if (settings.unknownTemplates === 'accept') return undefined
  const { name, language, components } = content
  const code = isJson(language) ? String(language['code']) : ''
  const template = store.templates.get(store.templateKey(number.wabaId, String(name), code))
  const unusable = template && UNUSABLE[template.status]
  if (unusable) return metaError(unusable)
  if (template?.status !== 'APPROVED')
    return metaError(132001, { details: `template name (${String(name)}) does not exist in ${code}` })
  const wanted = placeholdersOf(template)
  const given = bodyParameters(components)
  if (wanted === given) return undefined
  return metaError(132000, {
    details: `body: number of localizable_params (${given}) does not match the expected number of params (${wanted})`,
  })
}

function placeholdersOf({ components }: Template): number {
  const text = components.find(({ type }) => type === 'BODY')?.['text']
  return typeof text === 'string' ? new Set(text.match(/\{\{\s*\w+\s*\}\}/g)).size : 0
}

function bodyParameters(components: unknown): number {
  const list = Array.isArray(components) ? components.filter(isJson) : []
  const parameters = list.find(({ type }) => String(type).toLowerCase() === 'body')?.['parameters']
  return Array.isArray(parameters) ? parameters.length : 0
}
