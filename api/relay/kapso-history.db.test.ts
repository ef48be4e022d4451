import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { sql } from 'kysely'
import { HistoryUnavailable, type HistoryWish, type KapsoHistory } from '#clients/kapso/history.ts'
import { claimHistory } from '#db/queries/kapso-history.ts'
import { count, eventually, givenWorkspace, sealer, startApi, type Api } from '../../dev/test-kit/api.ts'
import { kapsoItem, text, unix, wamid } from '../../dev/test-kit/webhook-bodies.ts'
import { createLog } from '#clients/log/log.ts'
import { createKapsoReconciler } from './kapso-history.ts'

let api: Api
let channelId: string
beforeAll(async () => {
  api = await startApi()
  ;({ channelId } = await givenWorkspace(api.database, { provider: 'kapso' }))
})
afterAll(() => api.stop())
beforeEach(async () => {
  await sql`update channels set history_read_until = null, history_leased_until = null`.execute(api.database.platform)
})

const row = (message: object, kapso: object) => ({
  ...message,
  kapso: { origin: 'cloud_api', phone_number: '+6281300000009', contact_name: 'Sari', statuses: [], ...kapso },
})

/** Kapso with these rows; every question is noted. */
function historyOf(rows: unknown[] | HistoryUnavailable, wishes: HistoryWish[] = []): KapsoHistory {
  return {
    list: async (wish) => {
      wishes.push(wish)
      if (rows instanceof HistoryUnavailable) throw rows
      return rows
    },
  }
}

const lines: string[] = []
function reconciler(history: KapsoHistory) {
  const log = createLog('api', 'info', { write: (line) => void lines.push(line) })
  const { database } = api
  const pace = { lookEveryMs: 20, againAfterMs: 20 }
  return createKapsoReconciler({ database, history, sealer, log, onKept: () => undefined, ...pace })
}

const readUntil = async () => {
  const { rows } = await sql<{ at: Date | null }>`
    select history_read_until as at from channels where id = ${channelId}`.execute(api.database.platform)
  return rows[0]?.at ?? null
}

it('PX-26 the history makes the events that the webhooks made; what Kapso brought in from before makes none', async () => {
  const inbound = text('6281300000009', 'halo')
  const sent = wamid()
  const statuses = ['sent', 'delivered'].map((status) => ({ id: sent, status, timestamp: unix() }))
  await api.kapso(kapsoItem(inbound), { 'x-webhook-event': 'whatsapp.message.received' })
  const outbound = { id: sent, type: 'text', to: '6281300000009', timestamp: unix(), text: { body: 'x' } }
  const delivered = kapsoItem(outbound, { kapso: { direction: 'outbound', status: 'delivered', statuses } })
  await api.kapso(delivered, { 'x-webhook-event': 'whatsapp.message.delivered' })
  const before = await count(api.database, 'inbound_events')
  expect(before).toBe(3)

  const one = reconciler(
    historyOf([
      row(text('6281300000009', 'dari masa lalu'), { direction: 'inbound', origin: 'history_sync' }),
      row(outbound, { direction: 'outbound', status: 'delivered', statuses }),
      row({ ...outbound, id: wamid() }, { direction: 'outbound', status: 'read', origin: 'business_app' }),
      row(inbound, { direction: 'inbound', status: 'received' }),
      'nonsense',
    ]),
  )
  one.start()
  await eventually(async () => (await readUntil()) !== null)
  await one.stop()
  // What was written on the phone is all that no webhook had brought, however far it has come.
  expect(await count(api.database, 'inbound_events')).toBe(before + 1)
  expect(await count(api.database, 'inbound_events', "kind = 'echo'")).toBe(1)
})

it('PX-26 a channel is read by one process at a time, from a little before where it was read last, a long while in pieces', async () => {
  const { platform } = api.database
  const claims = await Promise.all(Array.from({ length: 6 }, () => claimHistory(platform, 5_000)))
  expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
  await sql`update channels set history_leased_until = null, history_read_until = now() - interval '13 hours'`.execute(
    platform,
  )
  const wishes: HistoryWish[] = []
  const one = reconciler(historyOf([], wishes))
  one.start()
  await eventually(() => wishes.length === 3)
  await one.stop()
  const [first, second, last] = wishes
  expect(Date.now() - (first?.since.getTime() ?? 0)).toBeGreaterThan(13 * 3_600_000 + 9 * 60_000)
  expect([first?.until, second?.until, last?.until]).toEqual([second?.since, last?.since, null])
})

it('PX-26 while Kapso does not answer, nothing is taken as read, and the log says it once', async () => {
  const asked: HistoryWish[] = []
  const one = reconciler(historyOf(new HistoryUnavailable('Kapso does not answer.', null), asked))
  one.start()
  await eventually(() => asked.length >= 3)
  await one.stop()
  expect(await readUntil()).toBeNull()
  expect(lines.filter((line) => line.includes('cannot be read'))).toHaveLength(1)
})
