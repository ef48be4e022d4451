import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startApi, eventually, givenWorkspace, type Api } from '../dev/test-kit/api.ts'
import { KAPSO_SECRET, kapsoItem, metaBody, sign, text } from '../dev/test-kit/webhook-bodies.ts'

// How the receiving side shows itself: what it counts, and what it tells somebody.

const alerts: string[] = []
const slack = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    alerts.push((JSON.parse(Buffer.concat(chunks).toString()) as { text: string }).text)
    response.end('ok')
  })
})
let slackUrl: string
let api: Api

beforeAll(async () => {
  slack.listen(0, '127.0.0.1')
  await once(slack, 'listening')
  slackUrl = `http://127.0.0.1:${String((slack.address() as AddressInfo).port)}/services/hook`
})
afterAll(() => slack.close())
beforeEach(async () => {
  api = await startApi({ slackUrl, limits: { silenceAfterMinutes: 1, unansweredAfterMinutes: 1 } })
  await givenWorkspace(api.database)
  alerts.length = 0
})
afterEach(() => api.stop())

const metrics = async (from: Api = api) => (await from.get('/metrics')).text()
/** The value of a line that begins so. */
const valueOf = (page: string, name: string): number =>
  Number(
    page
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  )
const halo = (n = 1) => metaBody({ messages: [text(`62812000000${String(n).padStart(2, '0')}`, 'Halo')] })
const badly = (from: Api) => from.post('/webhook', '{}', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })

it('OP-27 three bad signatures count three, zero stands there before, and the sum survives a restart', async () => {
  expect(valueOf(await metrics(), 'webhook_signatures_refused_total')).toBe(0)
  for (let n = 0; n < 3; n++) expect((await badly(api)).status).toBe(401)
  const old = { 'x-timestamp': String(Math.floor(Date.now() / 1000) - 400) }
  expect((await api.kapso(kapsoItem(text('6281200000001', 'Halo')), old)).status).toBe(401)
  const page = await metrics()
  expect(valueOf(page, 'webhook_signatures_refused_total')).toBe(3)
  expect(valueOf(page, 'webhook_too_old_refused_total')).toBe(1)
  expect(valueOf(page, 'webhook_refused_ever{reason="bad_signature"}')).toBe(3)

  // Not read any more: what this program leaves behind is written when it ends.
  await badly(api)
  const { databaseUrl } = api
  const last = await startApi({ databaseUrl })
  try {
    await eventually(async () => valueOf(await metrics(last), 'webhook_refused_ever{reason="bad_signature"}') === 4)
    expect(valueOf(await metrics(last), 'webhook_signatures_refused_total')).toBe(0)
  } finally {
    await last.stop()
  }
})

it('OP-09 the time that webhooks take is a histogram by provider and outcome, without anything personal', async () => {
  expect(await metrics()).toMatch(/webhook_handler_seconds_bucket\{le="0.5",provider="meta",outcome="kept"\} 0/)
  await api.meta(halo())
  await api.meta('{')
  await badly(api)
  await api.kapso(kapsoItem(text('6281200000001', 'Halo')))
  const page = await metrics()
  for (const [provider, outcome] of ['meta kept', 'meta malformed', 'meta bad_signature', 'kapso kept'].map((both) =>
    both.split(' '),
  ))
    expect(
      valueOf(page, `webhook_handler_seconds_count{provider="${provider ?? ''}",outcome="${outcome ?? ''}"}`),
    ).toBe(1)
  expect(page).toMatch(/build_info\{version="0.0.0"\} 1/)
  expect(page).not.toMatch(/81200000001|Halo|Eagle|key-/)
})

it('OP-26 what waits is counted once, whichever table it waits in', async () => {
  for (let n = 0; n < 20; n++) await api.meta(halo(n))
  await api.relayed()
  expect(valueOf(await metrics(), 'work_queue_length')).toBe(20)
  // Stored, and not yet handed on: the event and its message are one thing that waits.
  const { platform } = api.database
  await sql`update inbound_events set relayed_at = null, attempts = 20`.execute(platform)
  expect(valueOf(await metrics(), 'work_queue_length')).toBe(20)
  await sql`delete from messages where id in (select id from messages limit 5)`.execute(platform)
  const page = await metrics()
  expect(valueOf(page, 'work_queue_part_length{part="events"}')).toBe(5)
  expect(valueOf(page, 'work_queue_part_length{part="messages"}')).toBe(15)
  await sql`delete from inbound_events`.execute(platform)
  await sql`update messages set outcome = 'answered'`.execute(platform)
  expect(valueOf(await metrics(), 'work_queue_length')).toBe(0)
})

