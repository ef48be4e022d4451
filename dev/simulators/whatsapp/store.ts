import { userIdOf } from './ids.ts'
import type { Customer, Media, PhoneNumber, RejectedSend, Send, Template, Thread, ThreadMessage } from './shapes.ts'

/** What is kept at most; the oldest goes first. */
export type Limits = {
  threads: number
  messagesPerThread: number
  messages: number
  sends: number
  rejected: number
  media: number
}

const LIMITS: Limits = {
  threads: 50_000,
  messagesPerThread: 300,
  messages: 200_000,
  sends: 50_000,
  rejected: 5000,
  media: 500,
}

export type From = {
  phone?: string | undefined
  userId?: string | undefined
  name?: string | undefined
  username?: string | undefined
}

export type Store = ReturnType<typeof createStore>

/** Everything the simulator knows. Plain memory, bounded. */
export function createStore(wanted: Partial<Limits> = {}) {
  const limits = { ...LIMITS, ...wanted }
  const numbers = new Map<string, PhoneNumber>()
  const threads = new Map<string, Thread>()
  const keysByUserId = new Map<string, string>()
  const sends = new Map<string, Send>()
  const tally = new Map<string, number>()
  const templates = new Map<string, Template>()
  const media = new Map<string, Media>()
  let rejected: RejectedSend[] = []
  let messageCount = 0

  const threadKey = (phoneNumberId: string, customer: string) => `${phoneNumberId}|${customer}`

  function trim<T>(map: Map<string, T>, most: number, onDrop: (value: T) => void = () => undefined) {
    for (const [key, value] of map) {
      if (map.size <= most) return
      map.delete(key)
      onDrop(value)
    }
  }

  function forget(thread: Thread) {
    messageCount -= thread.messages.length
    keysByUserId.delete(threadKey(thread.phoneNumberId, thread.customer.userId))
  }

  /** The thread of a customer, found by phone or user id; begun where there is none. */
  function threadOf(number: PhoneNumber, from: From & { key?: string | undefined }): Thread {
    const { phoneNumberId, wabaId } = number
    const waId = from.phone?.replace(/\D/g, '')
    const known = waId ?? keysByUserId.get(threadKey(phoneNumberId, from.userId ?? '')) ?? from.userId ?? ''
    const key = threadKey(phoneNumberId, known)
    const before = threads.get(key)
    const thread = before ?? { phoneNumberId, messages: [], customer: newCustomer(wabaId, known, waId, from) }
    if (before && from.name) before.customer.name = from.name
    if (before && from.username) before.customer.username = from.username
    // Last in the map is last used, so that the first can go when there are too many.
    threads.delete(key)
    threads.set(key, thread)
    keysByUserId.set(threadKey(phoneNumberId, thread.customer.userId), known)
    if (!before) trim(threads, limits.threads, forget)
    return thread
  }

  function newCustomer(wabaId: string, key: string, waId: string | undefined, from: From): Customer {
    return {
      key,
      ...(waId !== undefined && { waId }),
      userId: from.userId ?? userIdOf(wabaId, key),
      name: from.name ?? from.username ?? (waId !== undefined ? `+${waId}` : key),
      ...(from.username !== undefined && { username: from.username }),
    }
  }

  function addMessage(thread: Thread, message: ThreadMessage) {
    thread.messages.push(message)
    messageCount += 1
    if (thread.messages.length > limits.messagesPerThread) {
      thread.messages.shift()
      messageCount -= 1
    }
    for (const [key, oldest] of threads) {
      if (messageCount <= limits.messages || oldest === thread) break
      threads.delete(key)
      forget(oldest)
    }
  }

  return {
    numbers,
    threads,
    sends,
    tally,
    templates,
    media,
    threadOf,
    addMessage,

    findThread(phoneNumberId: string, customer: string): Thread | undefined {
      const known = keysByUserId.get(threadKey(phoneNumberId, customer)) ?? customer
      return threads.get(threadKey(phoneNumberId, known))
    },

    addSend(send: Send) {
      sends.set(send.wamid, send)
      trim(sends, limits.sends)
      if (send.opaque === undefined) return
      tally.set(send.opaque, (tally.get(send.opaque) ?? 0) + 1)
      trim(tally, limits.sends * 4)
    },

    rejected: () => rejected,

    addRejected(send: RejectedSend) {
      rejected.push(send)
      if (rejected.length > limits.rejected * 2) rejected = rejected.slice(-limits.rejected)
    },

    addMedia(item: Media) {
      media.set(item.id, item)
      trim(media, limits.media)
    },

    templateKey: (wabaId: string, name: string, language: string) => `${wabaId}|${name}|${language}`,

    restoreThread(thread: Thread) {
      const key = threadKey(thread.phoneNumberId, thread.customer.key)
      threads.set(key, thread)
      keysByUserId.set(threadKey(thread.phoneNumberId, thread.customer.userId), thread.customer.key)
      messageCount += thread.messages.length
    },

    /** Forgets all but the numbers and their templates. */
    clearTraffic() {
      for (const map of [threads, keysByUserId, sends, tally, media]) map.clear()
      rejected = []
      messageCount = 0
    },
  }
}
