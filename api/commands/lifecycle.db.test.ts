import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { v7 as uuidv7 } from 'uuid'
import { createMediaStore, mediaKey, NotInStore } from '#clients/media-store/media-store.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { closeIncident, openIncident } from '#db/queries/incidents.ts'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

const Live = z.strictObject({ slug: z.string(), liveAt: z.iso.datetime() })
const Check = z.strictObject({
  slug: z.string(),
  ready: z.boolean(),
  lines: z.array(
    z.strictObject({
      line: z.string(),
      state: z.enum(['ok', 'missing']),
      required: z.boolean(),
      detail: z.string().min(1),
    }),
  ),
})

let desk: CommandLine

beforeAll(async () => {
  desk = await startCommandLine()
})
afterAll(() => desk.stop())

let made = 0
async function workspace(slug: string, given: Record<string, string | undefined> = {}) {
  const flags = createFlags({ slug, 'phone-number-id': `70${++made}`, 'owner-email': `${slug}@x.example`, ...given })
  return z.looseObject({ workspaceId: z.string(), channelId: z.string() }).parse(await desk.json(flags))
}
const missingOf = ({ lines }: z.infer<typeof Check>) =>
  lines.filter(({ state }) => state === 'missing').map(({ line }) => line)

test('going live by command is done once, says that nobody has signed, and again only with --restart', async () => {
  await workspace('live')
  await desk.database.platform.updateTable('workspaces').set({ bot_on: false }).where('slug', '=', 'live').execute()
  const goLive = async (...more: string[]) => {
    const { code, out, err } = await desk.run(['go-live', 'live', ...more])
    return { code, err, live: Live.parse(JSON.parse(out)) }
  }
  const unsigned = '"live" goes live without a sign-off: 0 of 100 test conversations read.\n'
  const { live: first, ...told } = await goLive('--reason', 'a pilot')
  expect(told).toEqual({ code: 0, err: unsigned })
  // Nothing comes of it a second time, so there is nothing to be told.
  expect(await goLive()).toEqual({ code: 0, err: '', live: first })
  const { live: again } = await goLive('--restart')
  expect(new Date(again.liveAt).getTime()).toBeGreaterThan(new Date(first.liveAt).getTime())
  const row = await desk.database.platform
    .selectFrom('workspaces')
    .select(['id', 'bot_on', 'live_at'])
    .where('slug', '=', 'live')
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ bot_on: true, live_at: new Date(again.liveAt) })
  const log = await desk.database.platform
    .selectFrom('audit_log')
    .select(['action', 'detail'])
    .where('workspace_id', '=', row.id)
    .where('action', 'in', ['workspace.live', 'ari.on'])
    .orderBy('at')
    .orderBy('action')
    .execute()
  // It was off, and everybody who looks is told that it is on.
  expect(log).toMatchObject([
    { action: 'ari.on' },
    { action: 'workspace.live', detail: { restart: false } },
    { action: 'workspace.live', detail: { restart: false } },
    { action: 'workspace.live', detail: { restart: true } },
  ])
  const overrides = await desk.database.platform
    .selectFrom('audit_log')
    .select(['actor', 'detail'])
    .where('workspace_id', '=', row.id)
    .where('action', '=', 'release.overridden')
    .orderBy('at')
    .execute()
  expect(overrides).toEqual([
    { actor: 'command', detail: { reason: 'a pilot', read: 0, minimum: 100 } },
    { actor: 'command', detail: { reason: 'by command', read: 0, minimum: 100 } },
  ])
})

test('HR-11 a sign-off of what ARI answered before is none to the commands either: they say which version was signed', async () => {
  const { workspaceId } = await workspace('outdated')
  // It stood on an entry that is gone.
  const entries = JSON.stringify([{ id: uuidv7(), at: '2026-01-01T00:00:00.000Z' }])
  await desk.database.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('release_signoffs')
      .values({ id: uuidv7(), phrase: 'safe', version: 5, minimum: 100, tests: 100, read: 100, entries })
      .execute(),
  )
  const checked = async () => {
    const { out } = await desk.run(['check', 'outdated', '--json'])
    return Check.parse(JSON.parse(out)).lines.find(({ line }) => line === 'signed off')
  }
  expect(await checked()).toMatchObject({
    ...{ state: 'missing', detail: expect.stringMatching(/^Version 5 was signed, and it answers otherwise/) as string },
  })
  expect(await desk.run(['go-live', 'outdated'])).toMatchObject({
    ...{ code: 0, err: expect.stringContaining('(version 5 was signed; it answers otherwise by now)') as string },
  })
  expect(await checked()).toMatchObject({ state: 'ok', detail: 'safe, version 5' })
})

