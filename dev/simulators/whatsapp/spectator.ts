import type { CustomerInput, LogQuery, ThreadsQuery } from './control-input.ts'
import type { LoggedEvent } from './event-log.ts'
import { UnknownToSimulator, type Parts } from './parts.ts'
import type { Customer, Media, Template, Thread, ThreadMessage } from './shapes.ts'

/** A thread as a line of a list. */
export type ThreadLine = {
  phoneNumberId: string
  customer: Customer
  last?: ThreadMessage
  /** Answers that the customer has not read. */
  unread: number
}

/** What one needs to see to hold the customers' phones: their threads, files, templates, and what was posted. */
export function createSpectator({ store, shelf, deliveries, events, getNumber, stateFile }: Parts) {
  function lineOf({ phoneNumberId, customer, messages }: Thread): ThreadLine {
    const last = messages.findLast(({ type }) => type !== 'reaction')
    const unread = messages.filter(isUnread).length
    return { phoneNumberId, customer, unread, ...(last && { last }) }
  }

  return {
    /** The latest first. */
    threads({ phoneNumberId, limit = 200 }: ThreadsQuery = {}): ThreadLine[] {
      // Of the map the last was used last.
      const known = [...store.threads.values()].filter(
        (thread) => phoneNumberId === undefined || thread.phoneNumberId === phoneNumberId,
      )
      return known.slice(-limit).reverse().map(lineOf)
    },

    /** Somebody gets a phone, or another profile name. */
    putCustomer({ phoneNumberId, phone, name }: CustomerInput): ThreadLine {
      const thread = store.threadOf(getNumber(phoneNumberId), { phone, name })
      events.emit({ type: 'customer', phoneNumberId, customer: thread.customer.key })
      stateFile?.touch()
      return lineOf(thread)
    },

    media(id: string): Media {
      const found = shelf.find(id)
      if (!found) throw new UnknownToSimulator(`No file ${id}: files are kept in memory, and the oldest go first`)
      return found
    },

    templates(phoneNumberId: string): Template[] {
      const { wabaId } = getNumber(phoneNumberId)
      return [...store.templates.values()].filter((template) => template.wabaId === wabaId)
    },

    log: ({ last = 200 }: LogQuery = {}): LoggedEvent[] => events.latest(last),

    posted(deliveryId: string) {
      const found = deliveries.posted(deliveryId)
      if (!found) throw new UnknownToSimulator(`What delivery ${deliveryId} posted is no longer kept`)
      return found
    },
  }
}

const isUnread = ({ direction, tick, failure, type }: ThreadMessage) =>
  direction === 'out' && type !== 'reaction' && tick !== 'read' && failure === undefined
