import Router from '@koa/router'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Log } from '#clients/log/log.ts'
import type { Db } from '#db/connect.ts'
import {
  countRefusals,
  readReceivingFigures,
  readRefusals,
  type ReceivingFigures,
  type Refusal,
} from '#db/queries/receiving.ts'
import { quotaUse } from '#db/queries/quota.ts'
import { createModelMetrics } from './model-metrics.ts'
import { isSecret } from './webhooks/signature.ts'
import type { Handled } from './webhooks/webhooks.ts'

export type Metrics = ReturnType<typeof createMetrics>

type Deps = {
  db: Db
  log: Log
  version: string
  unansweredAfterMinutes: number
  /** Asked for as a Bearer token, where it is set. */
  token?: string | undefined
}

/** Up to the 3 seconds that count as slow. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5]
/** A flood of refusals must not become a flood of writes. */
const WRITE_AFTER_MS = 1000

/**
 * What Prometheus reads of the receiving side. No label names a customer or a workspace. What all programs share
 * (queue, silence, refusals ever) is asked of the database when somebody reads it.
 */
export function createMetrics({ db, log, version, unansweredAfterMinutes, token }: Deps) {
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const handler = new Histogram({
    name: 'webhook_handler_seconds',
    help: 'From the last byte of a webhook to our answer',
    labelNames: ['provider', 'outcome'],
    buckets: BUCKETS,
    registers,
  })
  const refused: Record<Refusal, Counter> = {
    bad_signature: new Counter({
      name: 'webhook_signatures_refused_total',
      help: 'Webhooks refused for their signature, by this process',
      registers,
    }),
    too_old: new Counter({
      name: 'webhook_too_old_refused_total',
      help: 'Webhooks refused for their age, by this process',
      registers,
    }),
  }
  const ever = new Gauge({
    name: 'webhook_refused_ever',
    help: 'Webhooks refused by all processes since the first start',
    labelNames: ['reason'],
    registers,
  })
  const queue = gauge('work_queue_length', 'Events not stored, messages without outcome and replies not sent, together')
  const parts = new Gauge({
    name: 'work_queue_part_length',
    help: 'The same by part',
    labelNames: ['part'],
    registers,
  })
  const silence = gauge('webhook_silence_seconds', 'Since the last webhook that brought something new')
  const late = gauge('inbound_messages_late', 'Messages without outcome older than the limit, not held for a person')
  const requests = gauge('message_requests_this_minute', 'Requests of all workspaces to our own API for messages')
  const quota = gauge('message_quota_utilization_percent_max', 'Of the workspace that uses its quota most')
  const isUp = gauge('database_up', 'Whether the database answered when this was asked')
  new Gauge({ name: 'build_info', help: 'What runs', labelNames: ['version'], registers }).labels(version).set(1)
  const models = createModelMetrics(db, registers)
  for (const provider of ['meta', 'kapso'] as const) handler.zero({ provider, outcome: 'kept' })

  const unwritten: Record<Refusal, number> = { bad_signature: 0, too_old: 0 }
  let timer: NodeJS.Timeout | undefined
  let reading: Promise<void> | undefined

  async function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    for (const reason of ['bad_signature', 'too_old'] as const) {
      const count = unwritten[reason]
      if (count === 0) continue
      unwritten[reason] = 0
      try {
        await countRefusals(db, reason, count)
      } catch (error) {
        unwritten[reason] += count
        throw error
      }
    }
  }

  async function readShared(): Promise<void> {
    try {
      await write()
      const [figures, refusals, uses] = await Promise.all([
        readReceivingFigures(db, unansweredAfterMinutes),
        readRefusals(db),
        quotaUse(db),
        models.read(),
      ])
      requests.set(uses.reduce((sum, { requestsThisMinute }) => sum + requestsThisMinute, 0))
      quota.set(Math.max(0, ...uses.map(({ utilizationPercent }) => utilizationPercent)))
      show(figures)
      for (const { reason, refused } of refusals) ever.labels(reason).set(refused)
      isUp.set(1)
    } catch (error) {
      isUp.set(0)
      log.warn({ err: error }, 'The database does not tell what waits')
    }
  }

  function show({ waitingEvents, openMessages, queuedReplies, lateMessages, silentSeconds }: ReceivingFigures): void {
    queue.set(waitingEvents + openMessages + queuedReplies)
    parts.labels('events').set(waitingEvents)
    parts.labels('messages').set(openMessages)
    parts.labels('replies').set(queuedReplies)
    late.set(lateMessages)
    silence.set(silentSeconds ?? Number.NaN)
  }

  return {
    handled({ provider, outcome, ms }: Handled): void {
      handler.labels(provider, outcome).observe(ms / 1000)
      if (outcome !== 'bad_signature' && outcome !== 'too_old') return
      refused[outcome].inc()
      unwritten[outcome]++
      timer ??= setTimeout(() => void write().catch(() => undefined), WRITE_AFTER_MS)
    },
    /** Everything in Prometheus's words. Readers at the same time share one look at the database. */
    async read(): Promise<string> {
      reading ??= readShared().finally(() => (reading = undefined))
      await reading
      return registry.metrics()
    },
    contentType: registry.contentType,
    isAllowed: (authorization: string): boolean => token === undefined || isSecret(authorization, `Bearer ${token}`),
    /** Writes down what is not yet written. */
    async close(): Promise<void> {
      await write().catch((error: unknown) => log.warn({ err: error }, 'The last refusals are not counted'))
    },
  }
}

export function metricsRoutes(metrics: Metrics): Router {
  const router = new Router()
  router.get('/metrics', async (ctx) => {
    if (!metrics.isAllowed(ctx.get('authorization'))) ctx.throw(401, 'Unauthorized')
    ctx.body = await metrics.read()
    ctx.type = metrics.contentType
  })
  return router
}
