import type { Message } from './shapes.ts'
import type { Words } from './words.ts'

export type Option = { kind: 'list' | 'button'; messageId: string; id: string; title: string; description?: string }

type Json = Record<string, unknown>
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const jsonOf = (value: unknown): Json => (isJson(value) ? value : {})
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])
const textIn = (value: unknown, ...path: string[]): string => {
  const found = path.reduce<unknown>((at, name) => jsonOf(at)[name], value)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

/** What the customer can choose in a message, in the order shown. */
export function optionsOf({ id: messageId, direction, type, content }: Message): Option[] {
  if (direction === 'in' || type !== 'interactive') return []
  const action = jsonOf(jsonOf(content)['action'])
  const buttons = listOf(action['buttons']).map(({ reply }) => optionOf('button', messageId, jsonOf(reply)))
  const rows = listOf(action['sections']).flatMap(({ rows: list }) =>
    listOf(list).map((row) => optionOf('list', messageId, row)),
  )
  return [...buttons, ...rows]
}

function optionOf(kind: Option['kind'], messageId: string, row: Json): Option {
  const description = textIn(row, 'description')
  return { kind, messageId, id: textIn(row, 'id'), title: textIn(row, 'title'), ...(description && { description }) }
}

/** A message as lines of text, its options numbered. */
export function textOf(message: Message, words: Words): string {
  const { type, content } = message
  switch (type) {
    case 'text':
      return textIn(content, 'body')
    case 'interactive':
      return interactiveText(message)
    case 'button':
      return textIn(content, 'text')
    case 'image':
      return captioned(words.image, content)
    case 'video':
      return captioned(words.video, content)
    case 'audio':
      return words.voice
    case 'document':
      return captioned(`${words.document} ${textIn(content, 'filename')}`.trim(), content)
    case 'sticker':
      return words.sticker
    case 'location':
      return [words.location, textIn(content, 'name'), textIn(content, 'address')].filter(Boolean).join('\n')
    case 'contacts':
      return [words.contacts, ...listOf(content).map((card) => textIn(card, 'name', 'formatted_name'))].join('\n')
    case 'reaction':
      return `${textIn(content, 'emoji')} (${words.reaction})`
    case 'template':
      return [`${words.template}: ${textIn(content, 'name')}`, parametersOf(content)].filter(Boolean).join('\n')
    default:
      return `${words.other} (${type})`
  }
}

const captioned = (name: string, content: unknown) => [name, textIn(content, 'caption')].filter(Boolean).join('\n')

const parametersOf = (content: unknown) =>
  listOf(jsonOf(content)['components'])
    .flatMap(({ parameters }) => listOf(parameters))
    .map((parameter) => textIn(parameter, 'text'))
    .filter(Boolean)
    .join(' · ')

function interactiveText(message: Message): string {
  const { content } = message
  const chosen = textIn(content, 'list_reply', 'title') || textIn(content, 'button_reply', 'title')
  if (chosen) return chosen
  const link = textIn(content, 'action', 'parameters', 'url')
  const head = textIn(content, 'header', 'text')
  return [
    head && `*${head}*`,
    textIn(content, 'body', 'text'),
    ...optionsOf(message).map(
      ({ title, description }, at) => `[${at + 1}] ${title}${description ? ` — ${description}` : ''}`,
    ),
    link && `${textIn(content, 'action', 'parameters', 'display_text')}: ${link}`,
    textIn(content, 'footer', 'text') && `_${textIn(content, 'footer', 'text')}_`,
  ]
    .filter(Boolean)
    .join('\n')
}
