import type { Embeddings } from '#clients/ai/embeddings.ts'
import { createLog, type Log } from '#clients/log/log.ts'
import { createMailer, type Mailer } from '#clients/mail/mail.ts'
import { createMediaStore, type MediaStore } from '#clients/media-store/media-store.ts'
import { createPushKeys } from '#clients/push/keys.ts'
import { createPusher, type Pusher } from '#clients/push/push.ts'
import type { PushKeys } from '#clients/push/vapid.ts'
import { createSealer, type Sealer } from '#clients/secrets/seal.ts'
import { createSlack, type Slack } from '#clients/slack/slack.ts'
import { tellingErrors } from '#clients/slack/told-errors.ts'
import { createBookings, type Bookings } from '#clients/temporal/bookings.ts'
import { openTemporal, type Temporal } from '#clients/temporal/connect.ts'
import { createConversations, type Conversations } from '#clients/temporal/conversations.ts'
import { createReleaseRuns, type ReleaseRuns } from '#clients/temporal/release-runs.ts'
import { createTrials, type Trials } from '#clients/temporal/trials.ts'
import { createIncidentMessages, type IncidentMessages } from '#clients/temporal/incident-messages.ts'
import { createKnowledgeImports, type KnowledgeImports } from '#clients/temporal/knowledge-imports.ts'
import { connect, type Database } from '#db/connect.ts'
import { insertMail } from '#db/queries/mails.ts'
import { findPushKeys, insertPushKeysOnce } from '#db/queries/push-keys.ts'
import { judgePushAddress, reachOf, type Reach } from '#domain/alert/addresses.ts'
import type { EmbeddingsEndpoint, Settings } from '#schema/env.ts'
import { openLive, type Live } from './inbox/live.server.ts'

/** Somebody whom the sign-in page of a demo offers. */
export type DemoPerson = { email: string; password: string; name: string; role: 'owner' | 'admin' | 'member' | null }

export type Services = {
  settings: Settings
  log: Log
  database: Database
  temporal: Temporal
  conversations: Conversations
  trials: Trials
  releaseRuns: ReleaseRuns
  knowledgeImports: KnowledgeImports
  incidentMessages: IncidentMessages
  bookings: Bookings
  /** Absent where no endpoint is configured: the search goes by words. */
  embeddings: Embeddings | undefined
  mailer: Mailer
  slack: Slack
  /** Where pushes and messages to a workspace's Slack may go. */
  reach: Reach
  pusher: Pusher
  pushKeys: () => Promise<PushKeys | undefined>
  sealer: Sealer
  /** The files that customers sent, and the documents that ARI knows. */
  store: MediaStore
  /** What happens in the workspaces, as it happens. */
  live: Live
  /** Empty but in demo mode. */
  demoPeople: readonly DemoPerson[]
  close: () => Promise<void>
}

// On the process and not in this module: in development the modules are loaded anew, the connections stay.
const PLACE = Symbol.for('my21staff.web.services')
const place = globalThis as typeof globalThis & { [PLACE]?: Services | undefined }

/** Opens what the pages stand on: once, by the program around them. */
export async function openServices(settings: Settings, demoPeople: readonly DemoPerson[] = []): Promise<Services> {
  const slack = createSlack({ webhookUrl: settings.alerts.slackWebhookUrl, log: createLog('web') })
  const log = createLog('web', 'info', tellingErrors(slack))
  const sealer = createSealer(settings.encryptionKey)
  const reach = reachOf(settings)
  const database = connect(settings.databaseUrl, {
    onError: (error) => log.warn({ err: error }, 'A connection to Postgres broke; it is made again'),
  })
  const temporal = await openTemporal(settings.temporal)
  const opened: Services = {
    settings,
    log,
    database,
    temporal,
    conversations: createConversations(temporal.client, { taskQueue: settings.temporal.taskQueue }),
    trials: createTrials(temporal.client, { taskQueue: settings.temporal.taskQueue }),
    releaseRuns: createReleaseRuns(temporal.client, { taskQueue: settings.temporal.taskQueue }),
    knowledgeImports: createKnowledgeImports(temporal.client, { taskQueue: settings.temporal.taskQueue }),
    incidentMessages: createIncidentMessages(temporal.client, { taskQueue: settings.temporal.taskQueue }),
    bookings: createBookings(temporal.client, { taskQueue: settings.temporal.taskQueue }),
    embeddings: settings.embeddings && (await embeddingsAt(settings.embeddings, log)),
    mailer: createMailer({
      apiKey: settings.mail.resendApiKey,
      from: settings.mail.from,
      keep: (mail) => insertMail(database.platform, mail),
    }),
    ...{ slack, sealer, reach },
    pusher: createPusher({
      ...{ appUrl: settings.appUrl, mailFrom: settings.mail.from },
      mayCall: (endpoint) => judgePushAddress(endpoint, reach) === 'allowed',
    }),
    pushKeys: createPushKeys({
      ...{ sealer, log },
      find: () => findPushKeys(database.platform),
      keepOnce: (made) => insertPushKeysOnce(database.platform, made),
    }),
    store: createMediaStore(settings.mediaDir),
    live: openLive({
      database,
      // A pooler would not keep the connection that listens.
      url: settings.directUrl,
      onError: (error) => log.warn({ err: error }, 'Live news were not heard for a moment'),
    }),
    demoPeople: settings.demoMode ? demoPeople : [],
    async close() {
      place[PLACE] = undefined
      await opened.live.close()
      await opened.slack.settled()
      await Promise.all([database.close(), temporal.close()])
    },
  }
  place[PLACE] = opened
  return opened
}

/** What talks to models takes a while to load: only where it is needed. */
async function embeddingsAt(endpoint: EmbeddingsEndpoint, log: Log): Promise<Embeddings> {
  const { createEmbeddings } = await import('#clients/ai/embeddings.ts')
  return createEmbeddings(endpoint, { log })
}

export function services(): Services {
  const opened = place[PLACE]
  if (opened === undefined) throw new TypeError('The services are opened by main.ts before a page is asked for.')
  return opened
}
