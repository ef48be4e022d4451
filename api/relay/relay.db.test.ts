import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { count, eventually, givenWorkspace, startApi, type Api } from '../../dev/test-kit/api.ts'
import { contact, metaBody, status, text, unix } from '../../dev/test-kit/webhook-bodies.ts'

let api: Api
let workspaceId: string
let channelId: string
beforeEach(async () => {
  api = await startApi()
  ;({ workspaceId, channelId } = await givenWorkspace(api.database, { burstMs: 1500 }))
})
afterEach(() => api.stop())

const SARI = '6281200000001'
const rows = () =>
  api.database.platform
    .selectFrom('messages')
    .select([
      'id',
      'kind',
      'body',
      'content',
      'direction',
      'author',
      'status',
      'outcome',
      'sent_at',
      'reply_to_provider_id',
    ])
    .orderBy('sent_at')
    .orderBy('id')
    .execute()
const contacts = () =>
  api.database.platform
    .selectFrom('contacts')
    .select(['id', 'name', 'phone', 'source', 'workspace_id'])
    .orderBy('id')
    .execute()
const send = async (...messages: unknown[]) => {
  expect((await api.meta(metaBody({ messages }))).status).toBe(200)
  await api.relayed()
}

describe('contacts', () => {
  it('BY-01 twenty first messages at once make one contact, one conversation and twenty messages', async () => {
    const now = Date.now()
    const messages = Array.from({ length: 20 }, (_, n) =>
      text(SARI, `no ${String(n)}`, { timestamp: unix(now + n * 1000) }),
    )
    const answers = await Promise.all(messages.map((message) => api.meta(metaBody({ messages: [message] }))))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await api.relayed()
    expect(await count(api.database, 'contacts')).toBe(1)
    expect(await count(api.database, 'contact_identities')).toBe(1)
    expect(await count(api.database, 'conversations')).toBe(1)
    expect(await count(api.database, 'messages')).toBe(20)
    expect(api.told).toHaveLength(20)
    expect(new Set(api.told.map(({ conversationId }) => conversationId)).size).toBe(1)
  })

  it('BY-01 so do they when three processes receive them, and two hundred people keep apart', async () => {
    const own = await startDatabase()
    const apis = await Promise.all([1, 2, 3].map(() => startApi({ databaseUrl: own.url })))
    try {
      await givenWorkspace(apis[0]!.database)
      const people = Array.from({ length: 200 }, (_, n) => `62816${String(n).padStart(7, '0')}`)
      const posts = people.flatMap((from) =>
        [0, 1, 2].map((n) => apis[n]!.meta(metaBody({ messages: [text(from, 'Halo')] }))),
      )
      expect(new Set((await Promise.all(posts)).map(({ status }) => status))).toEqual(new Set([200]))
      await apis[0]!.relayed()
      expect(await count(apis[0]!.database, 'contacts')).toBe(200)
      expect(await count(apis[0]!.database, 'conversations')).toBe(200)
      expect(await count(apis[0]!.database, 'messages')).toBe(600)
      const told = new Set(apis.flatMap((one) => one.told.map(({ messageId }) => messageId)))
      expect(told.size).toBe(600)
      expect(apis.flatMap(({ lines }) => lines.filter(({ level }) => level === 'error'))).toEqual([])
    } finally {
      await Promise.all(apis.map((one) => one.stop()))
      await own.stop()
    }
  })

  it('WH-18 WH-34 a number is one contact, in E.164; a new number is a second one', async () => {
    await send(text(SARI, 'a'), text('081200000001', 'b'), text(`+${SARI}`, 'c'), text('6281200000002', 'd'))
    expect((await contacts()).map(({ phone }) => phone).sort()).toEqual(['+6281200000001', '+6281200000002'])
  })

  it('WH-18 a contact that was entered by its phone is found, and keeps its name', async () => {
    const id = '0193b2c4-7d1e-7a30-8c55-1f2e3d4c5b6a'
    await api.database.platform
      .insertInto('contacts')
      .values({ id, workspace_id: workspaceId, phone: `+${SARI}`, name: 'Ibu Sari', source: 'form' })
      .execute()
    await api.meta(metaBody({ messages: [text(SARI, 'a')], contacts: [contact(SARI, 'sari_88')] }))
    await api.relayed()
    expect(await contacts()).toMatchObject([{ id, name: 'Ibu Sari', source: 'form' }])
  })

  it('WH-18 the name that WhatsApp knows is taken when we have none', async () => {
    await send(text(SARI, 'a'))
    expect(await contacts()).toMatchObject([{ name: null, source: 'whatsapp' }])
    await api.meta(metaBody({ messages: [text(SARI, 'b')], contacts: [contact(SARI, 'Sari')] }))
    await api.relayed()
    await api.meta(metaBody({ messages: [text(SARI, 'c')], contacts: [contact(SARI, 'Sari Baru')] }))
    await api.relayed()
    expect(await contacts()).toMatchObject([{ name: 'Sari' }])
  })

  it('a user id is somebody; when the phone becomes known it is the same somebody', async () => {
    const nameless = (more: object) => ({
      id: `w${String(Math.random())}`,
      timestamp: unix(),
      type: 'text',
      text: { body: 'x' },
      ...more,
    })
    await send(nameless({ from_user_id: 'ID.77' }))
    expect(await contacts()).toMatchObject([{ phone: null }])
    await send(nameless({ from: SARI, from_user_id: 'ID.77' }))
    await send(nameless({ from: SARI }), nameless({ from: '', from_user_id: 'ID.77' }))
    expect(await contacts()).toMatchObject([{ phone: `+${SARI}` }])
    expect(await count(api.database, 'conversations')).toBe(1)
    expect(new Set(api.told.map(({ conversationId }) => conversationId)).size).toBe(1)
    expect(api.told).toHaveLength(4)
  })

  it('PX-22 a word that stops what is sent unasked is kept with its message, and so is one that starts it again', async () => {
    const optedOut = async () =>
      (await api.database.platform.selectFrom('contacts').select('opted_out_at').executeTakeFirst())?.opted_out_at
    await send(text(SARI, 'jangan berhenti dulu ya'))
    expect(await optedOut()).toBeNull()
    await send(text(SARI, 'Berhenti!'))
    expect(await optedOut()).toBeInstanceOf(Date)
    await send(text(SARI, 'MULAI'))
    expect(await optedOut()).toBeNull()
  })

  it('AD-06 the same person writing to two workspaces is two contacts', async () => {
    await givenWorkspace(api.database, { numberId: '300' })
    await send(text(SARI, 'a'))
    await api.meta(metaBody({ numberId: '300', messages: [text(SARI, 'b')] }))
    await api.relayed()
    const both = await contacts()
    expect(both).toHaveLength(2)
    expect(new Set(both.map((row) => row.workspace_id)).size).toBe(2)
  })
})

