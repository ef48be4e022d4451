import { randomBytes, scryptSync } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSealer } from '#clients/secrets/seal.ts'
import { connect, type Database } from '#db/connect.ts'
import type { ConversationState } from '#schema/conversation.ts'
import { contacts } from './demo/contacts.ts'
import { seedDemo, type SeedSettings } from './seed.ts'
import { DEMO_PEOPLE } from './seed/people.ts'
import { DEMO_WORKSPACE_ID } from './seed/workspace.ts'
import { startWhatsAppSimulator } from './simulators/whatsapp/simulator.ts'
import { freePort } from './services/ports.ts'
import { givenConfig } from './test-kit/given.ts'
import { startDatabase } from './test-kit/postgres.ts'

const NOW = new Date('2026-03-04T02:30:00Z')
const DAY_MS = 24 * 3_600_000

let stop: () => Promise<void>
let database: Database
let settings: SeedSettings

beforeAll(async () => {
  const started = await startDatabase()
  stop = started.stop
  database = connect(started.url, { max: 2 })
  settings = {
    nodeEnv: 'test',
    demoMode: true,
    databaseUrl: started.url,
    encryptionKey: randomBytes(32).toString('base64'),
    webhookBaseUrl: 'http://localhost:3001',
    meta: { appSecret: 'app-secret-of-the-demo', verifyToken: 'verify-token-of-the-demo' },
    ports: { web: 1, api: 1, simulator: await freePort(), temporal: 1, temporalUi: 1 },
  }
  await seedDemo(settings, NOW)
})

afterAll(async () => {
  await database.close()
  await stop()
})

/** Every row of every table, as text. */
async function everything(): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(database.platform)
  const entries: [string, string[]][] = []
  for (const { name } of tables) {
    const { rows } = await sql<{
      row: string
    }>`select to_jsonb(t)::text as row from ${sql.table(name)} t order by 1`.execute(database.platform)
    entries.push([name, rows.map(({ row }) => row)])
  }
  return Object.fromEntries(entries)
}

const slotTimes = async () => {
  const { rows } = await sql<{ at: Date }>`select lower(during) as at from slots order by 1`.execute(database.platform)
  return rows.map(({ at }) => at)
}

test('AD-09 the demo is Eagle Overseas Education, live, with its number', async () => {
  const [workspace] = await database.platform
    .selectFrom('workspaces')
    .innerJoin('channels', 'channels.workspace_id', 'workspaces.id')
    .selectAll()
    .execute()
  expect(workspace).toMatchObject({
    slug: 'eagle',
    name: 'Eagle Overseas Education',
    bot_on: true,
    review_policy: 'off',
    burst_ms: 4000,
    phone_number_id: '628110000021',
    provider: 'meta',
  })
  expect(workspace?.live_at).toBeInstanceOf(Date)
  const { open } = createSealer(settings.encryptionKey)
  expect(open(workspace?.app_secret_sealed ?? '')).toBe('app-secret-of-the-demo')
  expect(open(workspace?.access_token_sealed ?? '')).toBe('demo-access-token')
})

test('DM-03 seeding again changes nothing', async () => {
  const before = await everything()
  expect(before['contacts']).toHaveLength(12)
  await seedDemo(settings, new Date(NOW.getTime() + 3_600_000))
  expect(await everything()).toEqual(before)
})

test('DM-03 two programs that seed at once do not meet', async () => {
  const before = await everything()
  await Promise.all([seedDemo(settings, NOW), seedDemo(settings, NOW)])
  expect(await everything()).toEqual(before)
})

test('DM-03 the people can sign in as documented', async () => {
  const users = await database.platform
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.user_id', 'users.id')
    .leftJoin('memberships', 'memberships.user_id', 'users.id')
    .select(['email', 'password', 'provider_id', 'must_change_password', 'role'])
    .execute()
  expect(users).toHaveLength(DEMO_PEOPLE.length)
  for (const { email, password, role } of DEMO_PEOPLE) {
    const user = users.find((one) => one.email === email)
    const [salt = '', key] = user?.password?.split(':') ?? []
    expect(user).toMatchObject({ provider_id: 'credential', must_change_password: false, role })
    expect(scryptSync(password, salt, 64, { N: 16384, r: 16, p: 1, maxmem: 2 ** 26 }).toString('hex')).toBe(key)
  }
})

test('the knowledge is there in both languages, and finds a course', async () => {
  const { rows } = await sql<{ language: string; entries: number }>`
    select language, count(*) as entries from knowledge group by language order by language`.execute(database.platform)
  expect(rows.map(({ language }) => language)).toEqual(['en', 'id'])
  for (const { entries } of rows) expect(entries).toBeGreaterThan(30)
})

