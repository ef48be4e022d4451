import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { createKapsoHistory } from '#clients/kapso/history.ts'
import { createLog } from '#clients/log/log.ts'
import { createMediaStore } from '#clients/media-store/media-store.ts'
import { createSealer } from '#clients/secrets/seal.ts'
import { createSlack } from '#clients/slack/slack.ts'
import { tellingErrors } from '#clients/slack/told-errors.ts'
import { openTemporal } from '#clients/temporal/connect.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { createWhatsAppMedia } from '#clients/whatsapp/media.ts'
import { createTemplateReader } from '#clients/whatsapp/templates.ts'
import { connect } from '#db/connect.ts'
import { workspaceExists } from '#db/queries/health.ts'
import { readSettings, SettingsProblem, type EmbeddingsEndpoint, type Settings } from '#schema/env.ts'
import { openAlerts } from './alerts/alerts.ts'
import { createApp } from './app.ts'
import { createHealth } from './health.ts'
import { createMetrics } from './metrics.ts'
import { createKapsoReconciler } from './relay/kapso-history.ts'
import { createMediaKeeping } from './relay/media.ts'
import { createMerges } from './relay/merges.ts'
import { createOrphanRepair } from './relay/orphans.ts'
import { createRelay } from './relay/relay.ts'
import { createStaffMessageRepair } from './relay/staff-messages.ts'
import { createTemplateSync } from './relay/template-sync.ts'
import { createVectorKeeping } from './relay/vectors.ts'
import type { Repeated } from './repeat.ts'
import { createTraffic } from './traffic.ts'
import { createWatch } from './watch.ts'

const TELL_WITHIN_MS = 5000
const STOP_WITHIN_MS = 10_000
const ASK_AGAIN_MS = 1000
const LAST_WORDS_MS = 2000
/** Every so many questions without an answer, the log says what we wait for. */
const SAY_EVERY = 5

const settings = settingsOrExit()
const slack = createSlack({ webhookUrl: settings.alerts.slackWebhookUrl, log: createLog('api') })
const log = createLog('api', 'info', tellingErrors(slack))
process.on('uncaughtException', (error) => exit(1, error))
process.on('unhandledRejection', (error) => exit(1, error))

const database = connect(settings.databaseUrl, {
  keepPlans: true,
  onError: (error) => log.warn({ err: error }, 'A connection to Postgres broke; it is made again'),
})
const temporal = await openTemporal(settings.temporal)
const conversations = createConversations(temporal.client, { taskQueue: settings.temporal.taskQueue })
const sealer = createSealer(settings.encryptionKey)
const whatsappAddress = {
  graphUrl: settings.whatsappGraphUrl,
  kapsoUrl: settings.kapso.apiUrl,
  kapsoApiKey: settings.kapso.apiKey,
}
const templates = createTemplateSync({ ...{ database, sealer, log }, reader: createTemplateReader(whatsappAddress) })
const tell: typeof conversations.tell = (input, ...messages) =>
  temporal.within(TELL_WITHIN_MS, () => conversations.tell(input, ...messages))
const traffic = createTraffic()
const relay = createRelay({
  database,
  calm: traffic.calm,
  log,
  onTemplates: (workspaceId) => templates.soon(workspaceId),
  tell,
  tellOfPhone: (input, reply) => temporal.within(TELL_WITHIN_MS, () => conversations.tellOfPhone(input, reply)),
})
const orphans = createOrphanRepair({ database, tell, log })
const staffMessages = createStaffMessageRepair({ database, sendStaffMessage: conversations.sendStaffMessage, log })
const merges = createMerges({
  database,
  log,
  endAsMerged: (from, into) => temporal.within(TELL_WITHIN_MS, () => conversations.endAsMerged(from, into)),
  absorb: (input, left) => temporal.within(TELL_WITHIN_MS, () => conversations.absorb(input, left)),
})
const media = createMediaKeeping({
  ...{ database, sealer, log },
  whatsapp: createWhatsAppMedia(whatsappAddress),
  store: createMediaStore(settings.mediaDir),
})
const kapsoHistory = createKapsoReconciler({
  database,
  sealer,
  log,
  history: createKapsoHistory({ url: settings.kapso.apiUrl, apiKey: settings.kapso.apiKey }),
  onKept: (events) => relay.wake(events),
})
const vectors = settings.embeddings && (await vectorKeeping(settings.embeddings))
const version = await readVersion()
const watch = createWatch({ db: database.platform, slack, log, ...settings.watch })
const alerts = openAlerts({ settings, database, sealer, log })
const metrics = createMetrics({
  db: database.platform,
  log,
  version,
  unansweredAfterMinutes: settings.watch.unansweredAfterMinutes,
  token: settings.metricsToken,
})
const health = createHealth({
  db: database.platform,
  version,
  isTemporalReachable: () => temporal.isReachable(),
  silence: () => watch.silence(),
})
const app = createApp({
  database,
  sealer,
  log,
  health,
  metrics,
  watch,
  traffic,
  timestampIsMandatory: settings.webhookTimestampRequired,
  secrets: {
    kapsoWebhook: settings.kapso.webhookSecret,
    kapsoWebhookPrevious: settings.kapso.previousWebhookSecret,
    metaApp: settings.meta.appSecret,
    metaAppPrevious: settings.meta.previousAppSecret,
    metaVerify: settings.meta.verifyToken,
  },
  onKept: (events) => relay.wake(events),
  temporalCodec: { keys: settings.temporal.payloadKeys ?? [], ...settings.temporalCodec },
})

