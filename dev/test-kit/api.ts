import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { createLog } from '#clients/log/log.ts'
import { createSealer } from '#clients/secrets/seal.ts'
import { createSlack } from '#clients/slack/slack.ts'
import type { Conversations } from '#clients/temporal/conversations.ts'
import { connect, type Database } from '#db/connect.ts'
import { createApp, type AppDeps } from '../../api/app.ts'
import { createHealth } from '../../api/health.ts'
import { createMetrics } from '../../api/metrics.ts'
import { createRelay } from '../../api/relay/relay.ts'
import { createTraffic } from '../../api/traffic.ts'
import { createWatch } from '../../api/watch.ts'
import { startDatabase } from './postgres.ts'
import { ACCOUNT_ID, APP_SECRET, KAPSO_SECRET, NUMBER_ID, sign } from './webhook-bodies.ts'

export const sealer = createSealer(Buffer.alloc(32, 7).toString('base64'))

export type Told = { conversationId: string; messageId: string; sentAtMs: number; burstMs: number }
export type LogLine = Record<string, unknown> & { message: string }
export type Api = Awaited<ReturnType<typeof startApi>>

type Options = Partial<Pick<AppDeps, 'secrets' | 'timestampIsMandatory' | 'temporalCodec'>> & {
  tell?: Conversations['tell']
  tellOfPhone?: Conversations['tellOfPhone']
  onTemplates?: (workspaceId: string) => void
  databaseUrl?: string
  sweepEveryMs?: number
  sweepAfterMs?: number
  isTemporalReachable?: () => Promise<boolean>
  slackUrl?: string
  metricsToken?: string
  limits?: { silenceAfterMinutes: number; unansweredAfterMinutes: number }
}

/** The api on a port of its own and a database of its own, with one workspace. Conversations are told to a list. */
export async function startApi(options: Options = {}) {
  const own = options.databaseUrl === undefined ? await startDatabase() : undefined
  const database = connect(options.databaseUrl ?? own?.url ?? '', { keepPlans: true })
  const lines: LogLine[] = []
  const log = createLog('api', 'debug', { write: (line) => void lines.push(readLine(line)) })
  const told: Told[] = []
  const tell: Conversations['tell'] =
    options.tell ??
    (async ({ conversationId }, ...messages) => {
      for (const { messageId, sentAtMs, burstMs } of messages)
        told.push({ conversationId, messageId, sentAtMs, burstMs })
    })
  const { sweepEveryMs = 100, sweepAfterMs = 300 } = options
  const toldOfPhone: string[] = []
  const tellOfPhone: Conversations['tellOfPhone'] =
    options.tellOfPhone ?? (async (_, { messageId }) => void toldOfPhone.push(messageId))
  const traffic = createTraffic()
  const relay = createRelay({
    ...{ calm: traffic.calm, database, tell, tellOfPhone, log, sweepEveryMs, sweepAfterMs },
    ...(options.onTemplates && { onTemplates: options.onTemplates }),
  })
  const { limits = { silenceAfterMinutes: 0, unansweredAfterMinutes: 10 }, metricsToken: token } = options
  const db = database.platform
  const watch = createWatch({ db, slack: createSlack({ webhookUrl: options.slackUrl, log }), log, ...limits })
  const metrics = createMetrics({ db, log, version: '0.0.0', token, ...limits })
  const app = createApp({
    database,
    sealer,
    log,
    secrets: options.secrets ?? { kapsoWebhook: KAPSO_SECRET, metaApp: APP_SECRET, metaVerify: 'verify me' },
    onKept: (events) => relay.wake(events),
    watch,
    traffic,
    metrics,
    health: createHealth({
      db,
      silence: () => watch.silence(),
      version: '0.0.0',
      isTemporalReachable: options.isTemporalReachable ?? (async () => true),
    }),
    ...(options.temporalCodec && { temporalCodec: options.temporalCodec }),
    ...(options.timestampIsMandatory !== undefined && { timestampIsMandatory: options.timestampIsMandatory }),
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  relay.start()
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const bytes = typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body)
    return fetch(base + path, {
      method: 'POST',
      body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  return {
    base,
    databaseUrl: options.databaseUrl ?? own?.url ?? '',
    database,
    lines,
    log,
    told,
    toldOfPhone,
    watch,
    post,
    get: (path: string) => fetch(base + path),
    /** As Meta posts it: signed with the deployment's app secret unless another is given. */
    meta: (body: unknown, { path = '/webhook', secret = APP_SECRET } = {}) => {
      const bytes = typeof body === 'string' ? body : JSON.stringify(body)
      return post(path, bytes, { 'x-hub-signature-256': `sha256=${sign(bytes, secret)}` })
    },
    kapso: (body: unknown, headers: Record<string, string> = {}, path = '/api/webhook/kapso') => {
      const bytes = JSON.stringify(body)
      return post(path, bytes, { 'x-webhook-signature': sign(bytes, KAPSO_SECRET), ...headers })
    },
    /** Resolves when nothing waits any more to be handed on. */
    async relayed(): Promise<void> {
      await eventually(async () => (await count(database, 'inbound_events', 'relayed_at is null')) === 0)
    },
    async stop(withinMs = 5000): Promise<void> {
      server.closeAllConnections()
      server.close()
      await Promise.all([relay.stop(withinMs), watch.stop(), metrics.close()])
      await database.close()
      await own?.stop()
    },
  }
}

type ChannelParts = {
  numberId?: string
  provider?: 'meta' | 'kapso'
  appSecret?: string
  verifyToken?: string
  burstMs?: number
}

/** A workspace with one channel, without secrets of its own unless they are given. */
export async function givenWorkspace(
  { platform }: Database,
  { numberId = NUMBER_ID, provider = 'meta', appSecret, verifyToken, burstMs = 4000 }: ChannelParts = {},
): Promise<{ workspaceId: string; channelId: string; key: string }> {
  const [workspaceId, channelId] = [uuidv7(), uuidv7()]
  const key = `key-${channelId}`
  await platform
    .insertInto('workspaces')
    .values({ id: workspaceId, slug: `w-${workspaceId}`, name: 'Eagle', burst_ms: burstMs })
    .execute()
  await platform
    .insertInto('channels')
    .values({
      id: channelId,
      workspace_id: workspaceId,
      provider,
      phone_number_id: numberId,
      business_account_id: ACCOUNT_ID,
      webhook_key: key,
      app_secret_sealed: appSecret === undefined ? null : sealer.seal(appSecret),
      verify_token_sealed: verifyToken === undefined ? null : sealer.seal(verifyToken),
    })
    .execute()
  return { workspaceId, channelId, key }
}

type Table = 'inbound_events' | 'messages' | 'contacts' | 'conversations' | 'contact_identities'

export async function count({ platform }: Database, table: Table, where = 'true'): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from ${sql.table(table)} where ${sql.raw(where)}`.execute(platform)
  return rows[0]?.n ?? 0
}

export async function eventually(check: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs
  while (!(await check())) {
    if (Date.now() > giveUpAt) throw new Error(`Not so within ${String(withinMs)} ms: ${check.toString()}`)
    await pause(15)
  }
}

function readLine(line: string): LogLine {
  const parsed: unknown = JSON.parse(line)
  return { message: '', ...(typeof parsed === 'object' ? parsed : {}) }
}
