import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import { freePort } from '../dev/services/ports.ts'
import { givenConversation, givenInbound, givenSlots, givenState, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { ListPage, OpenConversation, SentAnswer, ThreadPage } from './app/inbox/contract.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let ours: GivenWorkspace
let me: { id: string; email: string }
let cookie: string
let ana: GivenConversation

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  // Nobody answers there: what the conversation's workflow is ordered comes to nothing.
  const TEMPORAL_ADDRESS = `127.0.0.1:${await freePort()}`
  web = await startWeb({
    databaseUrl: postgres.url,
    settings: { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: 'desk', TEMPORAL_UI_URL: 'https://temporal.example/' },
  })
})
beforeEach(async () => {
  ours = await givenWorkspace(db)
  me = await givenPerson(db, { workspaceId: ours.workspaceId })
  cookie = await web.signIn(me.email)
  ana = await givenConversation(db, ours, { name: 'Ana' })
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

const get = (path: string, headers: Record<string, string> = {}) => web.ask(path, { cookie, headers })
const read = async <T>(path: string): Promise<T> => (await (await get(path)).json()) as T
const open = () => read<OpenConversation>(`/api/conversations/${ana.contactId}`)
const post = (json: unknown, path = '', contactId = ana.contactId) =>
  web.ask(`/api/conversations/${contactId}${path}`, { cookie, json })

const storedOf = ({ conversationId }: GivenConversation) =>
  db.inWorkspace(ours.workspaceId, (tx) =>
    tx
      .selectFrom('messages')
      .where('conversation_id', '=', conversationId)
      .where('author', '=', 'staff')
      .select(['id', 'body', 'status', 'author_user_id as by', 'reply_to_provider_id as answers'])
      .execute(),
  )

async function wrote(conversation: GivenConversation, body: string): Promise<string> {
  const id = await givenInbound(db, ours, conversation, body)
  await db.platform
    .updateTable('conversations')
    .set({ last_message_at: sql`now()` })
    .where('id', '=', conversation.conversationId)
    .execute()
  return id
}

describe('IN-28 a refresh fetches only what changed', () => {
  it.each(['/api/inbox', '/api/conversations/:contactId', '/api/conversations/:contactId/messages'])(
    '%s: a second look is 304 without a body, until something changes',
    async (pattern) => {
      const path = pattern.replace(':contactId', ana.contactId)
      await wrote(ana, 'Halo')
      const first = await get(path)
      const etag = first.headers.get('etag') ?? ''
      const known = { 'if-none-match': `W/"other", ${etag}` }
      expect([first.status, etag.length > 10]).toEqual([200, true])
      expect(first.headers.get('cache-control')).toBe('no-store')
      for (const answer of [await get(path, known), await get(path, known)])
        expect([answer.status, await answer.text()]).toEqual([304, ''])
      await wrote(ana, 'Halo lagi')
      const changed = await get(path, known)
      expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false])
      expect(await changed.text()).toContain('Halo lagi')
    },
  )
})

describe('GET /api/inbox', () => {
  it('gives fifty at a time, each once, and nonsense for a cursor is the first page', async () => {
    for (let n = 0; n < 119; n++) await givenConversation(db, ours, { name: `Contact ${n}` })
    await db.platform.updateTable('conversations').set({ last_message_at: new Date() }).execute()
    const sizes: number[] = []
    const seen = new Set<string>()
    for (let after: string | null = ''; after !== null;) {
      const page: ListPage = await read(`/api/inbox?after=${after}`)
      for (const { contactId } of page.rows) seen.add(contactId)
      sizes.push(page.rows.length)
      after = page.next
    }
    expect([sizes, seen.size]).toEqual([[50, 50, 20], 120])
    for (const after of ["' or 1=1", '1_x', '99999999999999999999_x', `9999999999999999_${uuidv7()}`, '%00'])
      expect((await read<ListPage>(`/api/inbox?filter=nothing&after=${after}`)).rows).toHaveLength(50)
  })

  it('finds by name and number, and what was typed stands for itself', async () => {
    await wrote(ana, 'Halo')
    await wrote(await givenConversation(db, ours, { name: '100%_\\ sure' }), 'Halo')
    const names = async (q: string) =>
      (await read<ListPage>(`/api/inbox?q=${encodeURIComponent(q)}`)).rows.map(({ name }) => name)
    expect(await names('an')).toEqual(['Ana'])
    expect(await names(` ${ana.phone.replace('+62', '0').replace(/(\d{4})/g, '$1-')} `)).toEqual(['Ana'])
    expect(await names('%_\\')).toEqual(['100%_\\ sure'])
    for (const q of [
      "' or 1=1",
      "' or 1=1 --",
      "'; drop table contacts; --",
      '_na',
      'x'.repeat(5_000),
      'A\0na'.repeat(2),
    ])
      expect(await names(q)).toEqual([])
    expect(await names('\0')).toHaveLength(2)
  })
})

