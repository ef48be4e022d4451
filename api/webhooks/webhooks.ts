import Router from '@koa/router'
import type { Context } from 'koa'
import type { Log } from '#clients/log/log.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import type { Database } from '#db/connect.ts'
import { createChannelDirectory, type Channel, type Secret } from './directory.ts'
import type { Cut } from './event.ts'
import { cutKapso } from './kapso-events.ts'
import { cutMeta } from './meta-events.ts'
import { readRawBody } from './raw-body.ts'
import { createReceive, inTime, type KeptEvent } from './receive.ts'
import { isSecret, isSignedByKapso, isSignedByMeta } from './signature.ts'

export type WebhookDeps = {
  database: Database
  sealer: Pick<Sealer, 'open'>
  log: Log
  /** What serves channels without secrets of their own, and the addresses without a key. */
  secrets: { kapsoWebhook: string; metaApp?: string | undefined; metaVerify?: string | undefined }
  /** Called with what was new, after the answer. */
  onKept: (events: readonly KeptEvent[]) => void
  /** Refuse a POST of Kapso that does not say when it was sent. */
  timestampIsMandatory?: boolean
}

type Provider = 'meta' | 'kapso'
type Refusal = 'Unauthorized' | 'Webhook too old'

const OK = '{"ok":true}'
const KAPSO_SIGNATURES = ['x-webhook-signature', 'x-kapso-signature', 'x-signature']
const KAPSO_CLOCK_SECONDS = 300
const IDS_IN_LOG = 20

/** The doors of WhatsApp: prove the sender, keep what came, answer. What it means is for later. */
export function webhooks(deps: WebhookDeps): Router {
  const { database, sealer, log, secrets, onKept, timestampIsMandatory = false } = deps
  const directory = createChannelDirectory({ db: database.platform, sealer, log })
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
    const startedAt = performance.now()
    const body = await readRawBody(ctx.req)
    const { refusal, channel } = await inTime(verify(ctx, provider, body, key))
    if (refusal !== undefined) {
      ctx.status = 401
      ctx.type = 'text/plain'
      ctx.body = refusal
      return
    }
    const kept = await receive(cut(ctx, provider, body).events, channel)
    ctx.type = 'application/json'
    ctx.body = OK
    onKept(kept)
    report(kept, startedAt)
  }

  /** Who sent this? Nothing of it is believed, or parsed, before that is known. */
  async function verify(ctx: Context, provider: Provider, body: Buffer, key: string | undefined) {
    let channel = key === undefined ? undefined : await channelOf(provider, key)
    const isSigned = () => (key === undefined || channel !== undefined) && isSignedFor(ctx, provider, body, channel)
    if (!isSigned() && key !== undefined && channel !== undefined) {
      // The secret may have been changed since we read it.
      channel = await channelOf(provider, key, 1000)
    }
    if (!isSigned()) return refuse(ctx, 'Unauthorized', provider)
    if (provider === 'kapso' && !isRecent(ctx.get('x-timestamp'))) return refuse(ctx, 'Webhook too old', provider)
    return { refusal: undefined, channel }
  }

  function isSignedFor(ctx: Context, provider: Provider, body: Buffer, channel: Channel | undefined): boolean {
    const fallback = provider === 'meta' ? secrets.metaApp : secrets.kapsoWebhook
    const secret = channel ? ownOr(channel.appSecret, fallback) : fallback
    if (!secret) return false
    const signature = signatureOf(ctx, provider)
    return provider === 'meta' ? isSignedByMeta(secret, body, signature) : isSignedByKapso(secret, body, signature)
  }

  function isRecent(timestamp: string): boolean {
    if (!/^\d{1,12}$/.test(timestamp)) return !timestampIsMandatory
    return Math.abs(Date.now() / 1000 - Number(timestamp)) <= KAPSO_CLOCK_SECONDS
  }

  function refuse(ctx: Context, refusal: Refusal, provider: Provider) {
    const forwardedFor = ctx.get('x-forwarded-for').slice(0, 100)
    log.warn(
      {
        ip: ctx.ip,
        ...(forwardedFor && { forwardedForIp: forwardedFor }),
        timestamp: new Date().toISOString(),
        signature: signatureOf(ctx, provider).slice(0, 80),
        path: ctx.path.replace(/(\/(?:meta|kapso)\/).+/, '$1:key'),
      },
      refusal === 'Unauthorized' ? '[SECURITY] Invalid webhook signature' : '[SECURITY] Webhook too old',
    )
    return { refusal, channel: undefined }
  }

  async function channelOf(provider: Provider, key: string | undefined, notOlderThanMs?: number) {
    if (!key || key.length > 200) return undefined
    const channel = await directory.byKey(key, notOlderThanMs)
    return channel?.provider === provider ? channel : undefined
  }

  function cut(ctx: Context, provider: Provider, body: Buffer): Cut {
    let parsed: unknown
    try {
      parsed = JSON.parse(body.toString('utf8'))
    } catch {
      log.warn({ provider, bytes: body.length }, 'A signed webhook that is not JSON')
      ctx.throw(400, 'Malformed JSON')
    }
    const now = new Date()
    const result =
      provider === 'meta' ? cutMeta(parsed, now) : cutKapso(parsed, ctx.get('x-webhook-event') || undefined, now)
    for (const [problem, items] of Map.groupBy(result.skipped, (problem) => problem)) {
      log.warn({ provider, problem, items: items.length }, 'Part of a webhook was left out')
    }
    return result
  }

  function report(kept: readonly KeptEvent[], startedAt: number): void {
    const ids = kept.filter(({ kind }) => kind === 'message').map(({ id }) => id)
    log.info(
      {
        messageId: ids[0] ?? null,
        ...(ids.length > 1 && { messageIds: ids.slice(0, IDS_IN_LOG), messages: ids.length }),
        events: kept.length,
        processingTime: Math.round((performance.now() - startedAt) * 100) / 100,
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

function ownOr(secret: Secret, fallback: string | undefined): string | undefined {
  if (secret.kind === 'own') return secret.text
  return secret.kind === 'none' ? fallback : undefined
}

function signatureOf(ctx: Context, provider: Provider): string {
  const names = provider === 'meta' ? ['x-hub-signature-256'] : KAPSO_SIGNATURES
  return names.map((name) => ctx.get(name)).find((value) => value !== '') ?? ''
}
