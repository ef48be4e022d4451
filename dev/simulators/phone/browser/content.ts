import type { Template, ThreadMessage } from '../../whatsapp/shapes.ts'
import type { IconName } from './icons.ts'
import { isTextKey, type Translate } from './texts.ts'

type Json = Record<string, unknown>

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
export const jsonOf = (value: unknown): Json => (isJson(value) ? value : {})
export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

/** The text at a path, empty where there is none: what comes from the product may be anything. */
export function textIn(value: unknown, ...path: string[]): string {
  const found = path.reduce<unknown>((at, name) => jsonOf(at)[name], value)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

/** A template with its parameters filled in. */
export type FilledTemplate = {
  known: boolean
  name: string
  language: string
  header: string
  body: string
  footer: string
  buttons: { type: string; text: string; url: string; payload: string }[]
}

export function fillTemplate(content: unknown, templates: readonly Template[]): FilledTemplate {
  const name = textIn(content, 'name')
  const language = textIn(content, 'language', 'code')
  const template = templates.find((one) => one.name === name && one.language === language)
  const given = listOf(jsonOf(content)['components'])
  const parametersOf = (type: string, index?: number) =>
    listOf(
      given.find(
        (part) =>
          textIn(part, 'type').toLowerCase() === type && (index === undefined || Number(part['index']) === index),
      )?.['parameters'],
    )
  const part = (type: string) => template?.components.find((component) => component['type'] === type)
  const buttons = listOf(part('BUTTONS')?.['buttons']).map((button, index) => {
    const [parameter] = parametersOf('button', index)
    const text = textIn(button, 'text')
    return {
      type: textIn(button, 'type').toUpperCase(),
      text,
      url: fill(textIn(button, 'url'), parametersOf('button', index)),
      payload: textIn(parameter, 'payload') || text,
    }
  })
  const parameters = parametersOf('body')
  return {
    known: template !== undefined,
    name,
    language,
    header: fill(textIn(part('HEADER'), 'text'), parametersOf('header')),
    body: template ? fill(textIn(part('BODY'), 'text'), parameters) : parameters.map(valueOf).join(' · '),
    footer: textIn(part('FOOTER'), 'text'),
    buttons,
  }
}

const valueOf = (parameter: Json): string =>
  textIn(parameter, 'text') ||
  textIn(parameter, 'currency', 'fallback_value') ||
  textIn(parameter, 'date_time', 'fallback_value')

/** `{{1}}` by place, `{{name}}` by name. */
function fill(text: string, parameters: readonly Json[]): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const named = parameters.find((parameter) => parameter['parameter_name'] === name)
    const parameter = named ?? parameters[Number(name) - 1]
    return parameter ? valueOf(parameter) : whole
  })
}

const ICONS: Readonly<Record<string, IconName>> = {
  image: 'picture',
  video: 'play',
  audio: 'mic',
  document: 'file',
  sticker: 'smile',
  location: 'pin',
  contacts: 'person',
}

/** A message in one line: for a quote, for the list of customers, for the log. */
export function summaryOf(
  { type, content }: Pick<ThreadMessage, 'type' | 'content'>,
  templates: readonly Template[],
  t: Translate,
): { icon?: IconName | undefined; text: string } {
  const kind = `kind.${type}`
  const name = isTextKey(kind) ? t(kind) : t('message.unknown', { type })
  switch (type) {
    case 'text':
      return { text: textIn(content, 'body') }
    case 'button':
      return { text: textIn(content, 'text') }
    case 'interactive':
      return {
        text:
          textIn(content, 'list_reply', 'title') ||
          textIn(content, 'button_reply', 'title') ||
          textIn(content, 'body', 'text') ||
          t('message.unknown', { type: textIn(content, 'type') }),
      }
    case 'template':
      return { text: fillTemplate(content, templates).body || t('kind.template') }
    case 'document':
      return { icon: 'file', text: textIn(content, 'caption') || textIn(content, 'filename') || name }
    case 'location':
      return { icon: 'pin', text: textIn(content, 'name') || name }
    case 'contacts':
      return { icon: 'person', text: textIn(listOf(content)[0], 'name', 'formatted_name') || name }
    case 'reaction':
      return { text: t('kind.reaction', { emoji: textIn(content, 'emoji') }) }
    case 'system':
      return { text: textIn(content, 'body') || name }
    default:
      return { icon: ICONS[type], text: textIn(content, 'caption') || name }
  }
}
