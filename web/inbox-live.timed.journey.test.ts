import { setTimeout as pause } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { readEvents, type Events } from '../dev/test-kit/events.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { FloorOrder, OpenConversation, SentAnswer } from './app/inbox/contract.ts'

let desk: Desk
let web: Web
let workspace: DeskWorkspace
let me: { id: string; email: string }
let cookie: string
const opened: Events[] = []

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  const { DATABASE_URL = '', TEMPORAL_ADDRESS = '', TEMPORAL_TASK_QUEUE = '' } = desk.env
  web = await startWeb({ databaseUrl: DATABASE_URL, settings: { TEMPORAL_ADDRESS, TEMPORAL_TASK_QUEUE } })
  me = await givenPerson(desk.db, { workspaceId: workspace.workspaceId })
  cookie = await web.signIn(me.email)
})
afterEach(async () => {
  desk.llm.setDelay(0)
  await Promise.all(opened.splice(0).map((events) => events.close()))
})
afterAll(async () => {
  await web.stop()
  await desk.stop()
})

/** A customer who wrote, with ARI's first reply, as the inbox knows them. */
async function givenContact(name: string) {
  const customer = givenCustomer(desk, workspace, name)
  await customer.hears(() => customer.says('Halo'))
  const { id: contactId } = await desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx.selectFrom('contacts').where('phone', '=', customer.phone).select('id').executeTakeFirstOrThrow(),
  )
  const path = `/api/conversations/${contactId}`
  const open = async () => (await (await web.ask(path, { cookie })).json()) as OpenConversation
  // All is said that will be said of what was written.
  await eventually(async () => {
    const { items } = (await open()).thread
    const statuses = items.flatMap((item) => (item.type === 'message' ? [item.status] : []))
    expect(statuses).toEqual(['responded', 'read'])
  })
  return {
    open,
    customer,
    contactId,
    writes: (message: { messageId: string; body: string; replyTo?: string }) =>
      web.ask(path, { cookie, json: message }),
    orders: async (order: FloorOrder): Promise<unknown> =>
      (await web.ask(`${path}/floor`, { cookie, json: { order } })).json(),
    async listens(): Promise<Events> {
      const events = readEvents((await web.ask(`/api/events?contact=${contactId}`, { cookie })).body)
      opened.push(events)
      await eventually(() => expect(events.of('list')).not.toEqual([]))
      events.told.splice(0)
      return events
    },
  }
}

type Contact = Awaited<ReturnType<typeof givenContact>>

const sentTo = ({ customer }: Contact, body: string) =>
  customer.sends().filter(({ body: sent }) => (sent as { text?: { body: string } }).text?.body === body)
const wordsOf = ({ thread }: OpenConversation) =>
  thread.items.flatMap((item) => (item.type === 'message' ? [item.body] : []))

it('IN-19 message:new, typing:start, typing:stop and message:status come to the room of their contact and to no other', async () => {
  const [ana, budi] = [await givenContact('Ana'), await givenContact('Budi')]
  const [room, other] = [await ana.listens(), await budi.listens()]
  desk.llm.setDelay(2_500)
  await ana.customer.hears(() => ana.customer.says('Saya mau kuliah di Australia'))
  const reply = await eventually(() => {
    const found = room.of('message:new').find(({ data }) => data['author'] === 'bot')
    expect(room.of('message:status').map(({ data }) => [data['id'], data['status']])).toContainEqual([
      ...[found?.data['id'], 'delivered'],
    ])
    return found
  })
  const written = room.of('message:new').find(({ data }) => data['author'] === 'customer')
  const order = [written, ...room.of('typing:start'), ...room.of('typing:stop'), reply]
  expect(order).toHaveLength(4)
  expect(room.told.filter((one) => order.includes(one))).toEqual(order)
  // Nobody else hears more than that a row of the list changed.
  expect(new Set(other.told.map(({ event }) => event))).toEqual(new Set(['list']))
  expect(other.told.map(({ data }) => data['contactId'])).not.toContain(budi.contactId)
})

it('the customer is seen within a second of the moment that the message is stored', async () => {
  const ana = await givenContact('Ana')
  const room = await ana.listens()
  await ana.customer.says('Masih di sana?').delivered
  const news = await eventually(() => {
    const found = room.of('message:new').find(({ data }) => data['body'] === 'Masih di sana?')
    expect(found).toBeDefined()
    return found
  })
  const { createdAt } = await desk.db.platform
    .selectFrom('messages')
    .where('id', '=', String(news?.data['id']))
    .select('created_at as createdAt')
    .executeTakeFirstOrThrow()
  expect((news?.atMs ?? Infinity) - createdAt.getTime()).toBeLessThan(1_000)
})

