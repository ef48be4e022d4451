import { optionsOf, type Option } from './content.ts'
import type { ChatEvent, Message, Thread } from './shapes.ts'

export type Entry =
  | { kind: 'message'; message: Message; tick: 'sent' | 'delivered' | 'read' }
  | { kind: 'notice'; at: number; about: 'refused' | 'desk-away'; text: string }

/** The chat as the customer sees it. */
export type Conversation = { entries: Entry[]; typing: boolean; options: Option[] }

export const EMPTY: Conversation = { entries: [], typing: false, options: [] }

const MOST_ENTRIES = 500

/** The thread as it stood before; what is old has been delivered. */
export function fromThread({ messages }: Thread): Conversation {
  const entries = messages.map((message): Entry => ({
    kind: 'message',
    message,
    tick: message.readByBusiness ? 'read' : 'delivered',
  }))
  const last = messages.at(-1)
  return { ...EMPTY, entries, options: last ? optionsOf(last) : [] }
}

/** What an event changes. Own ticks: reached WhatsApp, reached the desk, read by it. */
export function after(conversation: Conversation, event: ChatEvent): Conversation {
  const { entries } = conversation
  switch (event.type) {
    case 'message':
      return withMessage(conversation, event.message)
    case 'typing':
      return { ...conversation, typing: event.on }
    case 'status':
      return event.failure ? { ...conversation, entries: withFailure(entries, event.id, event.failure) } : conversation
    case 'read-by-business':
      return { ...conversation, entries: withRead(entries, event.id) }
    case 'webhook':
      return { ...conversation, entries: withDelivery(entries, event) }
    case 'rejected':
      return {
        ...conversation,
        entries: [...entries, { kind: 'notice', at: event.at, about: 'refused', text: event.message }],
      }
    case 'reset':
      return EMPTY
    case 'fault':
      return conversation
  }
}

function withMessage(conversation: Conversation, message: Message): Conversation {
  if (conversation.entries.some((entry) => entry.kind === 'message' && entry.message.id === message.id))
    return conversation
  const entries: Entry[] = [...conversation.entries, { kind: 'message', message, tick: 'sent' }]
  const typing = message.direction === 'in' && conversation.typing
  // A choice stands until the customer says something.
  const options = message.direction === 'in' ? [] : optionsOf(message)
  return {
    typing,
    entries: entries.slice(-MOST_ENTRIES),
    options: options.length > 0 || message.direction === 'in' ? options : conversation.options,
  }
}

const withFailure = (entries: readonly Entry[], id: string, failure: NonNullable<Message['failure']>): Entry[] =>
  entries.map((entry) =>
    entry.kind === 'message' && entry.message.id === id ? { ...entry, message: { ...entry.message, failure } } : entry,
  )

function withRead(entries: readonly Entry[], id: string): Entry[] {
  const until = entries.findIndex((entry) => entry.kind === 'message' && entry.message.id === id)
  return entries.map((entry, at) => (entry.kind === 'message' && at <= until ? { ...entry, tick: 'read' } : entry))
}

type Delivery = Extract<ChatEvent, { type: 'webhook' }>

function withDelivery(entries: readonly Entry[], { keys, httpStatus, error }: Delivery): Entry[] {
  const concerns = (entry: Entry) =>
    entry.kind === 'message' && entry.message.direction === 'in' && keys.includes(entry.message.id)
  if (httpStatus === 200) {
    return entries
      .filter((entry) => entry.kind !== 'notice' || entry.about !== 'desk-away')
      .map((entry) =>
        entry.kind === 'message' && concerns(entry) && entry.tick === 'sent' ? { ...entry, tick: 'delivered' } : entry,
      )
  }
  const at = entries.find(concerns)
  if (at?.kind !== 'message' || entries.some((entry) => entry.kind === 'notice' && entry.about === 'desk-away'))
    return [...entries]
  return [...entries, { kind: 'notice', at: at.message.at, about: 'desk-away', text: error ?? String(httpStatus) }]
}
