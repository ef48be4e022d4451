import { randomUUID } from 'node:crypto'
import Koa, { type Context, type Next } from 'koa'
import type { Log } from '#clients/log/log.ts'
import { isDatabaseAway } from '#db/failures.ts'
import { healthRoutes, type Health } from './health.ts'
import { metricsRoutes, type Metrics } from './metrics.ts'
import { temporalCodec, type TemporalCodecDeps } from './temporal-codec.ts'
import type { Traffic } from './traffic.ts'
import type { Watch } from './watch.ts'
import { BodyCutShort, BodyTooLarge } from './webhooks/raw-body.ts'
import { NotKept } from './webhooks/receive.ts'
import { webhooks, type WebhookDeps } from './webhooks/webhooks.ts'

export type AppDeps = Omit<WebhookDeps, 'onHandled'> & {
  health: Health
  metrics: Metrics
  watch: Pick<Watch, 'handled'>
  traffic: Pick<Traffic, 'count'>
  temporalCodec?: TemporalCodecDeps
}

/** The api's surface, without a port. */
export function createApp(deps: AppDeps): Koa {
  const app = new Koa()
  const { metrics, watch } = deps
  const onHandled: WebhookDeps['onHandled'] = (handled) => {
    metrics.handled(handled)
    watch.handled(handled)
  }
  const routers = [webhooks({ ...deps, onHandled }), healthRoutes(deps.health), metricsRoutes(metrics)]
  // What goes wrong is answered and logged by `answerErrors`; what is left is a broken connection.
  app.on('error', (error: unknown) => deps.log.debug({ err: error }, 'A connection broke'))
  app.use(deps.traffic.count)
  app.use(setHeaders)
  app.use(answerErrors(deps.log))
  const codec = deps.temporalCodec ? [temporalCodec(deps.temporalCodec)] : []
  for (const router of [...routers, ...codec]) {
    app.use(router.routes())
    app.use(router.allowedMethods({ throw: true }))
  }
  return app
}

async function setHeaders(ctx: Context, next: Next): Promise<void> {
  const given = ctx.get('x-request-id')
  ctx.set({
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Request-Id': /^[\w-]{8,64}$/.test(given) ? given : randomUUID(),
  })
  await next()
}

/** Every error becomes a clean answer here, and none tells the outside what happened inside. */
function answerErrors(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) ctx.throw(404)
    } catch (error) {
      const requestId = ctx.response.get('x-request-id')
      const { status, text } = answerTo(error)
      if (status === 503)
        log.error({ err: error, requestId }, 'The database does not answer: the sender is asked to send again')
      else if (status === 500) log.error({ err: error, requestId }, 'A request failed')
      // The rest of a body that is too large must not be taken for the next request.
      if (status === 413) ctx.set('Connection', 'close')
      if (status === 503) ctx.set('Retry-After', '5')
      if (status === 405 || status === 501) ctx.set('Allow', 'GET, HEAD, POST')
      ctx.status = status
      ctx.body = { error: text, requestId }
    }
  }
}

function answerTo(error: unknown): { status: number; text: string } {
  if (error instanceof BodyTooLarge) return { status: 413, text: 'Too large' }
  if (error instanceof BodyCutShort) return { status: 400, text: 'Cut short' }
  if (error instanceof NotKept || isDatabaseAway(error)) return { status: 503, text: 'Not kept, send it again' }
  if (error instanceof Error && 'expose' in error && 'status' in error && typeof error.status === 'number') {
    // 501: a method that no address of ours knows. Only of such errors the words are meant for the outside.
    if (error.expose === true || error.status === 501) return { status: error.status, text: error.message }
  }
  return { status: 500, text: 'Internal error' }
}
