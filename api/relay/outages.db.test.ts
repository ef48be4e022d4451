import { afterEach, expect, it } from 'vitest'
import { count, eventually, givenWorkspace, startApi, type Api, type Told } from '../../dev/test-kit/api.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { metaBody, text, unix } from '../../dev/test-kit/webhook-bodies.ts'
import { createWire, through } from '../../dev/test-kit/wire.ts'

const toStop: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop()
})

const unavailable = () =>
  Object.assign(new Error('14 UNAVAILABLE: no connection'), { code: 14, details: 'no connection', metadata: {} })
const linesOf = (api: Api, part: string) => api.lines.filter(({ message }) => message.includes(part))

/** An api whose conversations can be told only while `isAway` says no. */
async function startWith(refuse: (told: Told) => Error | undefined) {
  const told: Told[] = []
  const api = await startApi({
    tell: async ({ conversationId }, ...messages) => {
      const all = messages.map(({ messageId, sentAtMs, burstMs }) => ({ conversationId, messageId, sentAtMs, burstMs }))
      const error = all.map(refuse).find((refused) => refused !== undefined)
      if (error) throw error
      told.push(...all)
    },
  })
  toStop.push(() => api.stop())
  await givenWorkspace(api.database)
  return { api, told }
}

const bodiesOf = async (api: Api, told: readonly Told[]) => {
  const rows = await api.database.platform.selectFrom('messages').select(['id', 'body']).execute()
  const bodies = new Map(rows.map(({ id, body }) => [id, body]))
  return told.map(({ messageId }) => bodies.get(messageId) ?? '')
}

it('WH-13 with Temporal away messages are kept and shown, and told once and in order when it is back', async () => {
  let isAway = true
  const { api, told } = await startWith(() => (isAway ? unavailable() : undefined))
  const now = Date.now()
  const people = Array.from({ length: 20 }, (_, n) => `62817${String(n).padStart(7, '0')}`)
  for (const [turn, body] of ['a', 'b', 'c'].entries()) {
    const messages = people.map((from) =>
      text(from, `${from} ${body}`, { timestamp: unix(now - 60_000 + turn * 1000) }),
    )
    expect((await api.meta(metaBody({ messages }))).status).toBe(200)
  }
  await eventually(async () => (await count(api.database, 'messages')) === 60)
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect(told).toEqual([])
  expect(await count(api.database, 'inbound_events', 'relayed_at is null')).toBe(60)
  expect(
    await count(api.database, 'inbound_events', `last_error like '%UNAVAILABLE%' and attempts between 1 and 9`),
  ).toBeGreaterThan(0)
  expect(linesOf(api, 'Temporal does not answer')).toHaveLength(1)

  isAway = false
  await api.relayed()
  const bodies = await bodiesOf(api, told)
  expect(bodies).toHaveLength(60)
  for (const from of people) {
    expect(bodies.filter((body) => body.startsWith(from))).toEqual([`${from} a`, `${from} b`, `${from} c`])
  }
  expect(linesOf(api, 'Temporal answers again')).toHaveLength(1)
  expect(await count(api.database, 'inbound_events', 'attempts > 9')).toBe(0)
})

it('WH-13 with Temporal away for long, what is new is stored behind a thousand that wait to be told', async () => {
  let isAway = true
  const { api, told } = await startWith(() => (isAway ? unavailable() : undefined))
  const post = (from: string, count: number) =>
    api.meta(metaBody({ messages: Array.from({ length: count }, (_, n) => text(from, `${from} ${String(n)}`)) }))
  await post('6281700000001', 1000)
  await eventually(async () => (await count(api.database, 'messages')) === 1000)
  await post('6281700000001', 30)
  await eventually(async () => (await count(api.database, 'messages')) === 1030)
  isAway = false
  await api.relayed()
  expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(1030)
})

it('an event that fails by itself waits longer and longer, and holds up nobody', async () => {
  let poison = ''
  const { api, told } = await startWith(({ messageId }) => (messageId === poison ? new Error('refused') : undefined))
  // The message's id is its event's id, which is known before anybody is told.
  const { platform } = api.database
  const channel = await platform.selectFrom('channels').select(['id', 'workspace_id']).executeTakeFirstOrThrow()
  poison = '0193b2c4-7d1e-7a30-8c55-1f2e3d4c5b6a'
  const message = text('6281200000001', 'poison')
  await platform
    .insertInto('inbound_events')
    .values({
      id: poison,
      workspace_id: channel.workspace_id,
      channel_id: channel.id,
      event_key: 'm:poison',
      kind: 'message',
      payload: JSON.stringify({ sender: '+6281200000001', message, contact: null }),
      occurred_at: new Date(Date.now() - 10_000),
    })
    .execute()
  let sent = 0
  // Others pass all the while.
  await eventually(async () => {
    await api.meta(metaBody({ messages: [text('6281200000002', `other ${String(sent++)}`)] }))
    return (await count(api.database, 'inbound_events', `id = '${poison}' and attempts >= 10`)) === 1
  }, 20_000)
  await eventually(async () => (await count(api.database, 'inbound_events', 'relayed_at is null')) === 1)
  expect(told).toHaveLength(sent)
  // It rests now; its contact's next message does not wait for it.
  await api.meta(metaBody({ messages: [text('6281200000001', 'after it')] }))
  await eventually(async () => (await bodiesOf(api, told)).includes('after it'))
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(
    await count(api.database, 'inbound_events', `id = '${poison}' and attempts = 10 and last_error like '%refused%'`),
  ).toBe(1)
})

