import { randomBytes, randomUUID } from 'node:crypto'
import { NativeConnection } from '@temporalio/worker'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataConverterOf } from '#clients/temporal/codec.ts'
import { openTemporal, type Temporal } from '#clients/temporal/connect.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { conversationWorkflowId, snapshot } from '#workflows/conversation/contract.ts'
import { recordingActivities } from '../dev/test-kit/activities.ts'
import { eventually, startApi, type Api } from '../dev/test-kit/api.ts'
import { temporalAddress } from '../dev/test-kit/temporal.ts'
import { createWorker } from '../worker/worker.ts'

const UI = 'https://temporal.example'
const SECRET = randomBytes(24).toString('hex')
const payloadKeys = [{ id: '2026-11', key: randomBytes(32).toString('base64') }]

let temporal: Temporal
let connection: NativeConnection
let api: Api
beforeAll(async () => {
  const address = temporalAddress()
  temporal = await openTemporal({ address, namespace: 'default', payloadKeys })
  connection = await NativeConnection.connect({ address })
  api = await startApi({ temporalCodec: { keys: payloadKeys, secret: SECRET, uiOrigin: UI } })
})
afterAll(async () => {
  await Promise.all([temporal.close(), connection.close(), api.stop()])
})

const ask = (turn: string, body: unknown, headers: Record<string, string> = {}) =>
  api.post(`/api/temporal-codec/${turn}`, body, { authorization: `Bearer ${SECRET}`, origin: UI, ...headers })

it('a conversation runs encrypted: its history holds none of its ids, and the codec endpoint reads them', async () => {
  const { activities, calls } = recordingActivities()
  const taskQueue = `test-${randomUUID()}`
  const dataConverter = dataConverterOf(payloadKeys)
  const worker = await createWorker({ connection, namespace: 'default', taskQueue, activities, dataConverter })
  const conversations = createConversations(temporal.client, { taskQueue })
  const [workspaceId, conversationId, messageId] = [randomUUID(), randomUUID(), randomUUID()]
  const handle = temporal.client.workflow.getHandle(conversationWorkflowId(conversationId))
  await worker.runUntil(async () => {
    await conversations.tell(
      { workspaceId, conversationId, state: null },
      { messageId, workspaceId, sentAtMs: Date.now(), burstMs: 0 },
    )
    await eventually(() => calls.some(({ name }) => name === 'sendReply'), 20_000)
    expect(calls.at(-1)?.input).toMatchObject({ messageIds: [messageId] })
    // Updates and queries travel the same way.
    expect((await conversations.takeOver({ workspaceId, conversationId, state: null }, 'user-1')).outcome).toBe('done')
    expect(await handle.query(snapshot)).toMatchObject({ turn: 1, floor: { userId: 'user-1' } })
  })

  const history = await handle.fetchHistory()
  const told = history.events?.find(({ workflowExecutionSignaledEventAttributes: it }) => it)
  const [hidden] = told?.workflowExecutionSignaledEventAttributes?.input?.payloads ?? []
  const written = historyToJSON(history)
  const plain = Buffer.from(
    written.replaceAll(/"data": *"([^"]+)"/g, (_, data: string) => Buffer.from(data, 'base64').toString('latin1')),
    'latin1',
  )
  expect(plain.includes(messageId)).toBe(false)
  expect(plain.includes('draft-1')).toBe(false)
  expect(Buffer.from(hidden?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted')

  const base64 = (value: Uint8Array | null | undefined) => Buffer.from(value ?? []).toString('base64')
  const asked = {
    payloads: [
      {
        metadata: Object.fromEntries(
          Object.entries(hidden?.metadata ?? {}).map(([name, value]) => [name, base64(value)]),
        ),
        data: base64(hidden?.data),
      },
    ],
  }
  const answer = await ask('decode', asked)
  expect(answer.headers.get('access-control-allow-origin')).toBe(UI)
  const { payloads } = (await answer.json()) as { payloads: { data: string }[] }
  const opened: unknown = JSON.parse(Buffer.from(payloads[0]?.data ?? '', 'base64').toString())
  expect(opened).toMatchObject({ messageId, workspaceId })
  const again = (await (await ask('encode', { payloads })).json()) as typeof asked
  expect(await (await ask('decode', again)).json()).toEqual({ payloads })
  await handle.terminate()
})

it('the codec endpoint answers nobody without the secret, and no other page', async () => {
  expect((await ask('decode', { payloads: [] }, { authorization: 'Bearer wrong' })).status).toBe(401)
  expect((await ask('decode', 'no json')).status).toBe(400)
  const elsewhere = await ask('decode', { payloads: [] }, { origin: 'https://elsewhere.example' })
  expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull()
  const preflight = await fetch(`${api.base}/api/temporal-codec/decode`, { method: 'OPTIONS', headers: { origin: UI } })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('x-namespace')
  const strange = { metadata: { encoding: btoa('binary/encrypted'), 'encryption-key-id': btoa('gone') }, data: '' }
  const refused = await ask('decode', { payloads: [strange] })
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('TEMPORAL_PAYLOAD_KEYS')])

  for (const closed of [{ keys: [], secret: SECRET }, { keys: payloadKeys }]) {
    const without = await startApi({ temporalCodec: { ...closed, uiOrigin: UI }, databaseUrl: api.databaseUrl })
    expect((await without.post('/api/temporal-codec/decode', { payloads: [] })).status).toBe(404)
    await without.stop()
  }
})
