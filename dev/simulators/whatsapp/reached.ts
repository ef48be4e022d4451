import type { EventLog } from './event-log.ts'
import type { Store } from './store.ts'

/** Notes on the customers' messages that a webhook about them was answered 200. */
export function noteWhatReached(store: Store, events: EventLog) {
  events.subscribe((event) => {
    if (event.type !== 'webhook' || event.httpStatus !== 200) return
    for (const key of event.keys) {
      // A batch may be about several customers; the id names its own.
      const customer = customerIn(key) ?? event.customer
      const thread = customer === undefined ? undefined : store.findThread(event.phoneNumberId, customer)
      const message = thread?.messages.findLast(({ id }) => id === key)
      if (message?.direction === 'in') message.reachedBusiness = true
    }
  })
}

function customerIn(wamid: string): string | undefined {
  if (!wamid.startsWith('wamid.') || wamid.includes('|')) return undefined
  const bytes = Buffer.from(wamid.slice(6), 'base64')
  const length = bytes[2] ?? 0
  return length === 0 ? undefined : bytes.subarray(3, 3 + length).toString('ascii')
}