it('WH-38 an event that cannot even become a row is set aside alone', async () => {
  const { api, told } = await startWith(() => undefined)
  const { platform } = api.database
  const channel = await platform.selectFrom('channels').select(['id', 'workspace_id']).executeTakeFirstOrThrow()
  const at = { workspace_id: channel.workspace_id, channel_id: channel.id, occurred_at: new Date() }
  const broken = { ...at, kind: 'message', payload: JSON.stringify({ sender: '+6281200000001', message: 'nonsense' }) }
  const brokenStatus = {
    ...at,
    kind: 'status',
    payload: JSON.stringify({ status: { id: 'x', status: 'sent', errors: [{ code: 1e300 }] } }),
  }
  await platform
    .insertInto('inbound_events')
    .values([
      { id: '0193b2c4-7d1e-7a30-8c55-000000000001', event_key: 'm:1', ...broken },
      { id: '0193b2c4-7d1e-7a30-8c55-000000000002', event_key: 's:1', ...brokenStatus },
    ])
    .execute()
  await api.meta(metaBody({ messages: [text('6281200000001', 'a'), text('6281200000002', 'b')] }))
  await eventually(() => told.length === 2)
  await eventually(
    async () => (await count(api.database, 'inbound_events', 'relayed_at is null and attempts > 0')) === 1,
  )
  expect(linesOf(api, 'An event could not be relayed').length).toBeGreaterThan(0)
})

it('WH-38 OP-01 with Postgres away nothing is taken: 503; when it is back all goes on by itself', async () => {
  const own = await startDatabase()
  toStop.push(() => own.stop())
  const { hostname, port } = new URL(own.url)
  const wire = await createWire({ host: hostname, port: Number(port) })
  const api = await startApi({ databaseUrl: through(wire, own.url) })
  toStop.push(() => wire.cut())
  toStop.push(() => api.stop(500))
  await givenWorkspace(api.database)
  const body = metaBody({ messages: [text('6281200000001', 'Halo')] })
  expect((await api.get('/healthz')).status).toBe(200)

  await wire.cut()
  const answers = await Promise.all([api.meta(body), api.meta(body), api.kapso(body)])
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
  expect(answers[0].headers.get('retry-after')).toBe('5')
  expect((await api.get('/healthz')).status).toBe(503)
  expect((await api.get('/readyz')).status).toBe(503)
  expect(await (await api.get('/api/health')).json()).toMatchObject({ status: 'degraded', database: 'down' })
  await eventually(() => linesOf(api, 'Postgres does not answer').length === 1)

  await wire.mend()
  await eventually(async () => (await api.meta(body)).status === 200)
  await api.relayed()
  expect(api.told).toHaveLength(1)
  await eventually(() => linesOf(api, 'Postgres answers again').length >= 1)
  expect((await api.get('/readyz')).status).toBe(200)
})

it('WH-13 connections that break in the middle lose nothing', async () => {
  const own = await startDatabase()
  toStop.push(() => own.stop())
  const { hostname, port } = new URL(own.url)
  const wire = await createWire({ host: hostname, port: Number(port) })
  const api = await startApi({ databaseUrl: through(wire, own.url) })
  toStop.push(() => wire.cut())
  toStop.push(() => api.stop(500))
  await givenWorkspace(api.database)
  const bodies = Array.from({ length: 60 }, (_, n) =>
    metaBody({ messages: [text(`62818${String(n % 6).padStart(7, '0')}`, String(n))] }),
  )
  const state = { broken: true }
  const breaker = (async () => {
    while (state.broken) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      await wire.cut()
      await wire.mend()
    }
  })()
  // As WhatsApp does: again until it is taken.
  const deliver = async (body: unknown) => {
    while ((await api.meta(body)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  for (let n = 0; n < bodies.length; n += 6) await Promise.all(bodies.slice(n, n + 6).map(deliver))
  state.broken = false
  await breaker
  await eventually(async () => {
    try {
      return (await count(api.database, 'inbound_events', 'relayed_at is null')) === 0
    } catch {
      return false
    }
  })
  expect(await count(api.database, 'inbound_events')).toBe(60)
  expect(await count(api.database, 'messages')).toBe(60)
  expect(await count(api.database, 'contacts')).toBe(6)
  expect(new Set(api.told.map(({ messageId }) => messageId)).size).toBe(60)
})
