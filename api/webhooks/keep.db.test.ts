import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { count, eventually, givenWorkspace, startApi, type Api } from '../../dev/test-kit/api.ts'
import {
  ACCOUNT_ID,
  change,
  contact,
  entries,
  kapsoItem,
  metaBody,
  status,
  text,
  unix,
} from '../../dev/test-kit/webhook-bodies.ts'

let api: Api
let channelId: string
const SECOND_NUMBER = '300'

beforeAll(async () => {
  api = await startApi()
  ;({ channelId } = await givenWorkspace(api.database))
  await givenWorkspace(api.database, { numberId: SECOND_NUMBER })
})
afterAll(() => api.stop())
beforeEach(async () => {
  await api.relayed()
  api.lines.length = 0
  await api.database.platform.deleteFrom('inbound_events').execute()
})

const kept = async () =>
  api.database.platform
    .selectFrom('inbound_events')
    .select(['event_key', 'kind', 'payload', 'channel_id', 'occurred_at', 'relayed_at'])
    .orderBy('id')
    .execute()
const readSender = (payload: unknown) =>
  typeof payload === 'object' && payload && 'sender' in payload ? payload.sender : null
const keysOf = async () => (await kept()).map(({ event_key }) => event_key).sort()

describe('a batch', () => {
  it('PX-01 every entry, change, message and status of several numbers is kept; a broken one stops nothing', async () => {
    const messages = [text('6281200000001', 'a'), text('6281200000002', 'b'), text('6281200000003', 'c')]
    const body = entries(
      change({ messages: [messages[0], { type: 'text', text: { body: 'no id' } }], statuses: [status('w1', 'sent')] }),
      change({ messages: [messages[1]] }),
      change({ numberId: SECOND_NUMBER, messages: [messages[2]], statuses: [status('w2', 'read')] }),
    )
    expect((await api.meta(body)).status).toBe(200)
    const rows = await kept()
    expect(rows.filter(({ kind }) => kind === 'message')).toHaveLength(3)
    expect(rows.filter(({ kind }) => kind === 'status')).toHaveLength(2)
    expect(rows.filter((row) => row.channel_id === channelId && row.kind === 'message')).toHaveLength(2)
    const left = api.lines.filter(({ message }) => message === 'Part of a webhook was left out')
    expect(left).toEqual([expect.objectContaining({ items: 1, problem: 'a message without a usable id' })])
    await api.relayed()
    expect(await count(api.database, 'messages')).toBe(3)
  })

  it('PX-01 a thousand messages in one POST are kept', async () => {
    const messages = Array.from({ length: 1000 }, (_, n) =>
      text(`62813${String(n % 50).padStart(7, '0')}`, `no ${String(n)}`),
    )
    const startedAt = performance.now()
    expect((await api.meta(metaBody({ messages }))).status).toBe(200)
    const elapsed = performance.now() - startedAt
    expect(await count(api.database, 'inbound_events')).toBe(1000)
    expect(elapsed).toBeLessThan(1000)
    await api.relayed()
    expect(api.told.length).toBeGreaterThanOrEqual(1000)
  })

  it('PX-01 characters that Postgres does not take are left out of the text, not the message', async () => {
    const body = JSON.stringify(
      metaBody({ messages: [text('6281200000004', 'a\0b \ud83d c')], contacts: [contact('6281200000004', 'S\0ari')] }),
    )
    expect(body).toContain('\\u0000')
    expect((await api.meta(body)).status).toBe(200)
    await api.relayed()
    const row = await api.database.platform
      .selectFrom('messages')
      .select('body')
      .where('body', 'like', 'ab%')
      .executeTakeFirst()
    expect(row?.body).toBe('ab \ufffd c')
  })

  it('PX-01 an id of nothing but such characters is none: the item is set aside, and nothing waits for ever', async () => {
    const messages = [text('6281200000004', 'x', { id: '\0' }), text('6281200000004', 'y')]
    expect((await api.meta(metaBody({ messages }))).status).toBe(200)
    await api.relayed()
    expect((await kept()).map(({ kind }) => kind).sort()).toEqual(['message', 'other'])
  })

  it('PX-01 one item that the database refuses does not take the others with it', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const messages = ['good', 'deep', 'good'].map((body) =>
      text('6281200000005', body, body === 'deep' ? { deep } : {}),
    )
    const body = JSON.stringify(metaBody({ messages })).replace(`"${deep}"`, deep)
    expect(() => JSON.stringify(JSON.parse(body))).toThrow(RangeError)
    expect((await api.meta(body)).status).toBe(200)
    expect((await kept()).filter(({ kind }) => kind === 'message')).toHaveLength(2)
    expect(api.lines.map(({ message }) => message)).toContain('An event that the database does not take was left out')
  })
})

