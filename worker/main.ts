import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { DefaultLogger, NativeConnection, Runtime, type LogLevel } from '@temporalio/worker'
import { createIncidentActivities } from '#activities/incident.ts'
import { createActivities } from '#activities/index.ts'
import { createDocumentActivities } from '#activities/read-document.ts'
import { createEmbeddings } from '#clients/ai/embeddings.ts'
import { createModel } from '#clients/ai/model.ts'
import { createDocumentReader } from '#clients/documents/reader.ts'
import { createLog, type Log } from '#clients/log/log.ts'
import { createMailer } from '#clients/mail/mail.ts'
import { createMediaStore } from '#clients/media-store/media-store.ts'
import { createSealer } from '#clients/secrets/seal.ts'
import { createSlack, type Slack } from '#clients/slack/slack.ts'
import { tellingErrors } from '#clients/slack/told-errors.ts'
import { createBookings } from '#clients/temporal/bookings.ts'
import { dataConverterOf } from '#clients/temporal/codec.ts'
import { openTemporal, temporalAddress } from '#clients/temporal/connect.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { registerSearchAttributes } from '#clients/temporal/search-attributes.ts'
import { createTrials } from '#clients/temporal/trials.ts'
import { createWhatsApp } from '#clients/whatsapp/whatsapp.ts'
import { connect } from '#db/connect.ts'
import { insertMail } from '#db/queries/mails.ts'
import { readSettings, SettingsProblem, type Settings } from '#schema/env.ts'
import { BundleUnusable, cachedWorkflowBundle, prebuiltWorkflowBundle } from './bundle.ts'
import { createWorker } from './worker.ts'

const PREBUILT = join(import.meta.dirname, '../build/workflows.js')

// Before the SDK's thread is made, which takes it over. Half the memory, for a quarter more processor when there is none
// to spare (measured); a worker that waits for models has time, and small machines have little memory.
setFlagsFromString('--optimize-for-size')

let slack: Slack | undefined
const log = createLog('worker', 'info', tellingErrors({ alert: (key, text) => slack?.alert(key, text) }))
try {
  const settings = readSettings(process.env, 'worker')
  slack = createSlack({ webhookUrl: settings.alerts.slackWebhookUrl, log: createLog('worker') })
  await main(settings)
} catch (error) {
  if (error instanceof SettingsProblem || error instanceof BundleUnusable) process.stderr.write(`${error.message}\n`)
  else log.fatal({ err: error }, 'The worker stopped')
  process.exitCode = 1
}

async function main(settings: Settings): Promise<void> {
  // First of all: a production start without the right bundle ends here, before anything is opened.
  const isProduction = settings.nodeEnv === 'production'
  const workflowBundle = await (isProduction ? prebuiltWorkflowBundle(PREBUILT) : cachedWorkflowBundle())
  Runtime.install({ logger: sdkLogger(log), shutdownSignals: ['SIGTERM', 'SIGINT'] })
  const db = connect(settings.databaseUrl, {
    keepPlans: true,
    onError: (err) => log.warn({ err }, 'A database connection broke'),
  })
  const documents = createDocumentActivities({
    db,
    log,
    store: createMediaStore(settings.mediaDir),
    reader: createDocumentReader(),
  })
  const { namespace, taskQueue } = settings.temporal
  // Activities start other workflows, and ask them.
  const temporal = await openTemporal(settings.temporal)
  const conversations = createActivities({
    db,
    log,
    bookings: createBookings(temporal.client, { taskQueue }),
    trials: createTrials(temporal.client, { taskQueue }),
    mailer: createMailer({
      apiKey: settings.mail.resendApiKey,
      from: settings.mail.from,
      keep: (mail) => insertMail(db.platform, mail),
    }),
    model: createModel(settings.models, { log }),
    embeddings: settings.embeddings && createEmbeddings(settings.embeddings, { log }),
    sealer: createSealer(settings.encryptionKey),
    whatsapp: createWhatsApp({
      graphUrl: settings.whatsappGraphUrl,
      kapsoUrl: settings.kapso.apiUrl,
      kapsoApiKey: settings.kapso.apiKey,
    }),
  })
  const incidents = createIncidentActivities({
    db,
    log,
    conversations: createConversations(temporal.client, { taskQueue }),
  })
  const connection = await connected(settings)
  await searchable(settings)
  const worker = await createWorker({
    connection,
    namespace,
    taskQueue,
    activities: { ...conversations, ...documents, ...incidents },
    dataConverter: dataConverterOf(settings.temporal.payloadKeys),
    workflowBundle,
  })
  log.info({ event: 'worker_ready', taskQueue }, 'Polling for work')
  // Ends after a signal, when what was under way is done.
  await worker.run()
  await Promise.all([connection.close(), temporal.close()])
  await db.close()
  log.info('Stopped')
}

/** Temporal may start after us. */
async function connected({ temporal }: Settings): Promise<NativeConnection> {
  for (let tries = 1; ; tries++) {
    try {
      return await NativeConnection.connect(await temporalAddress(temporal))
    } catch (err) {
      log.warn({ err, tries }, `Temporal does not answer at ${temporal.address}; trying again`)
      await pause(Math.min(500 * tries, 5_000))
    }
  }
}

/** A conversation cannot take a step where the server lacks its search attributes: better to wait than to get stuck. */
async function searchable({ temporal: settings }: Settings): Promise<void> {
  const temporal = await openTemporal(settings)
  try {
    for (;;) {
      const result = await registerSearchAttributes(temporal.connection, settings.namespace)
      if (!result.missing) return
      log.error({ reason: result.reason }, `Search attributes are missing at Temporal. Add them: ${result.command}`)
      await pause(10_000)
    }
  } finally {
    await temporal.close()
  }
}

/** The SDK's own lines in our log; its details may hold arguments, so only its words are kept. */
function sdkLogger(to: Log): DefaultLogger {
  const levels: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
    TRACE: 'trace',
    DEBUG: 'debug',
    INFO: 'debug',
    WARN: 'warn',
    ERROR: 'error',
  }
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const details: Record<string, unknown> = { ...meta }
    const { workflowId, activityType, attempt, error } = details
    to[levels[level]]({ sdk: true, workflowId, activityType, attempt, err: error }, message)
  })
}
