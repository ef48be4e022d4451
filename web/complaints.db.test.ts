import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { readBotCounters } from '#db/queries/bot-counters.ts'
import { givenConversation, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { ComplaintAnswer, OpenConversation } from './app/inbox/contract.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let ours: GivenWorkspace
let me: { id: string; email: string }
let cookie: string
let ana: GivenConversation
let said: string

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url })
})
beforeEach(async () => {
  ours = await givenWorkspace(db)
  me = await givenPerson(db, { workspaceId: ours.workspaceId })
  cookie = await web.signIn(me.email)
  ana = await givenConversation(db, ours, { name: 'Ana' })
  said = await givenReply()
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

async function givenReply(about: { author?: string; status?: string } = {}): Promise<string> {
  const id = uuidv7()
  const { author = 'bot', status = 'delivered' } = about
  const at = { conversation_id: ana.conversationId, channel_id: ours.channelId, sent_at: new Date() }
  await db.inWorkspace(ours.workspaceId, (tx) =>
    tx
      .insertInto('messages')
      .values({ id, ...at, direction: 'outbound', author, kind: 'text', body: 'Mulai Februari.', status })
      .execute(),
  )
  return id
}

const post = (json: unknown, messageId = said, contactId = ana.contactId) =>
  web.ask(`/api/conversations/${contactId}/messages/${messageId}/complaint`, { cookie, json })
const messageOf = async (answer: Response) => ((await answer.json()) as ComplaintAnswer).message
const complaints = () =>
  db.inWorkspace(ours.workspaceId, async (tx) => {
    const { total } = await readBotCounters(tx, { from: new Date(0), to: new Date(Date.now() + 60_000) })
    return total.customerComplaints
  })
const audited = async () =>
  (
    await db.inWorkspace(ours.workspaceId, (tx) =>
      tx.selectFrom('audit_log').where('subject', '=', said).select(['actor', 'action']).orderBy('id').execute(),
    )
  ).map(({ actor, action }) => `${actor === me.id ? 'me' : actor} ${action}`)

describe('POST /api/conversations/:contactId/messages/:messageId/complaint', () => {
  it('LM-24 LM-23 records it once, with who and why, and counts it; taken back, it no longer counts', async () => {
    const answer = await post({ order: 'make', note: '  Mulainya Oktober. ' })
    expect(answer.status).toBe(200)
    expect(await messageOf(answer)).toMatchObject({ id: said, complaint: { note: 'Mulainya Oktober.' } })
    expect(await complaints()).toBe(1)
    // Again, without the note: the newest word stands, and it is one complaint still.
    expect(await messageOf(await post({ order: 'make' }))).toMatchObject({ complaint: { note: null } })
    expect(await complaints()).toBe(1)
    const thread = (await (await web.ask(`/api/conversations/${ana.contactId}`, { cookie })).json()) as OpenConversation
    expect(thread.thread.items).toMatchObject([
      { id: said, complaint: { note: null, by: expect.any(String) as string } },
    ])

    const back = await messageOf(await post({ order: 'takeBack' }))
    expect(back.complaint).toBeUndefined()
    expect(await complaints()).toBe(0)
    expect((await post({ order: 'takeBack' })).status).toBe(200)
    expect(await audited()).toEqual(['me complaint.made', 'me complaint.changed', 'me complaint.taken-back'])
  })

  it('pressed by many at once is one complaint', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post({ order: 'make' })))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(await complaints()).toBe(1)
    expect((await audited()).filter((line) => line.endsWith('made'))).toHaveLength(1)
  })

  it('takes none about what ARI did not write, what has not gone out, and what is not there', async () => {
    const others = [await givenReply({ author: 'staff' }), await givenInbound(db, ours, ana, 'Salah!')]
    for (const id of [...others, await givenReply({ status: 'queued' }), await givenReply({ status: 'failed' })]) {
      const answer = await post({ order: 'make' }, id)
      expect([answer.status, await answer.json()]).toEqual([409, { errors: { messageId: 'not-of-ari' } }])
    }
    const elsewhere = await givenConversation(db, ours)
    expect((await post({ order: 'make' }, said, elsewhere.contactId)).status).toBe(404)
    for (const id of [uuidv7(), 'x']) expect((await post({ order: 'make' }, id)).status).toBe(404)
    expect(await complaints()).toBe(0)
  })

  it.each([
    [{ order: 'make', note: 'x'.repeat(501) }, { note: 'too-long' }],
    [{ order: 'make', note: '   ' }, { note: 'empty' }],
    [{ order: 'make', note: 7 }, { note: 'empty' }],
    [{ order: 'shout' }, { order: 'invalid' }],
    [null, { order: 'invalid' }],
  ])('refuses what it cannot keep, by field: %j', async (body, errors) => {
    const answer = await post(body)
    expect([answer.status, await answer.json()]).toEqual([400, { errors }])
  })
})