test('BC-11 no command turns ARI on while an incident is open: each says where it is closed', async () => {
  const { workspaceId } = await workspace('stopped')
  const inside = <T>(work: (tx: WorkspaceTx) => Promise<T>) => desk.database.inWorkspace(workspaceId, work)
  const actor = uuidv7()
  await desk.database.platform
    .insertInto('users')
    .values({ id: actor, name: 'Sinta', email: 'sinta@stopped.example' })
    .execute()
  const of = { workspaceId, actor }
  const { incidentId } = await inside((tx) => openIncident(tx, { ...of, reason: 'Salah biaya' }))
  const ways = [
    ['ari', 'stopped', 'on'],
    ['go-live', 'stopped'],
    ['go-live', 'stopped', '--restart', '--reason', 'now'],
  ]
  for (const way of ways) {
    const { code, out, err } = await desk.run(way)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('Close it at /review/incident')
  }
  const read = () =>
    inside((tx) => tx.selectFrom('workspaces').select(['bot_on', 'live_at as liveAt']).executeTakeFirstOrThrow())
  expect(await read()).toEqual({ bot_on: false, liveAt: null })
  const logged = await inside((tx) =>
    tx.selectFrom('audit_log').select('action').where('actor', '=', 'command').execute(),
  )
  expect(logged).toEqual([{ action: 'workspace.created' }])
  // Off is off, and once it is closed they do as ever.
  expect(await desk.json(['ari', 'stopped', 'off'])).toMatchObject({ changed: false })
  await inside((tx) => closeIncident(tx, { ...of, incidentId, note: 'Selesai', uncontacted: 0, now: new Date() }))
  expect(await desk.json(['ari', 'stopped', 'on'])).toMatchObject({ changed: false })
  expect((await read()).bot_on).toBe(true)
})

test('a new workspace is told line by line what it needs, and is not ready', async () => {
  await workspace('fresh')
  const { code, out, err } = await desk.run(['check', 'fresh'])
  expect(code).toBe(1)
  expect(out).toMatch(/^organisation +ok +Sinar Study \(fresh\)$/m)
  expect(out).toMatch(/^credentials +missing +Lacking: an access token, META_APP_SECRET\.$/m)
  expect(out).toMatch(/^knowledge base +missing +Fill it: knowledge import fresh FILE\.$/m)
  expect(out).toMatch(/^alerts +missing \(may wait\) +Set SLACK_WEBHOOK_URL/m)
  expect(err).toBe('"fresh" is not ready: credentials, webhook received, knowledge base, consultation slots.\n')
})

test('what is done turns to ok, one line after the other, until the workspace is ready', async () => {
  const { workspaceId, channelId } = await workspace('ready', { 'access-token': 'EAAG', 'app-secret': 'shh' })
  const check = async (env = {}) => {
    const { code, out } = await desk.run(['check', 'ready', '--json'], { env })
    return { code, ...Check.parse(JSON.parse(out)) }
  }
  expect(missingOf(await check())).toEqual([
    'owner signed in',
    'member invited',
    'webhook received',
    'knowledge base',
    'consultation slots',
    'test conversations reviewed',
    'signed off',
    'alerts',
  ])

  const { platform } = desk.database
  const event = { id: uuidv7(), workspace_id: workspaceId, channel_id: channelId, event_key: 'x', kind: 'message' }
  await platform
    .insertInto('inbound_events')
    .values({ ...event, payload: '{}', occurred_at: new Date() })
    .execute()
  await desk.json(['knowledge', 'import', 'ready', '-'], 'kind,title,content,language\nfaq,a,b,id\n')
  const year = new Date().getUTCFullYear() + 1
  await desk.json(['slots', 'add', 'ready', '--consultant', 'X', '--from', `${year}-01-05T09:00`, '--count', '2'])
  const ready = await check()
  expect(ready).toMatchObject({ code: 0, ready: true })
  expect(missingOf(ready)).toEqual([
    'owner signed in',
    'member invited',
    'test conversations reviewed',
    'signed off',
    'alerts',
  ])

  await platform
    .updateTable('users')
    .set({ must_change_password: false })
    .where('email', '=', 'ready@x.example')
    .execute()
  const userId = uuidv7()
  await platform.insertInto('users').values({ id: userId, name: 'M', email: 'member@x.example' }).execute()
  await platform
    .insertInto('memberships')
    .values({ id: uuidv7(), workspace_id: workspaceId, user_id: userId, role: 'member' })
    .execute()
  expect((await desk.run(['go-live', 'ready'])).code).toBe(0)
  const alerts = { SLACK_WEBHOOK_URL: 'https://hooks.example.com/x' }
  expect(missingOf(await check(alerts))).toEqual(['test conversations reviewed'])
})

