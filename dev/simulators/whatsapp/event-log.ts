import type { ThreadMessage, Tick } from './shapes.ts'

type Of = { phoneNumberId: string; customer: string }

/** Everything that happens, as a spectator sees it. */
export type SimulatorEvent =
  | ({ type: 'message'; message: ThreadMessage } & Of)
  | ({ type: 'status'; id: string; status: Tick | 'failed'; failure?: { code: number; title: string } } & Of)
  | ({ type: 'typing'; on: boolean } & Of)
  | ({ type: 'read-by-business'; id: string } & Of)
  | { type: 'rejected'; phoneNumberId: string; customer: string; code: number; httpStatus: number; message: string }
  | { type: 'fault'; phoneNumberId: string; customer?: string | undefined; kind: string }
  | {
      type: 'webhook'
      phoneNumberId: string
      customer?: string | undefined
      deliveryId: string
      attempt: number
      keys: string[]
      httpStatus?: number
      error?: string
      durationMs: number
      retryInMs?: number
    }
  | ({ type: 'customer' } & Of)
  // What is asked of the simulator has changed; whoever shows it reads it again.
  | { type: 'faults' | 'settings' | 'number' }
  | { type: 'reset' }

export type LoggedEvent = SimulatorEvent & { seq: number; at: number }

export type EventLog = ReturnType<typeof createEventLog>

export function createEventLog(now: () => number, keep = 2000) {
  const listeners = new Set<(event: LoggedEvent) => void>()
  let recent: LoggedEvent[] = []
  let seq = 0

  return {
    emit(event: SimulatorEvent) {
      const logged: LoggedEvent = { ...event, seq: (seq += 1), at: now() }
      recent.push(logged)
      if (recent.length > keep * 2) recent = recent.slice(-keep)
      for (const listener of listeners) listener(logged)
    },

    since: (after: number) => recent.filter((event) => event.seq > after),

    latest: (count: number) => recent.slice(-count),

    subscribe(listener: (event: LoggedEvent) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