describe('the same event again', () => {
  it('WH-15 WH-16 TS-06 makes no second row, once or twenty times at once', async () => {
    const body = metaBody({ messages: [text('6281200000010', 'sekali')] })
    expect((await api.meta(body)).status).toBe(200)
    expect(await (await api.meta(body)).text()).toBe('{"ok":true}')
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.meta(body)))
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(await count(api.database, 'inbound_events')).toBe(1)
    await api.relayed()
    expect(await count(api.database, 'messages', `body = 'sekali'`)).toBe(1)
    const row = await api.database.platform
      .selectFrom('messages')
      .select('id')
      .where('body', '=', 'sekali')
      .executeTakeFirstOrThrow()
    expect(api.told.filter(({ messageId }) => messageId === row.id)).toHaveLength(1)
  })

  it('WH-15 batches of the same events in other orders, at once, neither lose nor repeat nor fail', async () => {
    const messages = Array.from({ length: 30 }, (_, n) => text(`62814000000${String(n).padStart(2, '0')}`, 'x'))
    const shuffled = (turn: number) => [...messages.slice(turn), ...messages.slice(0, turn)].toReversed()
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, turn) => api.meta(metaBody({ messages: turn % 2 ? shuffled(turn) : messages }))),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(await count(api.database, 'inbound_events')).toBe(30)
  })

  it('WH-15 the key tells one status from another, and one error from another', async () => {
    const at = unix()
    const failed = (code: number) => status('w1', 'failed', { timestamp: at, errors: [{ code }] })
    const statuses = [
      status('w1', 'sent', { timestamp: at }),
      status('w1', 'read', { timestamp: at }),
      failed(131047),
      failed(131026),
    ]
    await api.meta(metaBody({ statuses: [...statuses, ...statuses] }))
    expect(await keysOf()).toEqual([
      `s:w1|failed|${at}|131026`,
      `s:w1|failed|${at}|131047`,
      `s:w1|read|${at}|`,
      `s:w1|sent|${at}|`,
    ])
  })

  it('WH-03 the two addresses of Kapso keep one message', async () => {
    const item = kapsoItem(text('6281200000011', 'Halo'))
    expect((await api.kapso(item)).status).toBe(200)
    expect((await api.kapso(item, {}, '/api/webhooks/kapso')).status).toBe(200)
    expect(await count(api.database, 'inbound_events')).toBe(1)
  })
})

