import type { ThreadView } from '../../whatsapp/control.ts'
import type { LoggedEvent } from '../../whatsapp/event-log.ts'
import type { ThreadMessage, Tick } from '../../whatsapp/shapes.ts'

const RANK: Readonly<Record<Tick, number>> = { accepted: 0, sent: 1, delivered: 2, read: 3 }
// As many as the simulator keeps.
const MOST = 300

/** What an event changes in the thread. The same event twice changes nothing more. */
export function afterEvent(thread: ThreadView, event: LoggedEvent): ThreadView {
  switch (event.type) {
    case 'message':
      return withMessage(thread, event.message)
    case 'typing':
      return { ...thread, typing: event.on }
    case 'status':
      return changed(thread, (message) => (message.id === event.id ? withStatus(message, event) : message))
    case 'read-by-business':
      return withRead(thread, event.id)
    case 'webhook':
      if (event.httpStatus !== 200) return thread
      return changed(thread, (message) =>
        message.direction === 'in' && !message.reachedBusiness && event.keys.includes(message.id)
          ? { ...message, reachedBusiness: true }
          : message,
      )
    case 'reset':
      return { ...thread, typing: false, messages: [] }
    default:
      return thread
  }
}

function changed(thread: ThreadView, change: (message: ThreadMessage) => ThreadMessage): ThreadView {
  const messages = thread.messages.map(change)
  return messages.every((message, at) => message === thread.messages[at]) ? thread : { ...thread, messages }
}

function withMessage(thread: ThreadView, message: ThreadMessage): ThreadView {
  if (thread.messages.some(({ id }) => id === message.id)) return thread
  const typing = message.direction === 'in' && thread.typing
  return { ...thread, typing, messages: [...thread.messages, message].slice(-MOST) }
}

type Status = Extract<LoggedEvent, { type: 'status' }>

function withStatus(message: ThreadMessage, { status, failure }: Status): ThreadMessage {
  const failed = failure ? { ...message, failure } : message
  if (status === 'failed' || RANK[message.tick ?? 'accepted'] >= RANK[status]) return failed
  return { ...failed, tick: status }
}

function withRead(thread: ThreadView, id: string): ThreadView {
  const read = thread.messages.find((message) => message.id === id)
  if (!read) return thread
  return changed(thread, (message) =>
    message.direction === 'in' && message.at <= read.at && !message.readByBusiness
      ? { ...message, readByBusiness: true }
      : message,
  )
}

export type Reactions = { in?: string | undefined; out?: string | undefined }

/** The reactions that stand, by message: of each side the last one. */
export function reactionsOf(messages: readonly ThreadMessage[]): Map<string, Reactions> {
  const found = new Map<string, Reactions>()
  for (const { type, direction, content } of messages) {
    if (type !== 'reaction') continue
    const { message_id: target = '', emoji = '' } = content as { message_id?: string; emoji?: string }
    found.set(target, { ...found.get(target), [direction === 'in' ? 'in' : 'out']: emoji || undefined })
  }
  return found
}