const handle = app.callback()
const server = createServer((request, response) => void handle(request, response))
// Longer than the idle time of the proxies before us, so that they close first and never meet a closed connection.
server.keepAliveTimeout = 65_000
server.headersTimeout = 20_000
server.requestTimeout = 30_000
server.on('error', (error) => {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE'
  if (isTaken) process.stderr.write(`Port ${settings.ports.api} is in use: end what listens there, or set API_PORT\n`)
  exit(1, error)
})
server.listen(settings.ports.api, settings.demoMode ? '127.0.0.1' : '0.0.0.0')

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))

await begin()

async function begin(): Promise<void> {
  await until('Postgres and its migrations', () => health.isReady())
  if (stopping) return
  const { defaultWorkspace } = settings
  if (defaultWorkspace !== undefined && !(await workspaceExists(database.platform, defaultWorkspace))) {
    process.stderr.write(`DEFAULT_WORKSPACE names a workspace that does not exist: ${defaultWorkspace}\n`)
    process.exit(1)
  }
  relay.start()
  staffMessages.start()
  for (const part of [orphans, media, merges, kapsoHistory, templates, watch, alerts]) part.start()
  vectors?.start()
  log.info({ event: 'api_ready', port: settings.ports.api }, 'The api is ready')
  await until('Temporal', () => health.isTemporalUp())
}

/** What talks to models takes a while to load: only where it is needed. */
async function vectorKeeping(endpoint: EmbeddingsEndpoint): Promise<Repeated> {
  const { createEmbeddings } = await import('#clients/ai/embeddings.ts')
  return createVectorKeeping({ database, log, embeddings: createEmbeddings(endpoint) })
}

async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let asked = 0; !stopping && !(await isThere()); asked++) {
    if (asked % SAY_EVERY === 0) log.warn({ event: 'waiting' }, `Waiting for ${what}`)
    await pause(ASK_AGAIN_MS)
  }
}

/** Takes nothing new, finishes what is under way, and goes. */
async function stop(signal: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info({ event: 'api_stopping', signal }, 'The api stops')
  setTimeout(() => exit(1, new Error('The api did not stop in time')), STOP_WITHIN_MS).unref()
  const closed = new Promise((resolve) => server.close(resolve))
  // Connections that were busy become idle, and their clients would hold them open.
  const closing = setInterval(() => server.closeIdleConnections(), 100)
  await closed
  clearInterval(closing)
  const parts = [relay, staffMessages, orphans, media, merges, kapsoHistory, templates, watch, alerts]
  await Promise.all([...parts.map((part) => part.stop()), vectors?.stop(), metrics.close()])
  await slack.settled()
  await Promise.all([database.close(), temporal.close()])
  log.info({ event: 'api_stopped' }, 'The api has stopped')
  process.exit(0)
}

/** Once: somebody is told why, as far as that goes quickly. */
function exit(code: number, error: unknown): void {
  log.fatal({ err: error }, 'The api ends')
  void Promise.race([slack.settled(), pause(LAST_WORDS_MS)]).finally(() => process.exit(code))
}

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env, 'api')
  } catch (error) {
    if (!(error instanceof SettingsProblem)) throw error
    process.stderr.write(`${error.problems.join('\n')}\n`)
    process.exit(1)
  }
}

async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const isNamed = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return isNamed && typeof manifest.version === 'string' ? manifest.version : 'unknown'
}