describe('kinds of Meta', () => {
  it('WH-25 messages, statuses inside and apart, template statuses, echoes and others', async () => {
    const template = {
      event: 'APPROVED',
      message_template_id: 1,
      message_template_name: 'halo',
      message_template_language: 'id',
    }
    const bodies = [
      metaBody({ messages: [text('6281200000020', 'x')] }),
      metaBody({ statuses: [status('w5', 'sent')] }),
      metaBody({ field: 'message_status', statuses: [status('w6', 'delivered')] }),
      metaBody({ field: 'smb_message_echoes', echoes: [text('622150001000', 'dari HP', { to: '6281200000021' })] }),
      {
        entry: [
          { id: ACCOUNT_ID, time: 1760000000, changes: [{ value: template, field: 'message_template_status_update' }] },
        ],
        object: 'x',
      },
      { entry: [{ id: ACCOUNT_ID, time: 1760000000, changes: [{ value: { event: 'x' }, field: 'account_update' }] }] },
    ]
    for (const body of bodies) {
      expect((await api.meta(body)).status).toBe(200)
      expect((await api.meta(body)).status).toBe(200)
    }
    const rows = await kept()
    expect(rows.map(({ kind }) => kind).sort()).toEqual([
      'echo',
      'message',
      'other',
      'status',
      'status',
      'template_status',
    ])
    await api.relayed()
    expect((await kept()).every(({ relayed_at }) => relayed_at !== null)).toBe(true)
  })

  it('WH-13 a clock that runs ahead is held to five minutes, and a number of seconds is read as well as a string', async () => {
    const now = Date.now()
    const times = [unix(now + 86_400_000), unix(now - 60_000), Number(unix(now - 120_000)), 'soon', undefined]
    const messages = times.map((timestamp) => text('6281200000030', 'x', { timestamp }))
    await api.meta(metaBody({ messages }))
    const [ahead, past, number, ...unreadable] = (await kept()).map((row) => row.occurred_at.getTime() - now)
    expect(ahead).toBeGreaterThan(295_000)
    expect(ahead).toBeLessThan(310_000)
    // Of a second that is over, its end.
    expect(past).toBe(Number(unix(now - 60_000)) * 1000 + 999 - now)
    expect(number).toBe(Number(unix(now - 120_000)) * 1000 + 999 - now)
    for (const one of unreadable) expect(Math.abs(one)).toBeLessThan(10_000)
  })

  it('WH-13 a message stands after what we sent in its second before we had it, however late it comes', async () => {
    const repliedAt = Date.now()
    const message = text('6281200000031', 'Baik kak', { timestamp: unix(repliedAt) })
    await new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000) + 5))
    await api.meta(metaBody({ messages: [message] }))
    const [row] = await kept()
    expect(row?.occurred_at.getTime()).toBeGreaterThanOrEqual(repliedAt)
    expect(unix(row?.occurred_at.getTime() ?? 0)).toBe(unix(repliedAt))
  })

  it('a sender may have a phone, or a user id, or both, and absent, null and "" are alike', async () => {
    const { from, ...nameless } = text('6281200000040', 'x')
    expect(from).toBeDefined()
    const messages = [
      { ...nameless, id: 'a', from_user_id: 'ID.1' },
      { ...nameless, id: 'b', from: null, from_user_id: 'ID.1' },
      { ...nameless, id: 'c', from: '', from_user_id: 'ID.1' },
      { ...nameless, id: 'd', from: '6281200000040', from_user_id: 'ID.1' },
      { ...nameless, id: 'e' },
    ]
    expect((await api.meta(metaBody({ messages }))).status).toBe(200)
    const senders = (await kept()).map(({ event_key, payload }) => [event_key, readSender(payload)])
    expect(senders.slice(0, 4)).toEqual([
      ['m:a', 'ID.1'],
      ['m:b', 'ID.1'],
      ['m:c', 'ID.1'],
      ['m:d', '+6281200000040'],
    ])
    expect(senders[4]?.[0]).toMatch(/^o:/)
  })
})

