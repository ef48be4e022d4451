import { randomUUID } from 'node:crypto'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Clock, Timer } from './clock.ts'
import { sign } from './encode.ts'
import type { EventLog } from './event-log.ts'
import type { Settings } from './settings.ts'
import type { PhoneNumber } from './shapes.ts'

export type Post = {
  phoneNumberId: string
  customer?: string | undefined
  keys: string[]
  body: string
  kapso?: { event: string; batchSize?: number | undefined; idempotencyKey: string }
  /** Signed with a wrong secret and sent once. */
  forged?: boolean
}

export type PendingPost = Post & { id: string; attempts: number; createdAt: number }

type Waiting = PendingPost & { timer?: Timer; firstTried?: (ok: boolean) => void }

type Deps = {
  clock: Clock
  settings: Settings
  events: EventLog
  numberOf: (phoneNumberId: string) => PhoneNumber | undefined
  onChange: () => void
}

const MOST_PENDING = 100_000
const KEPT_BODIES = 300

export type Deliveries = ReturnType<typeof createDeliveries>

/** Posts bodies to a number's webhook address and tries again until it answers 200 or time is up. */
export function createDeliveries({ clock, settings, events, numberOf, onChange }: Deps) {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }
  const pending = new Map<string, Waiting>()
  const lines = new Map<string, { queue: Waiting[]; running: number }>()
  const counts = { attempts: 0, answered200: 0, failed: 0, givenUp: 0 }
  const bodies = new Map<string, { body: string; headers: Record<string, string> }>()
  const idleWaiters: (() => void)[] = []
  let closed = false

  function lineOf(phoneNumberId: string) {
    const line = lines.get(phoneNumberId) ?? { queue: [], running: 0 }
    lines.set(phoneNumberId, line)
    return line
  }

  const isIdle = () => [...lines.values()].every(({ queue, running }) => queue.length === 0 && running === 0)

  function enqueue(waiting: Waiting) {
    lineOf(waiting.phoneNumberId).queue.push(waiting)
    pump(waiting.phoneNumberId)
  }

  function pump(phoneNumberId: string) {
    const line = lineOf(phoneNumberId)
    while (!closed && line.running < settings.webhooksAtOnce) {
      const next = line.queue.shift()
      if (!next) break
      line.running += 1
      void attempt(next).finally(() => {
        line.running -= 1
        pump(phoneNumberId)
        if (!isIdle()) return
        for (const wake of idleWaiters.splice(0)) wake()
      })
    }
  }

  async function attempt(waiting: Waiting) {
    const number = numberOf(waiting.phoneNumberId)
    if (!number?.webhookUrl) {
      finish(waiting, false)
      return
    }
    waiting.attempts += 1
    counts.attempts += 1
    const startedAt = performance.now()
    const headers = headersOf(waiting, number)
    remember(waiting, headers)
    const result = await post(number.webhookUrl, waiting.body, headers)
    const ok = 'httpStatus' in result && result.httpStatus === 200
    counts[ok ? 'answered200' : 'failed'] += 1
    const retryInMs = ok || waiting.forged ? undefined : pauseBeforeNext(waiting, number)
    events.emit({
      type: 'webhook',
      phoneNumberId: waiting.phoneNumberId,
      customer: waiting.customer,
      deliveryId: waiting.id,
      attempt: waiting.attempts,
      keys: waiting.keys,
      ...result,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      ...(retryInMs !== undefined && { retryInMs }),
    })
    waiting.firstTried?.(ok)
    if (ok || retryInMs === undefined) {
      finish(waiting, ok)
      return
    }
    // Reset or closed meanwhile: nothing is to be tried again.
    if (pending.has(waiting.id) && !closed) waiting.timer = clock.after(retryInMs, () => enqueue(waiting))
  }

  function remember({ id, body }: Waiting, headers: Record<string, string>) {
    bodies.set(id, { body, headers })
    const [oldest] = bodies.keys()
    if (bodies.size > KEPT_BODIES && oldest !== undefined) bodies.delete(oldest)
  }

  function finish(waiting: Waiting, ok: boolean) {
    if (!ok && !waiting.forged) counts.givenUp += 1
    waiting.firstTried?.(ok)
    if (pending.delete(waiting.id)) onChange()
  }

  function pauseBeforeNext({ attempts, createdAt }: Waiting, { format }: PhoneNumber): number | undefined {
    if (format === 'kapso') return settings.kapsoRetryPausesMs[attempts - 1]
    const pause = settings.retryPausesMs[attempts - 1] ?? settings.retryPausesMs.at(-1) ?? 0
    return clock.now() + pause - createdAt > settings.giveUpAfterMs ? undefined : pause
  }

  function post(url: string, body: string, headers: Record<string, string>, again = true) {
    return new Promise<{ httpStatus: number } | { error: string }>((resolve) => {
      const secure = url.startsWith('https:')
      const request = (secure ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: secure ? agents.https : agents.http,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: settings.webhookTimeoutMs,
      })
      request.on('response', (response) => {
        response.resume()
        response.on('end', () => resolve({ httpStatus: response.statusCode ?? 0 }))
        response.on('error', (error) => resolve({ error: error.message }))
      })
      request.on('timeout', () => request.destroy(new Error('timed out')))
      request.on('error', (error: NodeJS.ErrnoException) => {
        // A kept connection that the other side closed in this moment says nothing about the other side.
        if (again && request.reusedSocket && error.code === 'ECONNRESET') resolve(post(url, body, headers, false))
        else resolve({ error: error.code ?? error.message })
      })
      request.end(body)
    })
  }

  return {
    counts,

    /** Resolves after the first attempt: did the product answer 200? */
    send(posted: Post): Promise<boolean> {
      return new Promise((resolve) => {
        const waiting: Waiting = {
          ...posted,
          id: randomUUID(),
          attempts: 0,
          createdAt: clock.now(),
          firstTried: resolve,
        }
        if (pending.size >= MOST_PENDING) [...pending.keys()].slice(0, 1).forEach((oldest) => drop(oldest))
        pending.set(waiting.id, waiting)
        onChange()
        enqueue(waiting)
      })
    },

    restore(saved: readonly PendingPost[]) {
      for (const post of saved) {
        const waiting: Waiting = { ...post }
        pending.set(waiting.id, waiting)
        enqueue(waiting)
      }
    },

    pending: (): PendingPost[] => [...pending.values()].filter(({ forged }) => !forged).map(savedOf),

    /** What was posted, for somebody who looks on. */
    posted: (id: string) => bodies.get(id),

    /** Resolves when no POST is under way; those that wait for their next try do not count. */
    idle: () => (isIdle() ? Promise.resolve() : new Promise<void>((resolve) => idleWaiters.push(resolve))),

    clear() {
      for (const id of [...pending.keys()]) drop(id)
      Object.assign(counts, { attempts: 0, answered200: 0, failed: 0, givenUp: 0 })
    },

    close() {
      closed = true
      for (const id of [...pending.keys()]) drop(id)
      agents.http.destroy()
      agents.https.destroy()
      for (const wake of idleWaiters.splice(0)) wake()
    },
  }

  function drop(id: string) {
    const waiting = pending.get(id)
    waiting?.timer?.cancel()
    waiting?.firstTried?.(false)
    pending.delete(id)
    if (!waiting) return
    const line = lineOf(waiting.phoneNumberId)
    line.queue = line.queue.filter((other) => other.id !== id)
  }
}

function savedOf(waiting: Waiting): PendingPost {
  const saved: Waiting = { ...waiting }
  delete saved.timer
  delete saved.firstTried
  return saved
}

function headersOf({ body, kapso, forged }: Waiting, { appSecret }: PhoneNumber): Record<string, string> {
  const signature = sign(forged ? `${appSecret}, forged` : appSecret, body)
  const json = { 'content-type': 'application/json', accept: '*/*' }
  if (!kapso) return { ...json, 'user-agent': 'facebookexternalua', 'x-hub-signature-256': `sha256=${signature}` }
  return {
    ...json,
    'x-webhook-event': kapso.event,
    'x-webhook-signature': signature,
    'x-idempotency-key': kapso.idempotencyKey,
    'x-webhook-payload-version': 'v2',
    ...(kapso.batchSize !== undefined && { 'x-webhook-batch': 'true', 'x-batch-size': String(kapso.batchSize) }),
  }
}
