import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createActivities } from '#activities/index.ts'
import type { Model } from '#clients/ai/model.ts'
import { createKapsoHistory } from '#clients/kapso/history.ts'
import { createLog } from '#clients/log/log.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import type { WhatsApp } from '#clients/whatsapp/whatsapp.ts'
import { startWhatsAppSimulator, type RunningWhatsAppSimulator } from '../../dev/simulators/whatsapp/simulator.ts'
import { answered, givenDeps } from '../../dev/test-kit/activities.ts'
import { count, eventually, givenWorkspace, sealer, startApi, type Api } from '../../dev/test-kit/api.ts'
import { connectTemporal, type TemporalConnections } from '../../dev/test-kit/temporal.ts'
import { APP_SECRET, KAPSO_SECRET } from '../../dev/test-kit/webhook-bodies.ts'
import { createWire, type Wire } from '../../dev/test-kit/wire.ts'
import { createWorker } from '../../worker/worker.ts'
import { createKapsoReconciler } from './kapso-history.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]

let temporal: TemporalConnections
let api: Api
/** Between WhatsApp and us: cut, we are down. */
let wire: Wire
let worker: { stop: () => Promise<void> }
const sentTo: unknown[] = []
const whatsapp: WhatsApp = {
  send: async (_, message) => {
    sentTo.push(message['to'])
    return { providerMessageId: `wamid.${randomUUID()}` }
  },
  showTyping: async () => undefined,
}
const model: Model = {
  ask: async () => answered({ reply: 'Baik.', confidence: 0.95, intent: 'answer' }),
}

beforeAll(async () => {
  temporal = await connectTemporal()
  const taskQueue = `test-${randomUUID()}`
  const conversations = createConversations(temporal.client, { taskQueue })
  api = await startApi({ tell: (input, ...messages) => conversations.tell(input, ...messages) })
  wire = await createWire({ host: '127.0.0.1', port: Number(new URL(api.base).port) })
  const activities = createActivities(givenDeps(api.database, { model, whatsapp, sealer }))
  const { nativeConnection: connection, namespace } = temporal
  const running = await createWorker({ connection, namespace, taskQueue, activities })
  const ended = running.run()
  worker = {
    stop: async () => {
      running.shutdown()
      await ended
    },
  }
})
afterAll(async () => {
  await worker.stop()
  await wire.cut()
  await api.stop()
  await temporal.nativeConnection.close()
  await temporal.connection.close()
})

/** A number whose webhooks come through the wire, in a WhatsApp whose clock is behind ours by `behindMs`. */
async function givenNumber(numberId: string, provider: 'meta' | 'kapso', behindMs: number) {
  const { workspaceId, channelId } = await givenWorkspace(api.database, { numberId, provider, burstMs: 0 })
  const { platform } = api.database
  await platform.updateTable('workspaces').set({ review_policy: 'off' }).where('id', '=', workspaceId).execute()
  const created_at = new Date(Date.now() - behindMs - MINUTE)
  await platform.updateTable('channels').set({ created_at }).where('id', '=', channelId).execute()
  const simulator = await startWhatsAppSimulator({ now: () => Date.now() - behindMs })
  simulator.control.putNumber(numberId, {
    displayPhoneNumber: '+622150001000',
    format: provider,
    appSecret: provider === 'kapso' ? KAPSO_SECRET : APP_SECRET,
    accessToken: 'kapso-key',
    webhookUrl: `http://127.0.0.1:${String(wire.port)}${provider === 'kapso' ? '/api/webhook/kapso' : '/webhook'}`,
  })
  const says = (phone: string, text: string) =>
    simulator.control.inbound({ phoneNumberId: numberId, from: { phone, name: 'Ani' }, text })
  return { simulator, says, workspaceId, channelId, numberId }
}

const reconcilerOf = (simulator: RunningWhatsAppSimulator, lines: string[] = []) =>
  createKapsoReconciler({
    database: api.database,
    sealer,
    log: createLog('api', 'info', { write: (line) => void lines.push(line) }),
    history: createKapsoHistory({ url: simulator.url, apiKey: 'kapso-key' }),
    onKept: () => undefined,
    everyMs: 100,
    lookEveryMs: 50,
    againAfterMs: 50,
  })

