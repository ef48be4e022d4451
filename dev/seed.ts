import { sql } from 'kysely'
import { createSealer } from '#clients/secrets/seal.ts'
import { connect } from '#db/connect.ts'
import { readSettings, type Settings } from '#schema/env.ts'
import { seedConversations } from './seed/conversations.ts'
import { seedKnowledge } from './seed/knowledge.ts'
import { DEMO_PEOPLE, seedPeople } from './seed/people.ts'
import { seedQuickReplies } from './seed/quick-replies.ts'
import { registerNumber } from './seed/simulator.ts'
import { renewSlots, seedConsultants } from './seed/slots.ts'
import { DEMO_PHONE_NUMBER_ID, DEMO_SLUG, DEMO_WORKSPACE_ID, seedChannel, seedWorkspace } from './seed/workspace.ts'
import { withDatabase } from './services/with-database.ts'
import { loadEnv } from './up/dotenv.ts'

export type SeedSettings = Pick<
  Settings,
  'nodeEnv' | 'demoMode' | 'databaseUrl' | 'encryptionKey' | 'webhookBaseUrl' | 'meta' | 'ports'
>

/**
 * Makes the demo: Eagle Overseas Education with its people, knowledge, quick replies, consultants, and a dozen contacts with
 * histories. Repeating it changes nothing, but that slots are added when the free ones run low.
 */
export async function seedDemo(settings: SeedSettings, now: Date = new Date()): Promise<void> {
  if (settings.nodeEnv === 'production') {
    throw new RangeError('The demo data has known passwords: it is not written where NODE_ENV is production.')
  }
  const { appSecret = 'demo-app-secret', verifyToken = 'demo-verify-token' } = settings.meta
  const sealer = createSealer(settings.encryptionKey)
  const database = connect(settings.databaseUrl, { max: 1 })
  try {
    const channel = await database.platform.transaction().execute(async (tx) => {
      // One at a time: the second one finds what the first one made.
      await sql`select pg_advisory_xact_lock(hashtext('seed'))`.execute(tx)
      const workspaceId = DEMO_WORKSPACE_ID
      await seedWorkspace(tx)
      const { id: channelId, webhookKey } = await seedChannel(tx, sealer, { appSecret, verifyToken })
      const people = await seedPeople(tx, workspaceId)
      await seedKnowledge(tx, workspaceId)
      await seedQuickReplies(tx, workspaceId)
      const consultants = await seedConsultants(tx, workspaceId)
      await seedConversations(tx, { workspaceId, channelId, people, consultants, now })
      await renewSlots(tx, workspaceId, consultants, now)
      return { webhookKey }
    })
    const webhookUrl = `${settings.webhookBaseUrl}/api/webhook/meta/${channel.webhookKey}`
    if (settings.demoMode) await registerNumber(settings.ports.simulator, { webhookUrl, appSecret, verifyToken })
  } finally {
    await database.close()
  }
}

// `npm run seed`: the same, for the database of this place.
if (import.meta.main) {
  const report = (line: string) => void process.stderr.write(`${line}\n`)
  try {
    const { env } = loadEnv(process.env)
    await withDatabase(env, report, ({ url }) => seedDemo(readSettings({ ...env, DATABASE_URL: url }, 'command')))
    report(`The demo workspace "${DEMO_SLUG}" is there, with the number ${DEMO_PHONE_NUMBER_ID}. Sign in as:`)
    for (const { email, password, role } of DEMO_PEOPLE) report(`  ${email}  ${password}  (${role ?? 'no workspace'})`)
  } catch (error) {
    report(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
  // The channel to the first step of the command would keep us waiting.
  if (process.connected) process.disconnect()
}
