import type { LoggedEvent } from '../../whatsapp/event-log.ts'

export type Connection = 'connecting' | 'live' | 'away'
export type Heard = { state: Connection } | { event: LoggedEvent }

const TYPES: readonly LoggedEvent['type'][] = [
  'message',
  'status',
  'typing',
  'read-by-business',
  'rejected',
  'fault',
  'webhook',
  'customer',
  'faults',
  'settings',
  'number',
  'reset',
]
const AGAIN_AFTER = 1500

/** Hears everything that the simulator tells, and comes back for as long as it is away. */
export function hearEvents(tell: (heard: Heard) => void): void {
  const source = new EventSource('/control/events')
  source.addEventListener('open', () => tell({ state: 'live' }))
  source.addEventListener('error', () => {
    tell({ state: 'away' })
    // The browser comes back by itself after a cut; after an answer that is no stream it does not.
    source.close()
    setTimeout(() => hearEvents(tell), AGAIN_AFTER)
  })
  for (const type of TYPES) {
    source.addEventListener(type, (message: MessageEvent<string>) =>
      tell({ event: JSON.parse(message.data) as LoggedEvent }),
    )
  }
}
