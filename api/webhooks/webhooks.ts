import Router from '@koa/router'
import type { Context } from 'koa'
import type { Log } from '#clients/log/log.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import type { Database } from '#db/connect.ts'
import type { Refusal } from '#db/queries/receiving.ts'
import { createChannelDirectory } from './directory.ts'
import type { Cut } from './event.ts'
import { cutKapso } from './kapso-events.ts'
import { cutMeta } from './meta-events.ts'
import { parseBody } from './parse-body.ts'
import { readRawBody } from './raw-body.ts'
import { createReceive, inTime, type KeptEvent } from './receive.ts'
import { isSecret } from './signature.ts'
import { createVerifier, ownOr, type DeploymentSecrets, type Provider } from './verify.ts'

export type WebhookDeps = {
  database: Database
  sealer: Pick<Sealer, 'open'>
  log: Log
  secrets: DeploymentSecrets
  /** Called with what was new, after the answer. */
  onKept: (events: readonly KeptEvent[]) => void
  /** Called once for each POST that came in whole, however it ended. */
  onHandled?: (handled: Handled) => void
  /** Refuse a POST of Kapso that does not say when it was sent. */
  timestampIsMandatory?: boolean
}

/** How one POST ended, and how long it kept us: from its last byte to our answer. */
export type Handled = { provider: Provider; outcome: 'kept' | Refusal | 'malformed' | 'failed'; ms: number }

const OK = '{"ok":true}'
const REFUSALS: Record<Refusal, string> = { bad_signature: 'Unauthorized', too_old: 'Webhook too old' }
const IDS_IN_LOG = 20

/** The doors of WhatsApp: prove the sender, keep what came, answer. What it means is for later. */
export function webhooks(deps: WebhookDeps): Router {
  const { database, sealer, log, secrets, onKept, onHandled = () => undefined, timestampIsMandatory = false } = deps
  const directory = createChannelDirectory({ db: database.platform, sealer, log })
  const { verify, channelOf } = createVerifier({ directory, secrets, log, timestampIsMandatory })
  const receive = createReceive({ db: database.platform, directory, log })
  const router = new Router()

  router.get(['/api/webhook/meta', '/webhook'], (ctx) => challenge(ctx, [secrets.metaVerify]))
  router.get(['/api/webhook/kapso', '/api/webhooks/kapso'], (ctx) =>
    challenge(ctx, [secrets.metaVerify, secrets.kapsoWebhook]),
  )
  router.post(['/api/webhook/meta', '/webhook'], (ctx) => take(ctx, 'meta'))
  router.post(['/api/webhook/kapso', '/api/webhooks/kapso'], (ctx) => take(ctx, 'kapso'))
  for (const provider of ['meta', 'kapso'] as const) {
    const paths = [`/api/webhook/${provider}/:key`, ...(provider === 'kapso' ? ['/api/webhooks/kapso/:key'] : [])]
    router.get(paths, async (ctx) => {
      const channel = await inTime(channelOf(provider, ctx.params['key']))
      if (!channel) ctx.throw(404)
      else challenge(ctx, [ownOr(channel.verifyToken, undefined), secrets.metaVerify])
    })
    router.post(paths, (ctx) => take(ctx, provider, ctx.params['key'] ?? ''))
  }
  return router

  async function take(ctx: Context, provider: Provider, key?: string): Promise<void> {
    const body = await readRawBody(ctx.req)
    const startedAt = performance.now()
    const sinceMs = () => performance.now() - startedAt
    let outcome: Handled['outcome'] = 'failed'
    try {
      const verified = await inTime(verify(ctx, provider, body, key))
      if (verified.refusal !== null) {
        outcome = verified.refusal
        ctx.status = 401
        ctx.type = 'text/plain'
        ctx.body = REFUSALS[verified.refusal]
        return
      }
      const result = cut(ctx, provider, body)
      if (result === undefined) {
        outcome = 'malformed'
        ctx.throw(400, 'Malformed JSON')
        return
      }
      const kept = await receive(result.events, verified.channel)
      outcome = 'kept'
      ctx.type = 'application/json'
      ctx.body = OK
      onKept(kept)
      report(kept, sinceMs())
    } finally {
      onHandled({ provider, outcome, ms: sinceMs() })
    }
  }

  function cut(ctx: Context, provider: Provider, body: Buffer): Cut | undefined {
    let parsed: unknown
    try {
      parsed = parseBody(body)
    } catch {
      log.warn({ provider, bytes: body.length }, 'A signed webhook that is not JSON')
      return undefined
    }
    const now = new Date()
    const result =
      provider === 'meta' ? cutMeta(parsed, now) : cutKapso(parsed, ctx.get('x-webhook-event') || undefined, now)
    const leftOut = 'Part of a webhook was left out'
    for (const [problem, items] of Map.groupBy(result.broken, (problem) => problem))
      log.error({ provider, problem, items: items.length }, leftOut)
    for (const [problem, items] of Map.groupBy(result.skipped, (problem) => problem))
      log.warn({ provider, problem, items: items.length }, leftOut)
    return result
  }

  function report(kept: readonly KeptEvent[], ms: number): void {
    const ids = kept.filter(({ kind }) => kind === 'message').map(({ id }) => id)
    log.info(
      {
        messageId: ids[0] ?? null,
        ...(ids.length > 1 && { messageIds: ids.slice(0, IDS_IN_LOG), messages: ids.length }),
        events: kept.length,
        processingTime: Math.round(ms * 100) / 100,
        status: 'queued_for_async',
      },
      'Webhook kept',
    )
  }
}

/** The provider's check when the address is registered: it wants its own text back. */
function challenge(ctx: Context, tokens: readonly (string | undefined)[]): void {
  const { 'hub.mode': mode, 'hub.verify_token': given, 'hub.challenge': text } = ctx.query
  const token = typeof given === 'string' ? given : undefined
  const isKnown = tokens.map((one) => isSecret(token, one)).includes(true)
  if (mode !== 'subscribe' || typeof text !== 'string' || !isKnown) {
    ctx.throw(403)
    return
  }
  ctx.type = 'text/plain'
  ctx.body = text
}