test('AD-08 credentials that the key does not open are missing', async () => {
  await workspace('locked', { 'access-token': 'EAAG', 'app-secret': 'shh' })
  const env = { ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64') }
  const { out } = await desk.run(['check', 'locked'], { env })
  expect(out).toMatch(/^credentials +missing +The stored secret was sealed under another ENCRYPTION_KEY/m)
})

test('credentials of the deployment count where the channel has none', async () => {
  await workspace('shared', { provider: 'kapso' })
  const env = { KAPSO_API_KEY: 'k', KAPSO_WEBHOOK_SECRET: 's' }
  expect((await desk.run(['check', 'shared'], { env })).out).toMatch(/^credentials +ok/m)
})

test('deleting says first what would go, and goes only with --yes', async () => {
  const { workspaceId } = await workspace('gone')
  await workspace('stays')
  await desk.json(['knowledge', 'import', 'gone', '-'], 'kind,title,content,language\nfaq,a,b,id\nfaq,c,d,id\n')
  await desk.json(['knowledge', 'import', 'stays', '-'], 'kind,title,content,language\nfaq,a,b,id\n')
  const env = { MEDIA_DIR: await mkdtemp(join(tmpdir(), 'media-')) }
  const store = createMediaStore(env.MEDIA_DIR)
  const file = mediaKey(workspaceId, uuidv7())
  await store.put(file, Readable.from([Buffer.from('a passport')]))
  const other = mediaKey(uuidv7(), uuidv7())
  await store.put(other, Readable.from([Buffer.from('of others')]))
  const asked = await desk.run(['delete', 'gone'], { env })
  expect(asked).toMatchObject({ code: 1, out: '' })
  expect(asked.err).toMatch(/"Sinar Study" \(gone\) would be deleted/)
  expect(asked.err).toMatch(/^ +2 knowledge$/m)
  expect(asked.err).toContain('add --yes')

  const done = z.strictObject({ slug: z.string(), deleted: z.record(z.string(), z.number()) })
  expect(await text(await store.open(file))).toBe('a passport')
  const { out } = await desk.run(['delete', 'gone', '--yes'], { env })
  expect(done.parse(JSON.parse(out))).toMatchObject({
    slug: 'gone',
    deleted: { channels: 1, memberships: 1, knowledge: 2, contacts: 0 },
  })
  await expect(store.open(file)).rejects.toThrow(NotInStore)
  expect(await text(await store.open(other))).toBe('of others')
  await rm(env.MEDIA_DIR, { recursive: true })
  const { platform } = desk.database
  for (const table of ['channels', 'memberships', 'knowledge', 'audit_log'] as const) {
    expect(await platform.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).execute()).toEqual([])
  }
  expect(await platform.selectFrom('users').select('id').where('email', '=', 'gone@x.example').execute()).toHaveLength(
    1,
  )
  expect(
    z
      .array(z.looseObject({ slug: z.string() }))
      .parse(await desk.json(['list']))
      .map(({ slug }) => slug),
  ).toContain('stays')
  expect((await desk.run(['delete', 'gone', '--yes'])).err).toContain('There is no workspace "gone"')
})

test.each([['go-live'], ['check'], ['delete']])('%s names a workspace that is not there', async (command) => {
  const { code, out, err } = await desk.run([command, 'nobody'])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('There is no workspace "nobody"')
})