describe('GET /api/conversations/:contactId', () => {
  it('gives everything that its page shows', async () => {
    const asked = await wrote(ana, 'Ada jadwal?')
    const [slotId = ''] = await givenSlots(db, ours, 1)
    await db.inWorkspace(ours.workspaceId, async (tx) => {
      const { conversationId, contactId } = ana
      const floor = { holder: 'person', userId: me.id, epoch: 1, reason: 'taken_over' } as const
      await projectState(tx, {
        conversationId,
        state: givenState({ stage: 'routing', floor, score: 5, scoreParts: { ...givenState().scoreParts, basic: 5 } }),
        passed: ['qualification', 'routing'],
      })
      await tx
        .insertInto('contact_facts')
        .values([
          { contact_id: contactId, key: 'name', value: 'Ana' },
          { contact_id: contactId, key: 'city', value: null, declined_count: 1 },
        ])
        .execute()
      await sql`insert into bookings (id, consultant_id, slot_id, contact_id, conversation_id, turn, during)
        select ${uuidv7()}, consultant_id, id, ${contactId}, ${conversationId}, 1, during from slots
        where id = ${slotId}`.execute(tx)
    })
    await post({ messageId: uuidv7(), body: 'Ada', replyTo: asked })
    const { conversation, thread, panel, windowEndsAt } = await open()
    const name = `Person ${me.email.slice(0, 4)}`
    expect(conversation).toMatchObject({
      ...{
        contactId: ana.contactId,
        name: 'Ana',
        phone: expect.stringMatching(/^\+62 \d{3} \d{4} /) as string,
        stage: 'routing',
        score: 5,
      },
      ...{ floor: 'person', floorUser: { id: me.id, name }, handoffReason: 'taken_over' },
      lastMessage: { author: 'staff', kind: 'text', body: 'Ada', status: 'queued' },
    })
    expect(thread.items).toMatchObject([
      { type: 'message', author: 'customer', body: 'Ada jadwal?', authorName: null, replyTo: null },
      { type: 'stage', stage: 'qualification' },
      { type: 'stage', stage: 'routing' },
      { type: 'floor', holder: 'person', userName: name, reason: 'taken_over' },
      { type: 'message', author: 'staff', authorName: name, replyTo: { id: asked, body: 'Ada jadwal?' } },
    ])
    expect(panel).toMatchObject({
      ...{ status: 'baru', source: null, facts: [{ key: 'name', value: 'Ana' }] },
      scoreParts: { basic: 5, qualification: 0, document: 0, engagement: 0 },
      bookings: [{ status: 'confirmed' }],
      workflowUrl: `https://temporal.example/namespaces/desk/workflows/conversation%3A${ana.conversationId}`,
    })
    expect([panel.gaps.includes('city'), panel.gaps.includes('name')]).toEqual([true, false])
    expect(new Date(windowEndsAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000)
  })

  it('a contact of several conversations shows the one with the latest message', async () => {
    const channelId = uuidv7()
    const later = uuidv7()
    await wrote(ana, 'on the first number')
    await db.inWorkspace(ours.workspaceId, async (tx) => {
      const channel = { id: channelId, provider: 'meta', phone_number_id: channelId, webhook_key: channelId }
      await tx.insertInto('channels').values(channel).execute()
      const two = { id: later, contact_id: ana.contactId, channel_id: channelId }
      await tx.insertInto('conversations').values(two).execute()
    })
    expect((await open()).conversation.conversationId).toBe(ana.conversationId)
    await wrote({ ...ana, conversationId: later }, 'on the second')
    expect((await open()).conversation.conversationId).toBe(later)
  })
})

it('a thread of 120 comes as 50, 50 and 20, the oldest first in each, without a gap or a repeat', async () => {
  for (let n = 0; n < 120; n++) await givenInbound(db, ours, ana, String(n))
  // Many in the very same moment.
  await sql`update messages set sent_at = date_trunc('minute', sent_at) where conversation_id = ${ana.conversationId}`.execute(
    db.platform,
  )
  const bodies: string[][] = []
  for (let before: string | null = ''; before !== null;) {
    const page: ThreadPage = await read(`/api/conversations/${ana.contactId}/messages?before=${before}`)
    bodies.unshift(page.items.map((item) => (item.type === 'message' ? item.body : '')))
    before = page.before
  }
  expect(bodies.map(({ length }) => length)).toEqual([20, 50, 50])
  expect(bodies.flat()).toEqual(Array.from({ length: 120 }, (_, n) => String(n)))
})

describe('POST /api/conversations/:contactId', () => {
  it('a message that cannot be sent now is kept as queued, and answered so within six seconds', async () => {
    const messageId = uuidv7()
    const startedAtMs = Date.now()
    const answer = await post({ messageId, body: '  Halo Kak Ana \n' })
    expect(Date.now() - startedAtMs).toBeLessThan(6_000)
    const { message, outcome } = (await answer.json()) as SentAnswer
    expect([answer.status, outcome]).toEqual([202, 'unavailable'])
    expect(message).toMatchObject({ id: messageId, author: 'staff', body: 'Halo Kak Ana', status: 'queued' })
    expect(await storedOf(ana)).toEqual([
      { id: messageId, body: 'Halo Kak Ana', status: 'queued', by: me.id, answers: null },
    ])
  })

  it('twice at once, from a form and as JSON, is one message; other words under its id are refused', async () => {
    const message = { messageId: uuidv7(), body: 'Halo' }
    const path = `/api/conversations/${ana.contactId}`
    const answers = await Promise.all([post(message), web.ask(path, { cookie, form: message })])
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    const other = await post({ ...message, body: 'Something else' })
    expect([other.status, await other.json()]).toEqual([409, { errors: { messageId: 'taken' } }])
    expect(await storedOf(ana)).toHaveLength(1)
  })

  it.each([
    ['nothing', {}, { messageId: 'invalid', body: 'empty' }],
    ['no object', 'words', { messageId: 'invalid', body: 'empty' }],
    ['only blanks', { messageId: uuidv7(), body: ' \n ' }, { body: 'empty' }],
    ['a number', { messageId: uuidv7(), body: 7 }, { body: 'empty' }],
    ['4,097 characters', { messageId: uuidv7(), body: 'x'.repeat(4_097) }, { body: 'too-long' }],
    ['65,536 characters', { messageId: uuidv7(), body: 'x'.repeat(65_536) }, { body: 'too-long' }],
    ['what Postgres cannot hold', { messageId: uuidv7(), body: 'a\0b' }, { body: 'invalid' }],
    ['an id that is none', { messageId: "' or 1=1", body: 'x' }, { messageId: 'invalid' }],
    ['an answer to nothing', { messageId: uuidv7(), body: 'x', replyTo: 'x' }, { replyTo: 'invalid' }],
    ['an answer to what is not there', { messageId: uuidv7(), body: 'x', replyTo: uuidv7() }, { replyTo: 'unknown' }],
  ])('%s is 400 with what is wrong, and nothing is kept', async (_, wrong, errors) => {
    const answer = await post(wrong)
    expect([answer.status, await answer.json()]).toEqual([400, { errors }])
    expect(await storedOf(ana)).toEqual([])
  })

  it('4,096 characters of any script go, and an answer carries what it answers', async () => {
    const asked = await wrote(ana, 'Ada jadwal?')
    const body = '字😀'.repeat(1_365) + 'x'
    expect((await post({ messageId: uuidv7(), body, replyTo: asked })).status).toBe(202)
    const [stored] = await storedOf(ana)
    expect(stored).toMatchObject({ body, answers: `wamid.${asked}` })
    // What itself was not sent cannot be answered yet.
    const answer = await post({ messageId: uuidv7(), body: 'x', replyTo: stored?.id })
    expect(await answer.json()).toEqual({ errors: { replyTo: 'not-sent' } })
  })

  it('contacts with a name of 200 characters, or none, are written to like others', async () => {
    for (const name of ['x'.repeat(200), null]) {
      const contact = await givenConversation(db, ours)
      await db.platform.updateTable('contacts').set({ name }).where('id', '=', contact.contactId).execute()
      expect((await post({ messageId: uuidv7(), body: 'Halo' }, '', contact.contactId)).status).toBe(202)
      const { rows } = await read<ListPage>(name === null ? '/api/inbox' : `/api/inbox?q=${name}`)
      expect(rows[0]).toMatchObject({ name, contactId: contact.contactId, lastMessage: { body: 'Halo' } })
    }
  })

  it('another method than POST sends nothing', async () => {
    const answer = await fetch(`${web.base}/api/conversations/${ana.contactId}`, {
      method: 'PUT',
      headers: { cookie, origin: web.base, 'content-type': 'application/json' },
      body: JSON.stringify({ messageId: uuidv7(), body: 'Halo' }),
    })
    expect(answer.status).toBe(405)
    expect(await storedOf(ana)).toEqual([])
  })

  it('an unknown contact is 404', async () => {
    for (const contactId of [uuidv7(), 'x', '%00', "'%20or%201=1"])
      expect((await post({ messageId: uuidv7(), body: 'x' }, '', contactId)).status).toBe(404)
  })
})

it('an order about the floor that nobody takes is 503 and changes nothing; one that is none is 400', async () => {
  const answer = await post({ order: 'takeOver' }, '/floor')
  expect([answer.status, await answer.json()]).toEqual([503, { outcome: 'unavailable' }])
  expect((await open()).conversation.floor).toBe('bot')
  const wrong = await post({ order: 'dance' }, '/floor')
  expect([wrong.status, await wrong.json()]).toEqual([400, { errors: { order: 'invalid' } }])
})

describe('POST /api/conversations/:contactId/messages/:messageId/resend', () => {
  async function givenFailed(): Promise<string> {
    const messageId = uuidv7()
    await post({ messageId, body: 'Ada' })
    const failure = JSON.stringify({ code: 131026, kind: 'unreachable', detail: 'Message Undeliverable.' })
    await db.platform.updateTable('messages').set({ status: 'failed', failure }).where('id', '=', messageId).execute()
    return messageId
  }
  const again = (messageId: string) => post({}, `/messages/${messageId}/resend`)

  it('says why it failed, then keeps it to be sent again', async () => {
    const messageId = await givenFailed()
    expect((await open()).thread.items).toMatchObject([
      { id: messageId, failure: { kind: 'unreachable', code: 131026, reason: 'Message Undeliverable.' } },
    ])
    const answer = await again(messageId)
    expect(answer.status).toBe(202)
    expect(await answer.json()).toMatchObject({ outcome: 'unavailable', message: { status: 'queued', failure: null } })
  })

  it('says that the window has closed, and that there is no such message', async () => {
    const messageId = await givenFailed()
    const { conversationId } = ana
    const last_inbound_at = new Date(Date.now() - 25 * 3_600_000)
    await db.platform.updateTable('conversations').set({ last_inbound_at }).where('id', '=', conversationId).execute()
    const closed = await again(messageId)
    expect([closed.status, await closed.json()]).toEqual([409, { errors: { window: 'closed' } }])
    for (const id of [uuidv7(), await wrote(ana, 'of the customer'), 'x']) expect((await again(id)).status).toBe(404)

    // WhatsApp takes a template at any time.
    await db.platform.updateTable('messages').set({ kind: 'template' }).where('id', '=', messageId).execute()
    expect((await again(messageId)).status).toBe(202)
  })
})

it('the list tells of a number that WhatsApp has stopped, to its own workspace alone', async () => {
  const stopped = { stopped_at: new Date(), stopped_reason: 'token', stopped_code: 190, display_phone: '+62 21 555' }
  const other = await givenWorkspace(db)
  await db.platform.updateTable('channels').set(stopped).where('id', '=', other.channelId).execute()
  expect((await read<ListPage>('/api/inbox')).stopped).toEqual([])
  await db.platform.updateTable('channels').set(stopped).where('id', '=', ours.channelId).execute()
  expect((await read<ListPage>('/api/inbox')).stopped).toMatchObject([
    { channelId: ours.channelId, phone: '+62 21 555', reason: 'token' },
  ])
  expect((await open()).stopped).toMatchObject({ channelId: ours.channelId, reason: 'token' })
})
