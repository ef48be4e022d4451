import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import {
  givenConversation,
  givenHeldDraft,
  givenInbound,
  givenProposal,
  givenWorkspace,
} from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { ProposalPage, ShownProposal, SimilarAnswer } from './app/review/learning.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspace: GivenWorkspace
let conversation: GivenConversation
let messageId: string
const people: Record<string, { id: string; cookie: string }> = {}

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  web = await startWeb({ databaseUrl: url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:1' } })
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  for (const [name, role] of [
    ['admin', 'admin'],
    ['owner', 'owner'],
    ['member', 'member'],
  ] as const) {
    const { id, email } = await givenPerson(db, { workspaceId, role })
    people[name] = { id, cookie: await web.signIn(email) }
  }
  conversation = await givenConversation(db, workspace)
  messageId = await givenInbound(db, workspace, conversation, 'Kolam renang buka jam berapa?')
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await stopDatabase()
})
beforeEach(async () => {
  await db.platform.deleteFrom('drafts').execute()
  await db.platform.deleteFrom('knowledge').execute()
  await db.platform.deleteFrom('test_conversations').execute()
})

const by = (name: string) => ({ cookie: people[name]?.cookie ?? '' })
const decide = async (id: string, order: object, name = 'admin') => {
  const answer = await web.ask(`/api/review/proposals/${id}`, { ...by(name), json: order })
  const said = (await answer.json()) as { proposal?: ShownProposal; errors?: Record<string, string>; entryId?: string }
  return { status: answer.status, ...said }
}
const pageOf = async (query = '', name = 'member') =>
  (await (await web.ask(`/api/review/proposals?${query}`, by(name))).json()) as ProposalPage
const openNow = async () =>
  ((await (await web.ask('/api/review/proposals?count', by('member'))).json()) as { open: number }).open
async function proposal(title = 'Kolam renang'): Promise<string> {
  const draftId = await givenHeldDraft(db, workspace, conversation, 'Saya tanyakan dulu.')
  return givenProposal(db, workspace, { draftId, messageId, title })
}

const ENTRY = { order: 'acceptEntry', kind: 'faq', language: 'id', title: 'Jam kolam', content: 'Kolam buka jam 9.' }
const CASE = { order: 'acceptCase', title: 'Jam kolam', says: ['jam 9'], saysNot: [] }