test('every contact has a history that the product could go on with', async () => {
  const rows = await database.platform
    .selectFrom('contacts')
    .innerJoin('conversations', 'conversations.contact_id', 'contacts.id')
    .select(['contacts.phone', 'conversations.id', 'stage', 'floor', 'floor_user_id', 'score', 'state'])
    .execute()
  expect(rows).toHaveLength(contacts.length)
  for (const row of rows) {
    const told = contacts.find(({ phone }) => phone === row.phone)!
    const state = row.state as ConversationState
    expect(row).toMatchObject({ stage: told.stage, floor: told.floor, score: state.score })
    expect(row.floor_user_id !== null).toBe(told.floor === 'person')
    expect(state.lead.answered).toEqual(Object.keys(told.facts).sort())
    const messages = await database.platform
      .selectFrom('messages')
      .select(['body', 'direction', 'outcome', 'sent_at', 'author', 'author_user_id'])
      .where('conversation_id', '=', row.id)
      .orderBy('sent_at')
      .orderBy('id')
      .execute()
    expect(messages.map(({ body }) => body)).toEqual(told.messages.map(({ text }) => text))
    for (const { direction, outcome, author, author_user_id, sent_at } of messages) {
      expect(outcome !== null).toBe(direction === 'inbound')
      expect(author_user_id !== null).toBe(author === 'staff')
      expect(sent_at <= NOW).toBe(true)
    }
  }
  const { rows: bookings } = await sql<{ at: Date }>`
    select lower(during) as at from bookings order by 1`.execute(database.platform)
  expect(bookings).toHaveLength(contacts.filter(({ booking }) => booking !== undefined).length)
})

test('nothing of it waits to be sent or relayed', async () => {
  const { inbound_events, outbound_messages, send_attempts } = await everything()
  expect([inbound_events, outbound_messages, send_attempts]).toEqual([[], [], []])
})

test('SB-01 slots stand for the next two weeks by the weekly pattern, none in the past but what was booked', async () => {
  const future = (await slotTimes()).filter((at) => at > NOW)
  expect(future.length).toBeGreaterThanOrEqual(36)
  expect(future.every((at) => at.getTime() <= NOW.getTime() + 14 * DAY_MS)).toBe(true)
  expect((await slotTimes()).filter((at) => at <= NOW)).toHaveLength(1)
})

test('DM-03 slots are renewed when fewer than 20 free ones are left, and only then', async () => {
  const before = await slotTimes()
  await seedDemo(settings, new Date(NOW.getTime() + 3 * DAY_MS))
  expect(await slotTimes()).toEqual(before)
  const later = new Date(NOW.getTime() + 10 * DAY_MS)
  await seedDemo(settings, later)
  const after = await slotTimes()
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.filter((at) => at > later).length).toBeGreaterThanOrEqual(36)
})

test('what somebody edited stays as it is', async () => {
  const { platform } = database
  await platform.updateTable('workspaces').set({ burst_ms: 2000 }).execute()
  await givenConfig(database, { workspaceId: DEMO_WORKSPACE_ID }, { persona: { tone: 'Formal' } })
  await platform.updateTable('knowledge').set({ content: 'Baru' }).where('kind', '=', 'contact').execute()
  const before = await everything()
  await seedDemo(settings, NOW)
  expect(await everything()).toEqual(before)
})

test('with another key the secrets are sealed anew, and nothing else changes', async () => {
  const key = randomBytes(32).toString('base64')
  await seedDemo({ ...settings, encryptionKey: key, meta: { appSecret: 'another' } }, NOW)
  const channel = await database.platform.selectFrom('channels').selectAll().executeTakeFirstOrThrow()
  const { open } = createSealer(key)
  expect(open(channel.app_secret_sealed ?? '')).toBe('another')
  expect(open(channel.access_token_sealed ?? '')).toBe('demo-access-token')
  await seedDemo(settings, NOW)
})

test('the simulator, where it runs, learns of the number and its templates; without it seeding works all the same', async () => {
  const simulator = await startWhatsAppSimulator()
  const port = Number(new URL(simulator.url).port)
  try {
    await seedDemo({ ...settings, ports: { ...settings.ports, simulator: port } }, NOW)
    const { webhook_key: key } = await database.platform
      .selectFrom('channels')
      .select('webhook_key')
      .executeTakeFirstOrThrow()
    expect(simulator.control.numbers()).toMatchObject([
      {
        phoneNumberId: '628110000021',
        webhookUrl: `http://localhost:3001/api/webhook/meta/${key}`,
        appSecret: 'app-secret-of-the-demo',
        verifyToken: 'verify-token-of-the-demo',
        accessToken: 'demo-access-token',
        displayPhoneNumber: '+628110000021',
        wabaId: '628110000021900',
      },
    ])
    // Handed in twice they are there once.
    await seedDemo({ ...settings, ports: { ...settings.ports, simulator: port } }, NOW)
    const approved = () =>
      simulator.control.templates('628110000021').flatMap(({ name, status }) => (status === 'APPROVED' ? [name] : []))
    await vi.waitFor(() => expect(approved()).toEqual(['hello_world', 'konsultasi_lanjutan', 'consultation_follow_up']))
  } finally {
    await simulator.close()
  }
})

test('it is refused in production', async () => {
  await expect(seedDemo({ ...settings, nodeEnv: 'production' })).rejects.toThrow('NODE_ENV is production')
})

test('a workspace of the same name that is not the demo is left alone', async () => {
  const other = await startDatabase()
  const beside = connect(other.url, { max: 1 })
  try {
    const id = '01890000-0000-7000-8000-000000000001'
    await beside.platform.insertInto('workspaces').values({ id, slug: 'eagle', name: 'A real customer' }).execute()
    await expect(seedDemo({ ...settings, databaseUrl: other.url }, NOW)).rejects.toThrow("not the demo's")
    expect(await beside.platform.selectFrom('contacts').select('id').execute()).toEqual([])
  } finally {
    await beside.close()
    await other.stop()
  }
})