it('PX-01 a user id or a time too long for an index does not keep a message, or a status, waiting', async () => {
  const long = randomBytes(4000).toString('hex')
  await send(text(SARI, 'a', { from_user_id: long }), text(SARI, 'b'))
  await api.meta(metaBody({ statuses: [status('w1', 'sent', { timestamp: long })] }))
  await api.relayed()
  expect((await rows()).map(({ body }) => body)).toEqual(['a', 'b'])
  expect(await count(api.database, 'contact_identities')).toBe(1)
  expect(await count(api.database, 'inbound_events', `kind = 'status'`)).toBe(1)
})

describe('messages', () => {
  it('WH-01 WH-13 WH-19 a message becomes a row, received, inbound, at its place in the conversation', async () => {
    const at = Date.now() - 60_000
    const message = text(SARI, 'Halo', { timestamp: unix(at), context: { from: '62', id: 'wamid.ours' } })
    await send(message)
    const [row] = await rows()
    expect(row).toMatchObject({
      kind: 'text',
      body: 'Halo',
      direction: 'inbound',
      author: 'customer',
      status: 'received',
    })
    expect(row).toMatchObject({ outcome: null, content: {}, reply_to_provider_id: 'wamid.ours' })
    const conversation = await api.database.platform.selectFrom('conversations').selectAll().executeTakeFirstOrThrow()
    expect(conversation).toMatchObject({ channel_id: channelId, workspace_id: workspaceId })
    expect(conversation.last_inbound_at).toEqual(row?.sent_at)
    expect(conversation.last_message_at).toEqual(row?.sent_at)
    expect(api.told).toEqual([
      { conversationId: conversation.id, messageId: row?.id, sentAtMs: row?.sent_at.getTime(), burstMs: 1500 },
    ])
  })

  it('WH-13 an older message that comes late does not turn the clock back', async () => {
    const now = Date.now()
    await send(text(SARI, 'new', { timestamp: unix(now) }))
    await send(text(SARI, 'old', { timestamp: unix(now - 3_600_000) }))
    const { last_inbound_at } = await api.database.platform
      .selectFrom('conversations')
      .select('last_inbound_at')
      .executeTakeFirstOrThrow()
    expect(Math.floor((last_inbound_at?.getTime() ?? 0) / 1000)).toBe(Math.floor(now / 1000))
  })

  it('kinds are stored as what they are, with readable words where there are any', async () => {
    const of = (type: string, content: unknown, more = {}) => ({
      ...text(SARI, ''),
      type,
      text: undefined,
      [type]: content,
      ...more,
    })
    await send(
      of('interactive', {
        type: 'list_reply',
        list_reply: { id: 'slot:1', title: 'Senin 10.00', description: 'dengan Rina' },
      }),
      of('interactive', { type: 'button_reply', button_reply: { id: 'yes', title: 'Ya' } }),
      of('button', { payload: 'P1', text: 'Mau' }),
      of('image', { id: 'm1', mime_type: 'image/jpeg', caption: 'rapor' }),
      of('audio', { id: 'm2', voice: true }),
      of('location', { latitude: -6.2, longitude: 106.8, name: 'Kantor' }),
      of('contacts', [{ name: { formatted_name: 'Budi' } }]),
      of('text', { body: 7 }),
      of('text', { body: 'dari iklan' }, { referral: { source_id: 'ad1' }, context: { forwarded: true } }),
      of('hologram', { x: 1 }),
    )
    expect((await rows()).map(({ kind, body, content }) => [kind, body, content])).toEqual([
      ['interactive', 'Senin 10.00', { reply: { id: 'slot:1', title: 'Senin 10.00', description: 'dengan Rina' } }],
      ['interactive', 'Ya', { reply: { id: 'yes', title: 'Ya' } }],
      ['button', 'Mau', { reply: { id: 'P1', title: 'Mau' } }],
      ['image', 'rapor', { media: { id: 'm1', mimeType: 'image/jpeg', caption: 'rapor' } }],
      ['audio', '', { media: { id: 'm2', voice: true } }],
      ['location', 'Kantor', { location: { latitude: -6.2, longitude: 106.8, name: 'Kantor' } }],
      ['contacts', '', { contacts: [{ name: { formatted_name: 'Budi' } }] }],
      ['text', '', {}],
      ['text', 'dari iklan', { referral: { source_id: 'ad1' }, forwarded: true }],
      ['hologram', '', {}],
    ])
    expect(api.told).toHaveLength(10)
  })

  it('WH-25 what needs no answer is stored with its outcome and told to nobody', async () => {
    const of = (type: string, content: unknown, more = {}) => ({
      ...text(SARI, ''),
      type,
      text: undefined,
      [type]: content,
      ...more,
    })
    await send(
      of('reaction', { message_id: 'wamid.1', emoji: '👍' }),
      of('system', { body: 'x', type: 'user_changed_number' }),
      of('unsupported', undefined, { errors: [{ code: 131051, title: 'Message type unknown' }] }),
      text(SARI, 'di grup', { group_id: 'G1' }),
    )
    expect((await rows()).map(({ kind, outcome, content }) => [kind, outcome, content])).toEqual([
      ['reaction', 'ignored: reaction', { reaction: { providerMessageId: 'wamid.1', emoji: '👍' } }],
      ['system', 'ignored: system', { system: { type: 'user_changed_number' } }],
      ['unsupported', 'ignored: unsupported', { errorCodes: [131051] }],
      ['text', 'ignored: group', { groupId: 'G1' }],
    ])
    expect(api.told).toEqual([])
  })

  it('WH-19 what was written on the phone is an outbound message of its own', async () => {
    await send(text(SARI, 'Halo'))
    const echo = text('622150001000', 'Dari HP', { to: SARI })
    await api.meta(metaBody({ field: 'smb_message_echoes', echoes: [echo] }))
    await api.relayed()
    expect((await rows()).map((row) => [row.direction, row.author, row.status])).toEqual([
      ['inbound', 'customer', 'received'],
      ['outbound', 'phone', 'sent'],
    ])
    expect(await count(api.database, 'conversations')).toBe(1)
    expect(api.told).toHaveLength(1)
  })

  it('messages are told in the order in which they were written', async () => {
    const now = Date.now()
    const at = (seconds: number) => ({ timestamp: unix(now + seconds * 1000) })
    await send(
      text(SARI, 'third', at(3)),
      text(SARI, 'first', at(1)),
      text('6281200000002', 'x', at(0)),
      text(SARI, 'second', at(2)),
    )
    const bodies = new Map((await rows()).map(({ id, body }) => [id, body]))
    expect(api.told.map(({ messageId }) => bodies.get(messageId)).filter((body) => body !== 'x')).toEqual([
      'first',
      'second',
      'third',
    ])
  })
})

