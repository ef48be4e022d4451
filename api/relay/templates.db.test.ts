import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTemplateReader } from '#clients/whatsapp/templates.ts'
import { eventually, givenWorkspace, sealer, startApi, type Api } from '../../dev/test-kit/api.ts'
import { ACCOUNT_ID, NUMBER_ID } from '../../dev/test-kit/webhook-bodies.ts'
import { startWhatsAppSimulator, type RunningWhatsAppSimulator } from '../../dev/simulators/whatsapp/simulator.ts'
import { createTemplateSync, syncTemplates, type TemplateSync } from './template-sync.ts'

let whatsapp: RunningWhatsAppSimulator
let api: Api
let sync: TemplateSync
let workspaceId: string
let key: string

beforeAll(async () => {
  whatsapp = await startWhatsAppSimulator()
  whatsapp.control.putNumber(NUMBER_ID, { displayPhoneNumber: '+62 21 5000 1000', wabaId: ACCOUNT_ID })
  api = await startApi({ onTemplates: (id) => sync.soon(id) })
  sync = createTemplateSync({ ...depsOf(), log: api.log })
})
beforeEach(async () => {
  // Of a run before: nothing waits any more, and the number is free again.
  await api.relayed()
  await api.database.platform.deleteFrom('workspaces').execute()
  ;({ workspaceId, key } = await givenWorkspace(api.database))
  await api.database.platform
    .updateTable('channels')
    .set({ access_token_sealed: sealer.seal('token') })
    .execute()
})
afterAll(async () => {
  await api.stop()
  await sync.stop()
  await whatsapp.close()
})

const depsOf = (graphUrl = whatsapp.graphUrl) => ({
  ...{ database: api.database, sealer },
  reader: createTemplateReader({ graphUrl, kapsoUrl: whatsapp.url }),
})

type Told = { event: string; name?: string; atMs: number; reason?: string; accountId?: string }

/** As Meta posts it: a whole number of seconds, and `object` last. */
async function told(wish: Told): Promise<void> {
  const { event, name = 'kabar_jadwal', atMs, reason = 'NONE', accountId = ACCOUNT_ID } = wish
  const value = {
    ...{ event, reason, message_template_id: 594425479261596, message_template_name: name },
    message_template_language: 'id',
  }
  const changes = [{ value, field: 'message_template_status_update' }]
  const entry = [{ id: accountId, time: Math.floor(atMs / 1000), changes }]
  const body = { entry, object: 'whatsapp_business_account' }
  expect((await api.meta(body, { path: `/api/webhook/meta/${key}` })).status).toBe(200)
  await api.relayed()
}

const stored = (name = 'kabar_jadwal') =>
  api.database.inWorkspace(workspaceId, (tx) =>
    tx
      .selectFrom('message_templates')
      .where('name', '=', name)
      .select(['status', 'reason', 'language', 'provider_template_id as providerId', 'components'])
      .executeTakeFirst(),
  )