describe('bodies of Kapso', () => {
  const event = (name: string) => ({ 'x-webhook-event': `whatsapp.message.${name}` })

  it('WH-01 one message, with the sender of the conversation when the message names none', async () => {
    const { from, ...message } = text('6281200000050', 'Halo')
    const item = kapsoItem(message, { phone: `+${String(from)}`, more: { business_scoped_user_id: 'ID.50' } })
    expect((await api.kapso(item, event('received'))).status).toBe(200)
    const [row] = await kept()
    expect(row).toMatchObject({
      kind: 'message',
      event_key: `m:${String(message['id'])}`,
      payload: { sender: '+6281200000050' },
    })
  })

  it("PX-01 a batch, and Meta's own body passed on", async () => {
    const data = [kapsoItem(text('6281200000051', 'a')), kapsoItem(text('6281200000051', 'b')), { nothing: true }]
    await api.kapso(
      { type: 'whatsapp.message.received', batch: true, data, batch_info: { size: 3 } },
      { 'x-webhook-batch': 'true' },
    )
    await api.kapso(metaBody({ messages: [text('6281200000052', 'c')] }))
    expect((await kept()).map(({ kind }) => kind)).toEqual(['message', 'message', 'message'])
    expect(api.lines.filter(({ message }) => message === 'Part of a webhook was left out')).toHaveLength(1)
  })

  it('WH-26 sent, delivered, read and failed are statuses, as Meta gave them where they are passed on', async () => {
    const message = {
      ...text('622150001000', 'Halo'),
      id: 'w9',
      to: '6281200000053',
      biz_opaque_callback_data: 'attempt',
    }
    const outbound = (name: string, statuses: unknown[] = []) =>
      kapsoItem(message, { kapso: { direction: 'outbound', status: name, statuses } })
    const failed = status('w9', 'failed', { timestamp: '1760000009', errors: [{ code: 131047 }] })
    await api.kapso(outbound('sent'), event('sent'))
    await api.kapso(outbound('delivered'))
    await api.kapso(outbound('failed', [failed]), event('failed'))
    const rows = await kept()
    expect(rows.map(({ event_key }) => event_key.replace(/\d{10}/, 'T'))).toEqual([
      's:w9|sent|T|',
      's:w9|delivered|T|',
      's:w9|failed|T|131047',
    ])
    expect(rows[0]?.payload).toMatchObject({ status: { biz_opaque_callback_data: 'attempt' } })
  })

  it('WH-25 what a person wrote on the phone is an echo; old history and other events are left alone', async () => {
    const message = { ...text('622150001000', 'dari HP'), id: 'w10' }
    const by = (origin: string, more = {}) =>
      kapsoItem(message, { phone: '+6281200000054', kapso: { direction: 'outbound', origin, ...more } })
    await api.kapso(by('business_app'), event('sent'))
    await api.kapso(by('history_sync', { direction: 'inbound' }), event('received'))
    await api.kapso(by('cloud_api'), { 'x-webhook-event': 'whatsapp.conversation.created' })
    const rows = await kept()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ kind: 'echo', event_key: 'e:w10', payload: { sender: '+6281200000054' } })
    expect(api.lines.filter(({ message: line }) => line === 'Part of a webhook was left out')).toHaveLength(2)
  })
})

it('WH-21 a delivery is logged by our id, its time and what becomes of it, and by nothing personal', async () => {
  const message = text('6281200000060', 'rahasia')
  await api.meta(metaBody({ messages: [message], contacts: [contact('6281200000060', 'Sari')] }))
  const line = api.lines.find(({ status }) => status === 'queued_for_async')
  await api.relayed()
  const row = await api.database.platform
    .selectFrom('messages')
    .select('id')
    .where('body', '=', 'rahasia')
    .executeTakeFirstOrThrow()
  expect(line).toMatchObject({ messageId: row.id, events: 1, processingTime: expect.any(Number) as unknown })
  const log = JSON.stringify(api.lines)
  for (const personal of ['81200000060', 'rahasia', 'Sari', String(message['id'])]) expect(log).not.toContain(personal)
})

it('WH-12 WH-13 answers before the conversation is told, well under 500 ms, a hundred at once', async () => {
  const quiet = await startApi({ tell: () => new Promise(() => undefined) })
  try {
    await givenWorkspace(quiet.database)
    await quiet.meta(metaBody({ messages: [text('6281200000070', 'warm')] }))
    const one = async (n: number) => {
      const answer = await quiet.meta(metaBody({ messages: [text(`62815${String(n).padStart(7, '0')}`, 'x')] }))
      expect([answer.status, await answer.text()]).toEqual([200, '{"ok":true}'])
    }
    for (let round = 0; round < 4; round++)
      await Promise.all(Array.from({ length: 100 }, (_, n) => one(round * 100 + n)))
    // The handler's own time: the hundred callers share this process, and their time is not ours. The first round
    // opens the connections.
    const times = quiet.lines.flatMap(({ processingTime }) =>
      typeof processingTime === 'number' ? [processingTime] : [],
    )
    expect(times).toHaveLength(401)
    const warm = times.slice(101).toSorted((a, b) => a - b)
    expect(warm[Math.floor(warm.length * 0.99)]).toBeLessThan(500)
    expect(await count(quiet.database, 'inbound_events')).toBe(401)
    await eventually(async () => (await count(quiet.database, 'messages', `status = 'received'`)) > 0)
  } finally {
    await quiet.stop(100)
  }
})
