import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import { mergeContacts } from '#db/queries/merge-contacts.ts'
import { givenConversation, givenState, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenTalk } from '../dev/test-kit/inbox.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { ListPage, OpenConversation } from './app/inbox/contract.ts'

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
  web = await startWeb({ databaseUrl: postgres.url })
})
beforeEach(async () => {
  ours = await givenWorkspace(db)
  me = await givenPerson(db, { workspaceId: ours.workspaceId })
  cookie = await web.signIn(me.email)
  ana = await givenTalk(db, ours, 'Ana')
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

const read = async <T>(path: string) => (await (await web.ask(path, { cookie })).json()) as T
const open = (contactId = ana.contactId) => read<OpenConversation>(`/api/conversations/${contactId}`)
const give = (json: unknown, as = cookie, contactId = ana.contactId) =>
  web.ask(`/api/conversations/${contactId}/score`, { cookie: as, json })
/** ARI has counted anew. */
const ariCounts = (score: number, turn = 1) =>
  db.inWorkspace(ours.workspaceId, (tx) =>
    projectState(tx, { conversationId: ana.conversationId, state: givenState({ score, turn }), passed: [] }),
  )
const audited = () =>
  db.inWorkspace(ours.workspaceId, (tx) =>
    tx
      .selectFrom('audit_log')
      .where('subject', '=', ana.contactId)
      .where('action', 'like', 'score.%')
      .select(['actor', 'action', 'detail'])
      .orderBy('id')
      .execute(),
  )

describe('a score that a person gives', () => {
  it('counts in list and panel beside ARI’s own, which goes on; taken back, ARI’s counts again', async () => {
    await ariCounts(43)
    expect((await give({ score: 80, reason: '  Datang ke kantor. ' })).status).toBe(200)
    await ariCounts(51, 2)
    const { conversation, panel, thread } = await open()
    expect(conversation).toMatchObject({ score: 80, isScoreByHand: true })
    expect(panel).toMatchObject({ ariScore: 51, scoreByHand: { score: 80, reason: 'Datang ke kantor.' } })
    expect(panel.scoreByHand?.by).toEqual(expect.any(String))
    expect((await read<ListPage>('/api/inbox')).rows).toMatchObject([{ score: 80, isScoreByHand: true }])
    expect(thread.items.at(-1)).toMatchObject({ type: 'score', score: 80, userName: panel.scoreByHand?.by })

    expect(await (await give({ score: null })).json()).toEqual({ outcome: 'set' })
    const after = await open()
    expect(after.conversation).toMatchObject({ score: 51, isScoreByHand: false })
    expect(after.panel).toMatchObject({ ariScore: 51, scoreByHand: null })
    expect(after.thread.items.at(-1)).toMatchObject({ type: 'score', score: null })
    // Why is not for the log.
    expect(await audited()).toEqual([
      { actor: me.id, action: 'score.set', detail: { score: 80, before: null, ari: 43 } },
      { actor: me.id, action: 'score.cleared', detail: { score: null, before: 80, ari: 51 } },
    ])
  })

  it('said twice is one line, and of two people the later stands with a line for each', async () => {
    const other = await givenPerson(db, { workspaceId: ours.workspaceId })
    const theirs = await web.signIn(other.email)
    const answers = [await give({ score: 80 }), await give({ score: 80 }), await give({ score: 20 }, theirs)]
    const outcomes = await Promise.all(answers.map(async (answer) => (await answer.json()) as unknown))
    expect(outcomes).toEqual([{ outcome: 'set' }, { outcome: 'unchanged' }, { outcome: 'set' }])
    // The same again within a turn is a line of its own.
    await give({ score: 80 })
    const { conversation, thread } = await open()
    expect(conversation.score).toBe(80)
    expect(thread.items.flatMap((item) => (item.type === 'score' ? [item.score] : []))).toEqual([80, 20, 80])
    const atOnce = await Promise.all([give({ score: 1 }), give({ score: 2 }, theirs)])
    expect(atOnce.map(({ status }) => status)).toEqual([200, 200])
    const last = (await open()).thread.items.findLast((item) => item.type === 'score')
    expect((await open()).conversation.score).toBe(last?.score)
  })

  it('is refused by the API where it is no whole number from 0 to 98', async () => {
    for (const score of [99, -1, 1.5, '80', undefined, [5]]) {
      const answer = await give({ score })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toEqual({ errors: { score: expect.any(String) as string } })
    }
    expect((await open()).panel.scoreByHand).toBeNull()
  })

  it('has a reason of 500 characters at most, and of a contact that is not ours there is none', async () => {
    expect((await give({ score: 5, reason: 'x'.repeat(501) })).status).toBe(400)
    expect((await give({ score: 0, reason: 'x'.repeat(500) })).status).toBe(200)
    const elsewhere = await givenConversation(db, await givenWorkspace(db))
    expect((await give({ score: 5 }, cookie, elsewhere.contactId)).status).toBe(404)
    expect((await web.ask(`/api/conversations/${ana.contactId}/score`, { cookie })).status).toBeGreaterThanOrEqual(400)
  })

  it.each(['first', 'second'] as const)('stays when two contacts become one: the later (%s) of two', async (later) => {
    const twin = await givenTalk(db, ours, 'Ana lagi')
    const [one, two] = later === 'first' ? [twin, ana] : [ana, twin]
    await give({ score: 30, reason: 'dulu' }, cookie, one.contactId)
    await give({ score: 70, reason: 'nanti' }, cookie, two.contactId)
    const into = await db.inWorkspace(ours.workspaceId, (tx) =>
      mergeContacts(tx, ours.workspaceId, [ana.contactId, twin.contactId]),
    )
    expect(into).toBe(ana.contactId)
    const { conversation, panel } = await open(twin.contactId)
    expect(conversation.contactId).toBe(ana.contactId)
    expect(panel.scoreByHand).toMatchObject({ score: 70, reason: 'nanti' })
    const gone = await db.platform
      .selectFrom('contacts')
      .where('id', '=', twin.contactId)
      .select(['score_by_hand', 'score_reason'])
      .executeTakeFirst()
    expect(gone).toEqual({ score_by_hand: null, score_reason: null })
  })
})
