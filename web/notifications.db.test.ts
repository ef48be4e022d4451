import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSealer } from '#clients/secrets/seal.ts'
import type { Database } from '#db/connect.ts'
import { usualSettings } from '#domain/alert/rules.ts'
import { givenBrowser, startEar } from '../dev/test-kit/browser-of-push.ts'
import { eventually } from '../dev/test-kit/api.ts'
import { givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspace: GivenWorkspace
let admin: string
let member: { id: string; cookie: string }
let ear: Awaited<ReturnType<typeof startEar>>
let status = 200

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  ear = await startEar(() => status)
  const settings = { TEMPORAL_ADDRESS: '127.0.0.1:1', SLACK_WEBHOOK_URL: `${ear.base}/platform` }
  web = await startWeb({ databaseUrl: url, settings })
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  admin = await web.signIn((await givenPerson(db, { workspaceId, role: 'admin' })).email)
  const { id, email } = await givenPerson(db, { workspaceId, role: 'member' })
  member = { id, cookie: await web.signIn(email) }
})
afterAll(async () => {
  await web.stop()
  await ear.stop()
  await db.close()
  await stopDatabase()
})
beforeEach(() => {
  ear.posted.length = 0
  status = 200
})

const post = (path: string, json: object, cookie = member.cookie) =>
  web.ask(`/api/notifications${path}`, { cookie, json })
const told = async (answer: Response) => ({ status: answer.status, ...((await answer.json()) as object) })
const rowsOf = async (table: string) => (await sql`select * from ${sql.table(table)}`.execute(db.platform)).rows

describe('how a person wants to be told', () => {
  it('is as their role has it until they choose, and is theirs alone', async () => {
    const mine = async (cookie: string): Promise<unknown> => (await web.ask('/api/notifications', { cookie })).json()
    expect(await mine(admin)).toEqual({ settings: usualSettings('admin'), timeZone: 'Asia/Jakarta' })
    const settings = { ...usualSettings('member'), sound: false, quiet: { fromMinute: 1320, toMinute: 360 } }
    expect(await told(await post('', settings))).toMatchObject({ status: 200 })
    expect(await mine(member.cookie)).toMatchObject({ settings })
    expect(await mine(admin)).toMatchObject({ settings: { sound: true, quiet: null } })
  })

  it('quiet hours without length, and what is no setting, are refused', async () => {
    const quiet = { fromMinute: 600, toMinute: 600 }
    expect(await told(await post('', { ...usualSettings('member'), quiet }))).toEqual({
      status: 400,
      errors: { quiet: 'same_time' },
    })
    for (const wrong of [
      {},
      { ...usualSettings('member'), drafts: true },
      { ...usualSettings('member'), quiet: 'night' },
    ])
      expect((await post('', wrong)).status).toBe(400)
  })
})

describe('push in a browser', () => {
  it('is turned on, tried, known by the session that turned it on, and off with it', async () => {
    const browser = givenBrowser(`${ear.base}/push/1`)
    const { endpoint } = browser.subscription
    expect(await told(await post('/device', { order: 'known', endpoint }))).toEqual({ status: 200, isOn: false })
    expect(await told(await post('/device', { order: 'on', subscription: browser.subscription }))).toMatchObject({
      isOn: true,
    })
    expect(await told(await post('/device', { order: 'known', endpoint }))).toMatchObject({ isOn: true })
    expect(await told(await post('/device', { order: 'known', endpoint }, admin))).toMatchObject({ isOn: false })
    expect((await post('/device', { order: 'test', endpoint }, admin)).status).toBe(404)
    expect(await told(await post('/device', { order: 'test', endpoint }))).toEqual({ status: 200, outcome: 'told' })
    expect(ear.posted.map(({ body }) => browser.read(body))).toEqual([
      { title: 'Notifications work', text: 'This is how you will be told.', path: '/notifications', tag: 'test' },
    ])
    await post('/device', { order: 'off', endpoint }, admin)
    expect(await rowsOf('push_subscriptions')).toHaveLength(1)
    status = 410
    expect(await told(await post('/device', { order: 'test', endpoint }))).toMatchObject({ outcome: 'gone' })
    expect(await rowsOf('push_subscriptions')).toEqual([])

    await post('/device', { order: 'on', subscription: browser.subscription })
    await web.ask('/sign-out', { cookie: member.cookie, form: {} })
    expect(await rowsOf('push_subscriptions')).toEqual([])
    const [{ email }] = (await rowsOf('users')).filter((user) => (user as { id: string }).id === member.id) as [
      { email: string },
    ]
    member.cookie = await web.signIn(email)
  })

  it.each([
    'https://attacker.test/push',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.7/push',
    'https://fcm.googleapis.com.attacker.test/x',
    'file:///etc/passwd',
  ])('is not turned on for %s: nothing is called but push services', async (endpoint) => {
    const { subscription } = givenBrowser(endpoint)
    const answer = await post('/device', { order: 'on', subscription })
    expect(answer.status).toBe(400)
    expect(await rowsOf('push_subscriptions')).toEqual([])
  })
})

