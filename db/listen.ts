import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'

export type Listening = { close: () => Promise<void> }

type Ears = {
  onNote: (payload: string) => void
  /** It listens, for the first time or again: what was told before now was not heard. */
  onListening: () => void
  onError: (error: unknown) => void
}

const SHORTEST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2_000
/** A connection that died without a word is found out within this time and the answer's. */
const ASK_EVERY_MS = 15_000
const ANSWER_WITHIN_MS = 5_000

/**
 * Hears what is told on a channel, on one connection of its own, which is made again whenever it breaks. The address
 * must lead to Postgres itself: a pooler would lend the connection to others.
 */
export function listen(url: string, channel: string, { onNote, onListening, onError }: Ears): Listening {
  const stopping = new AbortController()
  const { signal } = stopping
  const over = keepListening()

  async function keepListening(): Promise<void> {
    for (let pauseMs = SHORTEST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await listenOnce(() => (pauseMs = SHORTEST_PAUSE_MS))
      } catch (error) {
        onError(error)
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Listens until the connection breaks, which it tells by failing, or until it is to stop. */
  async function listenOnce(onOpen: () => void): Promise<void> {
    const client = new Client({
      connectionString: url,
      application_name: 'my21staff live',
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    })
    const ended = Promise.withResolvers<undefined>()
    // Told in the moment that it breaks, when nobody may be waiting yet.
    ended.promise.catch(() => undefined)
    client.on('error', (error) => ended.reject(error))
    client.on('end', () => ended.resolve(undefined))
    client.on('notification', ({ payload }) => onNote(payload ?? ''))
    const stop = () => ended.resolve(undefined)
    signal.addEventListener('abort', stop)
    const asking = setInterval(() => {
      client.query('select').catch((error: unknown) => ended.reject(error))
    }, ASK_EVERY_MS)
    try {
      await client.connect()
      await client.query(`listen ${client.escapeIdentifier(channel)}`)
      onOpen()
      onListening()
      await ended.promise
    } finally {
      clearInterval(asking)
      signal.removeEventListener('abort', stop)
      await client.end().catch(() => undefined)
    }
  }

  return {
    async close() {
      stopping.abort()
      await over
    },
  }
}