const inboundOf = (workspaceId: string) =>
  api.database.platform
    .selectFrom('messages')
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'inbound')
    .orderBy('sent_at')
    .orderBy('id')
    .select(['body', 'outcome', 'sent_at as sentAt'])
    .execute()

it(
  'PX-26 ten minutes down with Kapso: what its tries did not bring is read from its history, in order, once, and answered',
  { timeout: 60_000 },
  async () => {
    const { simulator, says, workspaceId, numberId } = await givenNumber('500100', 'kapso', 15 * MINUTE)
    const { control } = simulator
    await says('6281300000001', 'sebelum').delivered
    await api.relayed()

    await wire.cut()
    for (let n = 1; n <= 130; n++) {
      says(n % 2 === 0 ? '6281300000002' : '6281300000001', `pesan ${String(n).padStart(3, '0')}`)
      await control.advance(4_600)
    }
    control.echo({ phoneNumberId: numberId, to: '+6281300000001', text: 'saya jawab dari HP' })
    await control.advance(3 * MINUTE)
    // Three tries each, and Kapso has given them up.
    expect(control.deliveries()).toMatchObject({ pending: 0, givenUp: 131 })
    await wire.mend()
    await control.advance(2 * MINUTE)
    expect(await inboundOf(workspaceId)).toHaveLength(1)

    // Two processes at it; what came by a webhook is not there twice.
    const reconcilers = [reconcilerOf(simulator), reconcilerOf(simulator)]
    for (const one of reconcilers) one.start()
    await eventually(async () => (await inboundOf(workspaceId)).length === 131, 30_000)
    says('6281300000003', 'sesudah')
    await eventually(async () => {
      const all = await inboundOf(workspaceId)
      return all.length === 132 && all.every(({ outcome }) => outcome !== null)
    }, 30_000)
    await Promise.all(reconcilers.map((one) => one.stop()))

    const numbered = Array.from({ length: 130 }, (_, n) => `pesan ${String(n + 1).padStart(3, '0')}`)
    const inbound = await inboundOf(workspaceId)
    expect(inbound.map(({ body }) => body)).toEqual(['sebelum', ...numbered, 'sesudah'])
    expect(inbound.map(({ outcome }) => outcome)).not.toContain('ignored: window_closed')
    expect(await count(api.database, 'messages', `workspace_id = '${workspaceId}' and author = 'phone'`)).toBe(1)
    await simulator.close()
  },
)

it(
  "PX-26 36 hours down with Meta: every try's message is there in order, and what is late for the window is not answered",
  { timeout: 60_000 },
  async () => {
    const { simulator, says, workspaceId } = await givenNumber('500200', 'meta', 36 * HOUR)
    const { control } = simulator
    await wire.cut()
    says('6281400000001', 'jam 0')
    await control.advance(11 * HOUR)
    says('6281400000001', 'jam 11')
    says('6281400000002', 'lain, jam 11')
    await control.advance(23 * HOUR)
    says('6281400000003', 'jam 34')
    await wire.mend()
    // Meta's last tries, an hour apart by now, until the time is ours again.
    await control.advance(2 * HOUR)
    await eventually(async () => (await inboundOf(workspaceId)).length === 4, 30_000)
    await eventually(async () => (await inboundOf(workspaceId)).every(({ outcome }) => outcome !== null), 30_000)
    const inbound = await inboundOf(workspaceId)
    expect(inbound.map(({ body, outcome }) => `${body}: ${String(outcome)}`)).toEqual([
      // Theirs is the team's now: a template can still be sent.
      'jam 0: human',
      'jam 11: human',
      'lain, jam 11: human',
      'jam 34: answered',
    ])
    expect(sentTo.filter((to) => String(to).startsWith('+62814'))).toEqual(['+6281400000003'])
    expect(control.deliveries()).toMatchObject({ givenUp: 0 })
    await simulator.close()
  },
)