it('OP-02 live pages hear of a change by ids only, when it is there to be read', async () => {
  const listener = new pg.Client({ connectionString: api.databaseUrl })
  await listener.connect()
  try {
    const heard: unknown[] = []
    listener.on('notification', ({ payload = '' }) => heard.push(JSON.parse(payload)))
    await listener.query('listen desk')
    await send(text(SARI, 'rahasia'))
    await eventually(() => heard.length > 0)
    const { id } = await api.database.platform.selectFrom('conversations').select('id').executeTakeFirstOrThrow()
    expect(heard).toEqual([{ workspaceId, conversationId: id, kind: 'message' }])
  } finally {
    await listener.end()
  }
})

it('what a process left behind is found by another, and stays found after an answer', async () => {
  const own = await startDatabase()
  const first = await startApi({ databaseUrl: own.url, tell: () => new Promise(() => undefined) })
  await givenWorkspace(first.database)
  await first.meta(metaBody({ messages: [text(SARI, 'a'), text('6281200000002', 'b')] }))
  await first.stop(50)
  const second = await startApi({ databaseUrl: own.url })
  try {
    await second.relayed()
    expect(second.told).toHaveLength(2)
    expect(await count(second.database, 'messages')).toBe(2)
    // Told again after the conversation had accounted for it: nothing is told.
    await second.database.platform.updateTable('messages').set({ outcome: 'answered' }).execute()
    await second.database.platform.updateTable('inbound_events').set({ relayed_at: null }).execute()
    await second.relayed()
    expect(second.told).toHaveLength(2)
  } finally {
    await second.stop()
    await own.stop()
  }
})

