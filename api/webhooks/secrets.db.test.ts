import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { dropPreviousAppSecrets, rotateAppSecret } from '#db/queries/channels.ts'
import { givenWorkspace, sealer, startApi, type Api } from '../../dev/test-kit/api.ts'
import { kapsoItem, metaBody, sign, text } from '../../dev/test-kit/webhook-bodies.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  api.lines.length = 0
})

/** A channel is remembered for a second. */
const aSecond = () => pause(1050)
const halo = (numberId?: string) =>
  metaBody({ messages: [text('6281200000001', 'Halo')], ...(numberId && { numberId }) })
const PREVIOUS = 'A webhook was signed with the previous secret'

it('WH-36 the old and the new secret of a channel count until the old one is dropped, each within a second', async () => {
  const { workspaceId, channelId, key } = await givenWorkspace(api.database, { numberId: '203', appSecret: 'before' })
  const statusWith = async (secret: string) =>
    (await api.meta(halo('203'), { path: `/api/webhook/meta/${key}`, secret })).status
  expect([await statusWith('before'), await statusWith('after')]).toEqual([200, 401])

  const rotation = { workspaceId, channelId, appSecretSealed: sealer.seal('after'), commonSecretSealed: null }
  await api.database.inWorkspace(workspaceId, (tx) => rotateAppSecret(tx, { ...rotation, actor: 'test' }))
  await aSecond()
  api.lines.length = 0
  expect(await statusWith('after')).toBe(200)
  expect(api.lines.filter(({ message }) => message === PREVIOUS)).toEqual([])
  expect(await statusWith('before')).toBe(200)
  expect(api.lines.filter(({ message }) => message === PREVIOUS)).toEqual([
    expect.objectContaining({ level: 'info', channelId }),
  ])
  expect(JSON.stringify(api.lines)).not.toMatch(/before|after/)

  await api.database.inWorkspace(workspaceId, (tx) => dropPreviousAppSecrets(tx, { workspaceId, actor: 'test' }))
  await aSecond()
  expect([await statusWith('before'), await statusWith('after')]).toEqual([401, 200])
})

it("WH-36 after a restart with a new secret of the deployment's, old signatures are 401 and new ones 200", async () => {
  const { databaseUrl } = api
  await givenWorkspace(api.database)
  const item = kapsoItem(text('6281200000002', 'Halo'))
  const statusesOf = async (secrets: Parameters<typeof startApi>[0] & object, wanted: string[]) => {
    const restarted = await startApi({ databaseUrl, ...secrets })
    try {
      const statuses: number[] = []
      for (const secret of wanted) {
        statuses.push((await restarted.meta(halo(), { secret })).status)
        statuses.push(
          (await restarted.kapso(item, { 'x-webhook-signature': sign(JSON.stringify(item), secret) })).status,
        )
      }
      return statuses
    } finally {
      await restarted.stop()
    }
  }
  const old = { kapsoWebhook: 'old', metaApp: 'old' }
  const overlap = { kapsoWebhook: 'new', metaApp: 'new', kapsoWebhookPrevious: 'old', metaAppPrevious: 'old' }
  const done = { kapsoWebhook: 'new', metaApp: 'new' }
  expect(await statusesOf({ secrets: old }, ['old', 'new'])).toEqual([200, 200, 401, 401])
  expect(await statusesOf({ secrets: overlap }, ['old', 'new'])).toEqual([200, 200, 200, 200])
  expect(await statusesOf({ secrets: done }, ['old', 'new'])).toEqual([401, 401, 200, 200])
})

/** What the Test button of Meta's dashboard posts; some places wrap it as an entry. */
const SAMPLE = {
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '16505551111', phone_number_id: '123456123' },
    contacts: [{ profile: { name: 'test user name' }, wa_id: '16315551181' }],
    messages: [
      {
        from: '16315551181',
        id: 'ABGGFlA5Fpa',
        timestamp: '1504902988',
        type: 'text',
        text: { body: 'this is a text message' },
      },
    ],
  },
}

it.each([
  ['meta', 'bare', SAMPLE],
  ['meta', 'in an entry', { object: 'whatsapp_business_account', entry: [{ id: '0', changes: [SAMPLE] }] }],
  ['kapso', 'one item', kapsoItem(text('15551234567', 'Hello from a test'), { numberId: '123456789012345' })],
] as const)(
  "WH-37 the test event of %s's dashboard, %s, is in the log and a message that the bot leaves alone",
  async (provider, _, body) => {
    const appSecret = 'of this test'
    const numberId = String(Math.random()).slice(2)
    const { workspaceId, channelId, key } = await givenWorkspace(api.database, { numberId, provider, appSecret })
    const bytes = JSON.stringify(body)
    const [name, prefix] = provider === 'meta' ? ['x-hub-signature-256', 'sha256='] : ['x-webhook-signature', '']
    const post = (secret: string) =>
      api.post(`/api/webhook/${provider}/${key}`, bytes, { [name]: prefix + sign(bytes, secret) })
    expect((await post('of another')).status).toBe(401)
    const startedAt = Date.now()
    // Somebody presses the button twice.
    for (let n = 0; n < 2; n++) expect((await post(appSecret)).status).toBe(200)
    await api.relayed()
    const rows = await api.database.platform
      .selectFrom('messages')
      .select(['id', 'outcome', 'body', 'sent_at'])
      .where('workspace_id', '=', workspaceId)
      .execute()
    expect(rows).toMatchObject([{ outcome: 'ignored: test', body: expect.stringContaining('t') as unknown }])
    expect(rows[0]?.sent_at.getTime()).toBeGreaterThanOrEqual(startedAt)
    const logged = api.lines.filter(({ message }) => message === 'A test event of the provider came in')
    expect(logged).toMatchObject([{ channelId }, { channelId }])
    expect(api.told.filter(({ messageId }) => messageId === rows[0]?.id)).toEqual([])
    expect(JSON.stringify(api.lines)).not.toMatch(/1631555|test user name|text message/)
  },
)