it('OP-28 no webhook for a minute, or a message unanswered for one, is shown and told once', async () => {
  const { platform } = api.database
  const second = await startApi({
    databaseUrl: api.databaseUrl,
    slackUrl,
    limits: { silenceAfterMinutes: 1, unansweredAfterMinutes: 1 },
  })
  const look = async () => {
    for (const one of [api, second, api]) await one.watch.look()
  }
  try {
    await look()
    expect(alerts).toEqual([])
    await api.meta(halo())
    await api.relayed()
    await sql`update inbound_events set received_at = now() - interval '2 minutes'`.execute(platform)
    await look()
    await eventually(() => alerts.length === 1)
    expect(alerts[0]).toMatch(/No webhook has come in for 2 minutes \(limit 1\)/)
    expect(await (await api.get('/api/health')).json()).toMatchObject({ status: 'degraded', silence: ['no_webhook'] })
    expect(valueOf(await metrics(), 'webhook_silence_seconds')).toBeGreaterThan(119)

    await sql`update messages set created_at = now() - interval '2 minutes'`.execute(platform)
    await look()
    await eventually(() => alerts.length === 2)
    expect(alerts[1]).toMatch(/1 inbound messages are without an answer for more than 1 minutes/)
    expect(valueOf(await metrics(), 'inbound_messages_late')).toBe(1)

    await sql`update messages set outcome = 'answered'`.execute(platform)
    await api.meta(halo(2))
    await look()
    await eventually(() => alerts.length === 4)
    expect(alerts.slice(2).sort()).toEqual(['Messages are answered again.', 'Webhooks come in again.'])
    expect(await (await api.get('/api/health')).json()).toMatchObject({ status: 'ok', silence: [] })
    const told = [...api.lines, ...second.lines].filter(({ event }) => event === 'silence')
    expect(told).toHaveLength(2)
  } finally {
    await second.stop()
  }
})

it('WH-22 a webhook that took more than 3 s is one alert that says how long', async () => {
  await api.meta(halo())
  const blocker = new pg.Client({ connectionString: api.databaseUrl })
  await blocker.connect()
  try {
    await blocker.query('begin; lock table inbound_events in access exclusive mode')
    const posts = [api.meta(halo(2)), api.meta(halo(3))]
    await blocker.query('select pg_sleep(3.1); commit')
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual([200, 200])
  } finally {
    await blocker.end()
  }
  await eventually(() => alerts.length === 1)
  const [, ms] = /^Webhook processing is slow: (\d+) ms/.exec(alerts[0] ?? '') ?? []
  expect(Number(ms)).toBeGreaterThan(3000)
  expect(api.lines.filter(({ alert }) => alert === 'slow_webhook')).toHaveLength(1)
})

it('the page of figures asks for its token where one is set, and answers while the database is away', async () => {
  const closed = await startApi({ databaseUrl: api.databaseUrl, metricsToken: 'let me see' })
  try {
    expect((await closed.get('/metrics')).status).toBe(401)
    const headers = { authorization: 'Bearer let me see' }
    expect((await fetch(`${closed.base}/metrics`, { headers })).status).toBe(200)
    await closed.database.close()
    const page = await (await fetch(`${closed.base}/metrics`, { headers })).text()
    expect(valueOf(page, 'database_up')).toBe(0)
    expect(valueOf(page, 'webhook_signatures_refused_total')).toBe(0)
  } finally {
    await closed.stop().catch(() => undefined)
  }
})

it('WH-08 SC-21 neither the log nor the figures hold a secret or what was signed with it', async () => {
  const body = JSON.stringify(kapsoItem(text('6281200000009', 'rahasia')))
  const signature = sign(body, 'a secret of somebody else')
  await api.post('/api/webhook/kapso', body, {
    'x-webhook-signature': signature,
    authorization: `Bearer ${KAPSO_SECRET}`,
  })
  const [line] = api.lines.filter(({ message }) => message === '[SECURITY] Invalid webhook signature')
  expect(line).toMatchObject({ signature, ip: expect.stringMatching(/127\.0\.0\.1$/) as unknown })
  expect(line?.['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  const said = JSON.stringify(api.lines) + (await metrics())
  for (const hidden of [KAPSO_SECRET, 'rahasia', '81200000009']) expect(said).not.toContain(hidden)
})
