import type { Option } from './content.ts'

export type Input =
  | { do: 'nothing' }
  | { do: 'help' | 'quit' | 'new' }
  | { do: 'image' | 'voice'; path?: string }
  | { do: 'burst'; texts: string[] }
  | { do: 'choose'; option: Option }
  | { do: 'say'; text: string }
  | { do: 'unknown'; command: string }

/** What a typed line means; a number means an option only while there is one of that number. */
export function parseInput(line: string, options: readonly Option[]): Input {
  const text = line.trim()
  if (text === '') return { do: 'nothing' }
  const option = /^\d{1,2}$/.test(text) ? options[Number(text) - 1] : undefined
  if (option) return { do: 'choose', option }
  // Two slashes say a text that begins with one.
  if (text.startsWith('//')) return { do: 'say', text: text.slice(1) }
  if (!text.startsWith('/')) return { do: 'say', text }
  const [, command = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? []
  switch (command) {
    case 'help':
    case 'quit':
    case 'new':
      return { do: command }
    case 'exit':
      return { do: 'quit' }
    case 'image':
    case 'voice':
      return { do: command, ...(rest && { path: rest }) }
    case 'burst': {
      const texts = rest.split('|').map((part) => part.trim())
      return { do: 'burst', texts: texts.filter(Boolean) }
    }
    default:
      return { do: 'unknown', command: `/${command}` }
  }
}