async function create(name: string, more: object = {}): Promise<void> {
  const body = { name, language: 'id', category: 'UTILITY', components: [{ type: 'BODY', text: 'Halo' }], ...more }
  const made = await fetch(`${whatsapp.graphUrl}/${ACCOUNT_ID}/message_templates`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(made.status).toBe(200)
}

describe('WH-27 what WhatsApp tells of a template is recorded', () => {
  it('an approval is stored; what happened before it and comes later changes nothing', async () => {
    const now = Date.now()
    await told({ event: 'PENDING', atMs: now - 60_000 })
    expect(await stored()).toMatchObject({ status: 'PENDING', language: 'id', providerId: '594425479261596' })
    await told({ event: 'APPROVED', atMs: now - 30_000 })
    expect(await stored()).toMatchObject({ status: 'APPROVED', reason: null })
    await told({ event: 'REJECTED', atMs: now - 45_000, reason: 'INVALID_FORMAT' })
    expect(await stored()).toMatchObject({ status: 'APPROVED', reason: null })
    await told({ event: 'PAUSED', atMs: now - 10_000, reason: 'low quality' })
    expect(await stored()).toMatchObject({ status: 'PAUSED', reason: 'low quality' })
  })

  it.each([
    ...['ARCHIVED', 'DELETED', 'DISABLED', 'FLAGGED', 'IN_APPEAL', 'LIMIT_EXCEEDED', 'LOCKED'],
    ...['PENDING_DELETION', 'REINSTATED', 'SOMETHING_NEW'],
  ])('%s', async (event) => {
    await told({ event, atMs: Date.now() })
    expect(await stored()).toMatchObject({ status: event })
  })

  it('every number of the account has it; an event of another account changes nothing', async () => {
    const { platform } = api.database
    const second = { id: crypto.randomUUID(), workspace_id: workspaceId, provider: 'meta', webhook_key: 'second' }
    await platform
      .insertInto('channels')
      .values({ ...second, phone_number_id: '2', business_account_id: ACCOUNT_ID })
      .execute()
    await told({ event: 'APPROVED', atMs: Date.now() })
    await told({ event: 'PAUSED', atMs: Date.now(), accountId: 'another' })
    const rows = await api.database.inWorkspace(workspaceId, (tx) =>
      tx.selectFrom('message_templates').where('name', '=', 'kabar_jadwal').select('status').execute(),
    )
    expect(rows.map(({ status }) => status)).toEqual(['APPROVED', 'APPROVED'])
  })

  it('one that names no template is noted in the log and holds nothing up', async () => {
    const value = { event: 'APPROVED' }
    const entry = [{ id: ACCOUNT_ID, time: 1, changes: [{ value, field: 'message_template_status_update' }] }]
    await api.meta({ entry, object: 'whatsapp_business_account' })
    await told({ event: 'APPROVED', atMs: Date.now() })
    expect(await stored()).toMatchObject({ status: 'APPROVED' })
    expect(api.lines.some(({ message }) => message === 'Template events that name no template')).toBe(true)
  })
})

describe('what templates say is read from the account', () => {
  it('WH-27 at once for one that was not known, a channel learning its account from the event', async () => {
    const components = [
      { type: 'HEADER', format: 'TEXT', text: 'Halo {{nama}}', example: { header_text_named_params: [] } },
      {
        type: 'BODY',
        text: 'Jadwal: {{hari}}',
        example: { body_text_named_params: [{ param_name: 'hari', example: 'Senin' }] },
      },
      { type: 'FOOTER', text: 'Eagle' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Lihat', url: 'https://a.example/{{1}}' }] },
    ]
    await create('baru', { components, parameter_format: 'NAMED' })
    await api.database.platform.updateTable('channels').set({ business_account_id: null }).execute()
    const value = { event: 'APPROVED', message_template_name: 'baru', message_template_language: 'id' }
    const entry = [{ id: ACCOUNT_ID, time: 1, changes: [{ value, field: 'message_template_status_update' }] }]
    await api.meta({ entry, object: 'whatsapp_business_account' }, { path: `/api/webhook/meta/${key}` })
    await eventually(async () => ((await stored('baru'))?.components ?? null) !== null)
    expect((await stored('baru'))?.components).toEqual({
      isNamed: true,
      header: { format: 'text', text: 'Halo {{nama}}' },
      body: 'Jadwal: {{hari}}',
      footer: 'Eagle',
      buttons: [{ type: 'URL', text: 'Lihat', url: 'https://a.example/{{1}}' }],
      others: [],
      examples: { 'body.hari': 'Senin' },
    })
  })

  it('all pages of it; what is gone is DELETED; a list that cannot be read changes nothing', async () => {
    for (let n = 0; n < 101; n++) await create(`t_${String(n)}`)
    const deps = depsOf()
    const [came] = await syncTemplates(deps, workspaceId)
    expect(came && 'templates' in came && came.templates).toBeGreaterThan(101)
    expect(await stored('t_100')).toMatchObject({ components: { body: 'Halo' } })

    await fetch(`${whatsapp.graphUrl}/${ACCOUNT_ID}/message_templates?name=t_7`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer token' },
    })
    const unread = await syncTemplates(depsOf(`${whatsapp.url}/nowhere`), workspaceId)
    expect(unread).toMatchObject([{ problem: 'HTTP 404' }])
    expect((await stored('t_7'))?.status).not.toBe('DELETED')
    await syncTemplates(deps, workspaceId)
    expect((await stored('t_7'))?.status).toBe('DELETED')
    expect((await stored('t_8'))?.status).not.toBe('DELETED')
  })

  it('but what an event told is not taken back by a list that lags behind it', async () => {
    await create('tertinggal')
    await told({ event: 'PAUSED', name: 'tertinggal', atMs: Date.now() })
    await syncTemplates(depsOf(), workspaceId)
    expect(await stored('tertinggal')).toMatchObject({ status: 'PAUSED', components: { body: 'Halo' } })
    await api.database.platform
      .updateTable('message_templates')
      .set({ told_at: sql<Date>`told_at - interval '1 hour'` })
      .execute()
    await syncTemplates(depsOf(), workspaceId)
    expect((await stored('tertinggal'))?.status).not.toBe('PAUSED')
  })
})
