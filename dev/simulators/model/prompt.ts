import { languageOf, plain, type Language } from './language.ts'

export type Entry = { id: string; kind: string; language: Language; title: string; content: string }
export type OpenQuestion = { key: string; label: string; required: boolean }
export type Slot = { id: string; label: string }
export type ChatMessage = { role: string; content: string }

/** All that the simulated model knows: what the prompt says, and nothing else. */
export type Scene = {
  persona: {
    name: string
    business: string
    greeting: string
    language: Language
    oneLanguage: boolean
    phone: string
    email: string
  }
  knowledge: Entry[]
  stage: string
  customer: string
  known: Record<string, string>
  open: OpenQuestion[]
  declined: string[]
  slots: Slot[]
  /** When the consultation is that the customer has ahead; empty without one. */
  booked: string
  now: string
  /** The customer's messages that wait for an answer: one burst. */
  burst: string[]
  /** What stands before the burst, oldest first. */
  history: ChatMessage[]
}

const REQUIRED = ['name', 'destination', 'course_level', 'english_level', 'start_date']

/** Reads the prompt. Missing sections are empty, unknown ones are passed over. */
export function readPrompt(messages: ChatMessage[]): Scene {
  const system = messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ content }) => content)
    .join('\n')
  const sections = sectionsOf(system)
  const conversation = sections.get('conversation') ?? []
  const persona = sections.get('persona') ?? []
  const language = plain(field(persona, 'language') ?? 'id')
  return {
    persona: {
      name: field(persona, 'name') ?? /you are (\w+)/i.exec(system)?.[1] ?? 'ARI',
      business: field(persona, 'business') ?? /assistant of ([^.\n]+)/i.exec(system)?.[1] ?? '',
      greeting: field(persona, 'greeting') ?? '',
      language: /^\W*en/.test(language) ? 'en' : 'id',
      oneLanguage: language.includes('only'),
      phone: nothing(field(persona, 'phone')),
      email: nothing(field(persona, 'email')),
    },
    knowledge: entriesOf(sections.get('knowledge') ?? []),
    stage: plain(field(conversation, 'stage') ?? 'greeting'),
    customer: nothing(field(conversation, 'customer')),
    known: knownOf(nothing(field(conversation, 'known'))),
    open: openOf(conversation),
    declined: nothing(field(conversation, 'declined'))
      .split(/[,;]\s*/)
      .map((key) => key.trim())
      .filter((key) => key !== ''),
    slots: slotsOf(conversation),
    booked: nothing(field(conversation, 'booked')),
    now: field(conversation, 'now') ?? '',
    ...turnsOf(messages),
  }
}

/** The language to answer in: the customer's, as far as they have shown one and the persona speaks it. */
export function answerLanguage(scene: Scene): Language {
  if (scene.persona.oneLanguage) return scene.persona.language
  const shown = languageOf(scene.burst.join('\n'))
  if (shown !== null) return shown
  const earlier = scene.history.filter(({ role }) => role === 'user').reverse()
  for (const { content } of earlier) {
    const language = languageOf(content)
    if (language !== null) return language
  }
  return scene.persona.language
}

function sectionsOf(system: string): Map<string, string[]> {
  const sections = new Map<string, string[]>()
  let lines: string[] = []
  for (const line of system.split(/\r?\n/)) {
    const heading = /^#{1,3}\s+(.+?)\s*:?\s*$/.exec(line)?.[1]
    if (heading === undefined) {
      lines.push(line)
      continue
    }
    lines = []
    sections.set(plain(heading).split(/[^a-z]/)[0] ?? '', lines)
  }
  return sections
}

function field(lines: string[], name: string): string | null {
  const start = new RegExp(`^\\s*[-*]?\\s*${name}\\s*(?:\\([^)]*\\))?\\s*:\\s*(.*)$`, 'i')
  for (const line of lines) {
    const value = start.exec(line)?.[1]
    if (value !== undefined) return value.trim()
  }
  return null
}

const nothing = (value: string | null): string =>
  value === null || /^(?:\(.*\)|-|none|unknown|nothing|not given|null|tidak ada)?$/i.test(value) ? '' : value

function knownOf(text: string): Record<string, string> {
  const pairs = text.split(/;\s*/).map((pair) => /^\s*([\w-]+)\s*[=:]\s*(.*)$/.exec(pair))
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', (pair[2] ?? '').trim()]] : [])))
}

function openOf(lines: string[]): OpenQuestion[] {
  const start = lines.findIndex((line) => /^\s*open questions?\b/i.test(line))
  if (start < 0) return []
  const open: OpenQuestion[] = []
  for (const line of lines.slice(start + 1)) {
    const item = /^\s*[-*]\s*([\w-]+)\s*(\([^)]*\))?\s*(?::\s*(.*))?$/.exec(line)
    if (item === null) break
    const key = item[1] ?? ''
    const mark = plain(`${item[2] ?? ''} ${/\((?:required|wajib|optional|opsional)\)/i.exec(item[3] ?? '')?.[0] ?? ''}`)
    const required = /required|wajib/.test(mark) || (REQUIRED.includes(key) && !/option|opsional/.test(mark))
    if (key !== '' && key !== 'none')
      open.push({ key, label: (item[3] ?? key).replace(/\s*\([^)]*\)\s*$/, ''), required })
  }
  return open
}

function slotsOf(lines: string[]): Slot[] {
  return lines.flatMap((line) => {
    const slot = /\[s:([^\]]+)\]\s*(.+)$/.exec(line)
    return slot ? [{ id: (slot[1] ?? '').trim(), label: (slot[2] ?? '').trim() }] : []
  })
}

function entriesOf(lines: string[]): Entry[] {
  const entries: Entry[] = []
  for (const line of lines) {
    const head = /^\s*\[k:([^\]]+)\]\s*([\w-]+)?\s*(?:\((\w+)\))?\s*(.*)$/.exec(line)
    const last = entries.at(-1)
    if (head !== null) {
      const title = (head[4] ?? '').trim()
      const said = head[3] === undefined ? languageOf(title) : /^en/i.test(head[3]) ? 'en' : 'id'
      entries.push({
        id: (head[1] ?? '').trim(),
        kind: plain(head[2] ?? ''),
        language: said ?? 'id',
        title,
        content: '',
      })
    } else if (last !== undefined) {
      last.content = `${last.content}\n${line.trim()}`.trim()
    }
  }
  return entries
}

function turnsOf(messages: ChatMessage[]): { burst: string[]; history: ChatMessage[] } {
  const turns = messages
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .map(({ role, content }) => ({ role, content: role === 'assistant' ? spoken(content) : content }))
  // A second try may carry the refused answer behind the customer's burst: the burst stays what it was.
  const end = turns.findLastIndex(({ role }) => role === 'user') + 1
  const start = turns.slice(0, end).findLastIndex(({ role }) => role === 'assistant') + 1
  return { burst: turns.slice(start, end).map(({ content }) => content), history: turns.slice(0, start) }
}

function spoken(content: string): string {
  const reply = /^\s*\{[\s\S]*?"reply"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(content)?.[1]
  if (reply === undefined) return content
  try {
    return String(JSON.parse(reply))
  } catch {
    return content
  }
}