describe('IN-15 POST /api/conversations/:contactId', () => {
  it('stores, sends and returns a message, which stands in the thread ever after', async () => {
    const ana = await givenContact('Ana')
    const asked = (await ana.open()).thread.items.find((item) => item.type === 'message')?.id ?? ''
    const room = await ana.listens()
    const message = { messageId: uuidv7(), body: 'Halo Kak, saya Sinta', replyTo: asked }
    const answer = await ana.writes(message)
    const sent = (await answer.json()) as SentAnswer
    expect([answer.status, sent.outcome]).toEqual([201, 'done'])
    expect(sent.message).toMatchObject({ id: message.messageId, author: 'staff', replyTo: { id: asked, body: 'Halo' } })
    await eventually(() => expect(sentTo(ana, message.body)).toHaveLength(1))
    const [payload] = sentTo(ana, message.body)
    expect(JSON.stringify(payload?.body)).toMatch(/"context":\{"message_id":"wamid/)
    await eventually(() =>
      expect(room.of('message:status').map(({ data }) => [data['id'], data['status']])).toContainEqual([
        ...[message.messageId, 'delivered'],
      ]),
    )
    const opened = await ana.open()
    expect(opened.conversation).toMatchObject({ floor: 'person', floorUser: { id: me.id } })
    expect(wordsOf(opened).at(-1)).toBe(message.body)
    expect(await ana.open()).toEqual(opened)

    // Repeated, it is neither sent again nor takes the floor again.
    expect(await ana.orders('handBack')).toEqual({ outcome: 'done' })
    await eventually(async () => expect((await ana.open()).conversation.floor).toBe('bot'))
    const again = await ana.writes(message)
    expect([again.status, ((await again.json()) as SentAnswer).outcome]).toEqual([201, 'done'])
    expect((await ana.open()).conversation.floor).toBe('bot')
    expect(sentTo(ana, message.body)).toHaveLength(1)
  })

  it('from two tabs at once is sent once', async () => {
    const ana = await givenContact('Ana')
    const message = { messageId: uuidv7(), body: 'Dua tab' }
    const answers = await Promise.all([ana.writes(message), ana.writes(message)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    await eventually(() => expect(sentTo(ana, message.body)).toHaveLength(1))
    await pause(1_000)
    expect(sentTo(ana, message.body)).toHaveLength(1)
  })
})

it('CV-10 orders about the floor are done, or unchanged where it was so, and stand in the thread with who gave them', async () => {
  const ana = await givenContact('Ana')
  const room = await ana.listens()
  const floors = async () => (await ana.open()).conversation.floor
  for (const [order, floor] of [
    ['takeOver', 'person'],
    ['handBack', 'bot'],
    ['callTeam', 'team'],
    ['aiOn', 'bot'],
    ['aiOff', 'nobody'],
    ['aiOn', 'bot'],
  ] as const) {
    expect(await ana.orders(order)).toEqual({ outcome: 'done' })
    await eventually(async () => expect(await floors()).toBe(floor))
    expect(await ana.orders(order)).toEqual({ outcome: 'unchanged' })
    // From here the two minutes count.
    const { waitsSince } = (await ana.open()).conversation
    if (floor === 'team') expect(Date.now() - Date.parse(waitsSince ?? '')).toBeLessThan(30_000)
    else expect(waitsSince).toBeNull()
  }
  await eventually(() => expect(room.of('conversation').length).toBeGreaterThan(0))
  const { thread } = await ana.open()
  const lines = thread.items.filter((item) => item.type === 'floor')
  const name = `Person ${me.email.slice(0, 4)}`
  expect(lines.map(({ holder, userName }) => [holder, userName])).toEqual([
    ['person', name],
    ['bot', null],
    ['team', null],
    ['bot', null],
    ['nobody', name],
    ['bot', null],
  ])
})

it('with no worker, orders say so within six seconds, nothing is lost, and what is repeated later is sent once', async () => {
  const ana = await givenContact('Ana')
  await desk.kill('worker')
  const message = { messageId: uuidv7(), body: 'Kami segera kembali' }
  const startedAtMs = Date.now()
  const [answer, order] = await Promise.all([ana.writes(message), ana.orders('takeOver')])
  expect(Date.now() - startedAtMs).toBeLessThan(6_500)
  expect([answer.status, ((await answer.json()) as SentAnswer).outcome]).toEqual([202, 'unavailable'])
  expect(order).toEqual({ outcome: 'unavailable' })
  expect(wordsOf(await ana.open()).at(-1)).toBe(message.body)
  await desk.start('worker')
  const again = await ana.writes(message)
  expect([again.status, ((await again.json()) as SentAnswer).outcome]).toEqual([201, 'done'])
  await eventually(() => expect(sentTo(ana, message.body)).toHaveLength(1))
  await pause(1_000)
  expect(sentTo(ana, message.body)).toHaveLength(1)
  expect(wordsOf(await ana.open()).filter((body) => body === message.body)).toHaveLength(1)
})
