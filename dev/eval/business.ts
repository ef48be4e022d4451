import { v7 as uuidv7 } from 'uuid'
import { createSealer } from '#clients/secrets/seal.ts'
import { addSlots } from '#db/queries/slots-admin.ts'
import type { Desk } from '../test-kit/desk-programs.ts'
import { givenWorkspace, type GivenWorkspace } from '../test-kit/given.ts'
import { seedKnowledge } from '../seed/knowledge.ts'
import type { Conversation } from './conversation.ts'

export type Business = GivenWorkspace & { email: string; userId: string }

const TOKEN = 'token-1'
const SLOTS = 4
/** So that several messages are one burst. */
const BURST_MS = 500

/** Somebody at the desk, for the whole run. */
export async function givenStaff({ db }: Desk): Promise<string> {
  const id = uuidv7()
  await db.platform
    .insertInto('users')
    .values({ id, email: `dewi-${id}@example.com`, name: 'Dewi' })
    .execute()
  return id
}

/** A business of one conversation's own, so that none feels another: its number, knowledge and free times. */
export async function givenBusiness(desk: Desk, { business = {}, turns }: Conversation, userId: string) {
  const { config, review = 'off', slots = SLOTS, holdSeconds = 0 } = business
  const sealer = createSealer(desk.env['ENCRYPTION_KEY'] ?? '')
  const workspace = await givenWorkspace(desk.db, {
    sealer,
    accessToken: TOKEN,
    review_policy: review,
    ...(config && { config }),
  })
  const { workspaceId, channelId, phoneNumberId } = workspace
  const email = `halo-${workspaceId}@eagleoverseas.com`
  const hasBursts = turns.some(({ says }) => Array.isArray(says))
  await desk.db.platform
    .updateTable('workspaces')
    .set({
      email,
      phone: '+62 21 5098 1200',
      burst_ms: business.burstMs ?? (hasBursts ? BURST_MS : 0),
      bot_hold_seconds: holdSeconds,
    })
    .where('id', '=', workspaceId)
    .execute()
  await desk.db.inWorkspace(workspaceId, async (tx) => {
    await seedKnowledge(tx, workspaceId)
    if (slots > 0)
      await addSlots(tx, {
        workspaceId,
        consultant: { name: 'Dimas Prasetyo', email: null },
        times: timesFrom(slots),
        actor: 'eval',
      })
  })
  const { webhook_key: key } = await desk.db.platform
    .selectFrom('channels')
    .where('id', '=', channelId)
    .select('webhook_key')
    .executeTakeFirstOrThrow()
  desk.whatsapp.putNumber(phoneNumberId, {
    webhookUrl: `${desk.env['WEBHOOK_BASE_URL'] ?? ''}/api/webhook/meta/${key}`,
    appSecret: desk.env['META_APP_SECRET'] ?? '',
    accessToken: TOKEN,
    displayPhoneNumber: '+62 811-0000-021',
  })
  return { ...workspace, email, userId }
}

/** 09.00, 10.00, … WIB of the day after tomorrow. */
function timesFrom(count: number): { startsAt: Date; endsAt: Date }[] {
  const first = Date.parse(`${new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10)}T02:00:00Z`)
  return Array.from({ length: count }, (_, at) => ({
    startsAt: new Date(first + at * 3_600_000),
    endsAt: new Date(first + at * 3_600_000 + 45 * 60_000),
  }))
}