describe('Slack of the workspace', () => {
  const webhookUrl = () => `${ear.base}/services/T0/B0/secret-abcd`

  it('is set by admins, sealed, tried, and taken away; the audit log tells who, not where', async () => {
    expect(await told(await post('/slack', { order: 'set', webhookUrl: webhookUrl() }, admin))).toEqual({
      status: 200,
      ending: 'abcd',
    })
    const [{ webhook_sealed: sealed }] = (await rowsOf('alert_slack')) as [{ webhook_sealed: string }]
    expect(sealed).not.toContain('secret')
    expect(createSealer(Buffer.alloc(32, 3).toString('base64')).open(sealed)).toBe(webhookUrl())
    const page = await (await web.ask('/notifications', { cookie: admin })).text()
    expect(page).toContain('abcd')
    expect(page).not.toContain('secret-')
    expect(await told(await post('/slack', { order: 'test' }, admin))).toMatchObject({ outcome: 'told' })
    expect(ear.texts()).toEqual([expect.stringContaining('Notifications work')])
    status = 404
    expect(await told(await post('/slack', { order: 'test' }, admin))).toMatchObject({ outcome: 'refused' })
    expect((await post('/slack', { order: 'remove' }, admin)).status).toBe(200)
    expect((await post('/slack', { order: 'remove' }, admin)).status).toBe(404)
    const audited = await db.platform.selectFrom('audit_log').select(['action', 'detail']).orderBy('id').execute()
    expect(audited).toEqual([
      { action: 'alert-slack.set', detail: { ending: 'abcd' } },
      { action: 'alert-slack.removed', detail: {} },
    ])
  })

  it('members neither set nor see it', async () => {
    await post('/slack', { order: 'set', webhookUrl: webhookUrl() }, admin)
    for (const order of [{ order: 'set', webhookUrl: webhookUrl() }, { order: 'test' }, { order: 'remove' }])
      expect((await post('/slack', order)).status).toBe(403)
    const page = await (await web.ask('/notifications', { cookie: member.cookie })).text()
    expect(page).not.toContain('abcd')
  })

  it.each([
    'https://attacker.test/services/x',
    'http://192.168.0.1/services/x',
    'https://hooks.slack.com/',
    'slack',
    '',
  ])('is refused beside its field where it is none: %j', async (address) => {
    const answer = await told(await post('/slack', { order: 'set', webhookUrl: address }, admin))
    expect(answer).toEqual({ status: 400, errors: { webhookUrl: address === '' ? 'missing' : 'not_slack' } })
  })
})

it('OP-03 an error is told in Slack once, by what failed; repeats are grouped', async () => {
  await sql`alter table quick_replies rename to quick_replies_away`.execute(db.platform)
  try {
    for (let n = 0; n < 4; n++) expect((await web.ask('/quick-replies', { cookie: admin })).status).toBe(500)
    await eventually(() => ear.posted.length > 0)
    expect((await web.ask('/quick-replies', { cookie: admin })).status).toBe(500)
    expect(ear.posted.map(({ path }) => path)).toEqual(['/platform'])
    expect(ear.texts()).toEqual([expect.stringMatching(/^web: A page failed \(\w+ 42P01, request [\w-]+\)$/)])
  } finally {
    await sql`alter table quick_replies_away rename to quick_replies`.execute(db.platform)
  }
})
