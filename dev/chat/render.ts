import { textOf } from './content.ts'
import type { Conversation, Entry } from './conversation.ts'
import { printable, widthOf, wrap } from './text-width.ts'
import { dayOf, timeOf, WORDS, type Language, type Words } from './words.ts'

export type Paint = (style: keyof typeof STYLES, text: string) => string

const STYLES = { own: '32', ari: '36', read: '94;1', dim: '2', bold: '1', italic: '3', alarm: '33', name: '36;1' }

/** ANSI colours, or none. */
export const createPaint = (colours: boolean): Paint =>
  colours ? (style, text) => `\u001b[${STYLES[style]}m${text}\u001b[0m` : (_, text) => text

type Look = { width: number; language: Language; paint: Paint }

/** The whole chat as lines for a terminal, bubbles to the left and to the right, days between. */
export function renderConversation({ entries, typing }: Conversation, look: Look): string[] {
  const lines: string[] = []
  let day = ''
  for (const entry of entries) {
    const today = dayOf(entry.kind === 'message' ? entry.message.at : entry.at, look.language)
    if (today !== day) lines.push('', centred(`${today} · WIB`, look), '')
    day = today
    lines.push(...renderEntry(entry, look))
  }
  return typing ? [...lines, '', look.paint('ari', `  ${WORDS[look.language].typing}`)] : lines
}

function centred(text: string, { width, paint }: Look): string {
  return ' '.repeat(Math.max(0, Math.floor((width - widthOf(text)) / 2))) + paint('dim', text)
}

function renderEntry(entry: Entry, look: Look): string[] {
  const words = WORDS[look.language]
  return entry.kind === 'notice' ? [look.paint('alarm', `  ! ${noticeOf(entry, words)}`)] : bubble(entry, look)
}

export function noticeOf({ about, text }: Extract<Entry, { kind: 'notice' }>, words: Words): string {
  return `${about === 'refused' ? words.refused : words.deskAway}: ${printable(text)}`
}

type Said = Extract<Entry, { kind: 'message' }>

export function tickOf({ message, tick }: Said, paint: Paint): string {
  if (message.direction !== 'in') return ''
  if (tick === 'read') return paint('read', '✓✓')
  return paint('dim', tick === 'delivered' ? '✓✓' : '✓')
}

function bubble(entry: Said, { width, language, paint }: Look): string[] {
  const { message } = entry
  const words = WORDS[language]
  const own = message.direction === 'in'
  const style = own ? 'own' : 'ari'
  const most = Math.max(16, Math.min(64, Math.floor(width * 0.72)) - 4)
  const body = wrap(printable(textOf(message, words)), most)
  const tick = tickOf(entry, paint)
  const time = timeOf(message.at) + (message.direction === 'echo' ? ` · ${words.byHand}` : '')
  const footWidth = widthOf(time) + (own ? 1 + (entry.tick === 'sent' ? 1 : 2) : 0)
  const inner = Math.max(footWidth, ...body.map(widthOf))
  const indent = ' '.repeat(own ? Math.max(0, width - inner - 5) : 1)
  const edge = paint(style, '│')
  const foot = ' '.repeat(inner - footWidth) + paint('dim', time) + (own ? ` ${tick}` : '')
  const row = (line: string) =>
    `${edge} ${formatted(line, paint)}${' '.repeat(Math.max(0, inner - widthOf(line)))} ${edge}`
  const lines = [
    paint(style, `╭${'─'.repeat(inner + 2)}╮`),
    ...body.map(row),
    `${edge} ${foot} ${edge}`,
    paint(style, `╰${'─'.repeat(inner + 2)}╯`),
    ...(message.failure ? [paint('alarm', failureOf(message.failure, words))] : []),
  ]
  return lines.map((line) => indent + line)
}

export const failureOf = ({ code, title }: { code: number; title: string }, words: Words) =>
  `! ${words.failed}: ${title} (${code})`

/** WhatsApp's *bold* and _italic_: the marks stay, so that widths stay. */
const formatted = (line: string, paint: Paint) =>
  line
    .replace(/(?<=^|\s)\*[^*\s](?:[^*]*[^*\s])?\*(?=$|[\s.,!?:;])/g, (bold) => paint('bold', bold))
    .replace(/(?<=^|\s)_[^_\s](?:[^_]*[^_\s])?_(?=$|[\s.,!?:;])/g, (italic) => paint('italic', italic))

/** One entry for a transcript without a screen. */
export function renderPlain(entry: Entry, business: string, language: Language, paint: Paint): string {
  const words = WORDS[language]
  if (entry.kind === 'notice') return paint('alarm', `! ${noticeOf(entry, words)}`)
  const { message } = entry
  const own = message.direction === 'in'
  const name = own ? words.you : business
  const head = `[${timeOf(message.at)}] ${name}: `
  const text = printable(textOf(message, words)).replaceAll('\n', `\n${' '.repeat(widthOf(head))}`)
  return `${paint(own ? 'own' : 'name', head)}${text}`
}