it('WH-20 the rows are there before anybody is told', async () => {
  let seen = -1
  const own = await startApi({
    tell: async () => {
      seen = await count(own.database, 'messages')
    },
  })
  try {
    await givenWorkspace(own.database)
    await own.meta(metaBody({ messages: [text(SARI, 'Halo')] }))
    await eventually(() => seen >= 0)
    expect(seen).toBe(1)
  } finally {
    await own.stop()
  }
})

it('BY-21 (relay) a workspace that has 500 messages waiting does not hold up the one message of another', async () => {
  const toldOf: string[] = []
  const blasted = await startApi({
    tell: async ({ workspaceId: whose }) => {
      toldOf.push(whose)
      await new Promise((resolve) => setTimeout(resolve, 20))
    },
  })
  try {
    const blasting = await givenWorkspace(blasted.database)
    const quiet = await givenWorkspace(blasted.database, { numberId: '300' })
    const messages = Array.from({ length: 500 }, (_, n) => text(`62817${String(n).padStart(7, '0')}`, 'Promo?'))
    await blasted.meta(metaBody({ messages }))
    await eventually(() => toldOf.length > 0)
    await blasted.meta(metaBody({ numberId: '300', messages: [text(SARI, 'Halo')] }))
    await eventually(() => toldOf.length === 501, 20_000)
    const before = toldOf.indexOf(quiet.workspaceId)
    expect(toldOf.filter((id) => id === blasting.workspaceId)).toHaveLength(500)
    expect(before).toBeLessThan(300)
  } finally {
    await blasted.stop()
  }
})

it('WH-20 ten messages of three contacts in one body are ten rows by one insert for each table', async () => {
  const { platform } = api.database
  const tables = ['inbound_events', 'contacts', 'contact_identities', 'conversations', 'messages']
  await sql`create table statements (name text)`.execute(platform)
  await sql`create function note_statement() returns trigger language plpgsql security definer as
    $$ begin insert into statements values (tg_table_name); return null; end $$`.execute(platform)
  for (const table of tables)
    await sql`create trigger noted after insert on ${sql.table(table)} for each statement
      execute function note_statement()`.execute(platform)
  const messages = Array.from({ length: 10 }, (_, n) => text(`628120000000${String(n % 3)}`, `no ${String(n)}`))
  await send(...messages)
  expect([await count(api.database, 'contacts'), await count(api.database, 'messages')]).toEqual([3, 10])
  const { rows: noted } = await sql<{ name: string; n: number }>`
    select name, count(*) as n from statements group by name`.execute(platform)
  expect(new Map(noted.map(({ name, n }) => [name, n]))).toEqual(new Map(tables.map((table) => [table, 1])))
  expect(api.told).toHaveLength(10)
})