describe('BY-11 what is proposed', () => {
  it('is read by members, and decided by admins and owners alone', async () => {
    const id = await proposal()
    const [shown] = (await pageOf()).proposals
    expect(shown).toMatchObject({
      ...{ id, messageId, contactId: conversation.contactId, asked: ['Kolam renang buka jam berapa?'] },
      ...{ drafted: 'Saya tanyakan dulu.', entry: { title: 'Kolam renang', decided: { state: 'open' } } },
    })
    expect((await decide(id, ENTRY, 'member')).status).toBe(403)
    expect(await openNow()).toBe(1)
    expect((await decide(id, ENTRY, 'owner')).proposal?.entry).toMatchObject({
      title: 'Jam kolam',
      kept: { title: 'Jam kolam' },
    })
    expect((await decide(id, CASE)).proposal?.testCase).toMatchObject({
      says: ['jam 9'],
      decided: { state: 'accepted' },
    })
    expect(await openNow()).toBe(0)
    expect((await pageOf('state=accepted')).proposals.map((one) => one.id)).toEqual([id])
    const kept = await db.platform
      .selectFrom('knowledge')
      .select(['title', 'content', 'active', 'updated_by'])
      .execute()
    expect(kept).toEqual([
      { title: 'Jam kolam', content: 'Kolam buka jam 9.', active: true, updated_by: people['owner']?.id },
    ])
  })

  it('is dismissed, and that is undone', async () => {
    const id = await proposal()
    const aside = (order: string) => decide(id, { order, parts: ['entry', 'case'] })
    expect((await aside('dismiss')).proposal?.entry?.decided).toMatchObject({ state: 'dismissed' })
    expect((await pageOf('state=dismissed')).proposals).toHaveLength(1)
    expect((await aside('dismiss')).status).toBe(409)
    expect((await aside('reopen')).proposal?.testCase?.decided).toEqual({ state: 'open', by: null, at: null })
    const log = await db.platform.selectFrom('audit_log').where('subject', '=', id).select('action').execute()
    expect(log.map(({ action }) => action).toSorted()).toEqual(['proposal.dismissed', 'proposal.reopened'])
  })

  it('is taken over once where two people do it at the same moment: the other sees who was first', async () => {
    const id = await proposal()
    const answers = await Promise.all(['admin', 'owner'].map((name) => decide(id, ENTRY, name)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const late = answers.find(({ status }) => status === 409)
    expect(late?.proposal?.entry?.decided).toMatchObject({ state: 'accepted', by: expect.any(String) as string })
    expect(await db.platform.selectFrom('knowledge').select('id').execute()).toHaveLength(1)
  })

  it('says beside its field what is wrong, and which entry has the title already', async () => {
    const id = await proposal()
    expect(await decide(id, { ...ENTRY, title: ' ', content: 'Jam 9' })).toMatchObject({
      ...{ status: 400, errors: { title: 'missing', content: 'one-word' } },
    })
    expect(await decide(id, { ...CASE, says: [] })).toMatchObject({ status: 400, errors: { says: 'nothing-to-say' } })
    expect(await decide(id, { ...CASE, says: [' '] })).toMatchObject({ status: 400, errors: { says: 'missing' } })
    expect((await decide(id, { order: 'publish' })).status).toBe(400)
    const entryId = uuidv7()
    const { kind, language, title, content } = ENTRY
    await db.inWorkspace(workspace.workspaceId, (tx) =>
      tx.insertInto('knowledge').values({ id: entryId, kind, language, title, content }).execute(),
    )
    expect(await decide(id, ENTRY)).toMatchObject({ status: 409, errors: { title: 'taken' }, entryId })
    expect((await pageOf()).proposals).toHaveLength(1)
  })

  it('is beside the entries that answer the same question already', async () => {
    const id = await proposal('Kolam renang buka jam berapa?')
    await db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .insertInto('knowledge')
        .values([
          { id: uuidv7(), kind: 'faq', language: 'id', title: 'Kolam renang', content: 'Ada di lantai dua.' },
          { id: uuidv7(), kind: 'faq', language: 'id', title: 'Visa', content: 'Diurus tim kami.' },
        ])
        .execute(),
    )
    const answer = await web.ask(`/api/review/proposals/${id}`, by('member'))
    const { similar } = (await answer.json()) as SimilarAnswer
    expect(similar.map(({ title }) => title)).toEqual(['Kolam renang'])
  })

  it('is gone with its draft', async () => {
    const id = await proposal()
    await db.platform.deleteFrom('drafts').execute()
    expect((await decide(id, ENTRY)).status).toBe(404)
    expect((await web.ask(`/api/review/proposals/${id}`, by('admin'))).status).toBe(404)
    expect(await db.platform.selectFrom('knowledge').select('id').execute()).toEqual([])
  })

  it('500 of them come 50 at a time, each once, the newest first', async () => {
    const { workspaceId } = workspace
    await db.inWorkspace(workspaceId, async (tx) => {
      const { conversationId } = conversation
      await sql`
        insert into drafts (id, conversation_id, turn, version, reply, intent, confidence, model, prompt_version, prompt, raw_answer, checks)
        select gen_random_uuid(), ${conversationId}, n, 1, 'r', 'other', 1, 'm', '1', '{}', '{}', '[]' from generate_series(1, 500) n`.execute(
        tx,
      )
      await sql`
        insert into review_proposals (id, draft_id, message_ids, entry, entry_state, created_at)
        select gen_random_uuid(), id, '{}', '{"kind": "faq", "language": "id", "title": "t", "content": "c"}', 'open',
          now() - turn / 10 * interval '1 second' from drafts`.execute(tx)
    })
    expect(await openNow()).toBe(500)
    const [seen, times] = [new Set<string>(), [] as string[]]
    let next: string | null = ''
    for (let pages = 0; next !== null && pages < 20; pages += 1) {
      const page: ProposalPage = await pageOf(next === '' ? '' : `after=${next}`)
      expect(page.proposals.length).toBe(50)
      page.proposals.forEach(({ id, createdAt }) => {
        seen.add(id)
        times.push(createdAt)
      })
      next = page.next
    }
    expect(seen.size).toBe(500)
    expect(times).toEqual(times.toSorted().reverse())
  })
})
