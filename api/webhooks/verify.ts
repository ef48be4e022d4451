import type { Context } from 'koa'
import type { Log } from '#clients/log/log.ts'
import type { Refusal } from '#db/queries/receiving.ts'
import type { Channel, ChannelDirectory, Secret } from './directory.ts'
import { isSignedByKapso, isSignedByMeta } from './signature.ts'

export type Provider = 'meta' | 'kapso'

/** What serves channels without secrets of their own, and the addresses without a key. */
export type DeploymentSecrets = {
  kapsoWebhook: string
  /** What counted before the last rotation counts until it is taken away. */
  kapsoWebhookPrevious?: string | undefined
  metaApp?: string | undefined
  metaAppPrevious?: string | undefined
  metaVerify?: string | undefined
}

export type Verified = { refusal: Refusal } | { refusal: null; channel: Channel | undefined }

type Deps = {
  directory: ChannelDirectory
  secrets: DeploymentSecrets
  log: Log
  timestampIsMandatory: boolean
}

const KAPSO_SIGNATURES = ['x-webhook-signature', 'x-kapso-signature', 'x-signature']
const KAPSO_CLOCK_SECONDS = 300

export type Verifier = ReturnType<typeof createVerifier>

/** Who sent this? Nothing of it is believed, or parsed, before that is known. */
export function createVerifier({ directory, secrets, log, timestampIsMandatory }: Deps) {
  async function channelOf(provider: Provider, key: string | undefined): Promise<Channel | undefined> {
    if (!key || key.length > 200) return undefined
    const channel = await directory.byKey(key)
    return channel?.provider === provider ? channel : undefined
  }

  async function verify(ctx: Context, provider: Provider, body: Buffer, key: string | undefined): Promise<Verified> {
    const channel = key === undefined ? undefined : await channelOf(provider, key)
    const isNobodys = key !== undefined && channel === undefined
    const signer = isNobodys ? undefined : signerOf(provider, body, signatureOf(ctx, provider), channel)
    if (signer === undefined) return refuse(ctx, 'bad_signature', provider)
    if (provider === 'kapso' && !isRecent(ctx.get('x-timestamp'))) return refuse(ctx, 'too_old', provider)
    if (signer === 'previous') {
      log.info({ provider, channelId: channel?.id ?? null }, 'A webhook was signed with the previous secret')
    }
    return { refusal: null, channel }
  }

  function signerOf(provider: Provider, body: Buffer, signature: string, channel: Channel | undefined) {
    const isSigned = provider === 'meta' ? isSignedByMeta : isSignedByKapso
    const { current, previous } = secretsFor(provider, channel)
    if (current && isSigned(current, body, signature)) return 'current'
    return previous && isSigned(previous, body, signature) ? 'previous' : undefined
  }

  /** A channel's own secrets, or the deployment's where it has none. */
  function secretsFor(provider: Provider, channel: Channel | undefined) {
    const { metaApp, metaAppPrevious, kapsoWebhook, kapsoWebhookPrevious } = secrets
    const common =
      provider === 'meta'
        ? { current: metaApp, previous: metaAppPrevious }
        : { current: kapsoWebhook, previous: kapsoWebhookPrevious }
    if (!channel || channel.appSecret.kind === 'none') return common
    return { current: ownOr(channel.appSecret, undefined), previous: ownOr(channel.previousAppSecret, undefined) }
  }

  function isRecent(timestamp: string): boolean {
    if (!/^\d{1,12}$/.test(timestamp)) return !timestampIsMandatory
    return Math.abs(Date.now() / 1000 - Number(timestamp)) <= KAPSO_CLOCK_SECONDS
  }

  function refuse(ctx: Context, refusal: Refusal, provider: Provider): Verified {
    const forwardedFor = ctx.get('x-forwarded-for').slice(0, 100)
    log.warn(
      {
        ip: ctx.ip,
        ...(forwardedFor && { forwardedForIp: forwardedFor }),
        timestamp: new Date().toISOString(),
        signature: signatureOf(ctx, provider).slice(0, 80),
        path: ctx.path.replace(/(\/(?:meta|kapso)\/).+/, '$1:key'),
      },
      refusal === 'bad_signature' ? '[SECURITY] Invalid webhook signature' : '[SECURITY] Webhook too old',
    )
    return { refusal }
  }

  return { verify, channelOf }
}

export function ownOr(secret: Secret, fallback: string | undefined): string | undefined {
  if (secret.kind === 'own') return secret.text
  return secret.kind === 'none' ? fallback : undefined
}

function signatureOf(ctx: Context, provider: Provider): string {
  const names = provider === 'meta' ? ['x-hub-signature-256'] : KAPSO_SIGNATURES
  return names.map((name) => ctx.get(name)).find((value) => value !== '') ?? ''
}
