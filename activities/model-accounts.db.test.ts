import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createModel, type ModelOptions } from '#clients/ai/model.ts'
import { PROMPT_VERSION } from '#clients/ai/prompt-version.ts'
import { connect, type Database } from '#db/connect.ts'
import { readBotCounters } from '#db/queries/bot-counters.ts'
import { keepComplaint, takeComplaintBack } from '#db/queries/complaints.ts'
import { readUsageByConversation, readUsageByDay, readUsageToday } from '#db/queries/model-usage.ts'
import { insertNoteOnce } from '#db/queries/notes.ts'
import { handToPeople } from '#domain/conversation/floor.ts'
import { OPENING } from '#domain/conversation/step.ts'
import type { Heard, Stage } from '#schema/conversation.ts'
import { startModelSimulator, type StructuredAnswer } from '../dev/simulators/model/model.ts'
import { givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import { givenConversation, givenDraft, givenInbound, givenSlots, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createConversationActivities } from './conversation.ts'
import { createReviewActivities } from './review.ts'
import { createDraftActivities } from './draft-reply.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let workspace: GivenWorkspace
let conversation: GivenConversation
let turn = 0

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  llm = await startModelSimulator({ port: 0 })
})
afterAll(async () => {
  await llm.close()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  llm.control.reset()
  workspace = await givenWorkspace(db)
  conversation = await givenConversation(db, workspace)
  turn = 0
})

type Burst = { stage?: Stage; database?: Database; options?: ModelOptions; endpoints?: string[]; messageId?: string }

/** One burst through the real activity; the same message again where one is named. */
async function draft(body: string, burst: Burst = {}): Promise<{ heard: Heard; messageId: string }> {
  const { stage = 'qualification', database = db, options = {}, endpoints = ['grok-4.3'] } = burst
  const messageId = burst.messageId ?? (await givenInbound(db, workspace, conversation, body))
  const model = createModel(
    endpoints.map((name, index) => ({ name: `e${index}`, baseUrl: llm.baseUrl, model: name })),
    { patienceMs: 0, ...options },
  )
  turn += burst.messageId === undefined ? 1 : 0
  const heard = await runActivity(createDraftActivities(givenDeps(database, { model })).draftReply, {
    ...{ workspaceId: workspace.workspaceId, conversationId: conversation.conversationId },
    ...{ turn, version: 1, messageIds: [messageId], stage, lastReplyAtMs: null, rulesVersion: 0 },
  })
  return { heard, messageId }
}

const says = (answer: Partial<StructuredAnswer>) => llm.control.script({ do: 'answer', answer })
const ours = <T>(work: Parameters<typeof db.inWorkspace<T>>[1]) => db.inWorkspace(workspace.workspaceId, work)
const ALWAYS = { from: new Date(0), to: new Date(Date.now() + 86_400_000) }
const callsKept = () =>
  ours((tx) =>
    tx
      .selectFrom('model_calls')
      .where('conversation_id', '=', conversation.conversationId)
      .selectAll()
      .orderBy('id')
      .execute(),
  )
const countersOf = async () => (await ours((tx) => readBotCounters(tx, ALWAYS))).total
const systemAsked = () =>
  (llm.control.requests().at(-1)?.body as { messages: { content: string }[] }).messages[0]?.content ?? ''
const given = (entry: { kind: string; title: string; content: string }) =>
  ours(async (tx) => {
    const id = uuidv7()
    await tx
      .insertInto('knowledge')
      .values({ id, language: 'id', ...entry })
      .execute()
    return id
  })

describe('what is kept with a draft', () => {
  it('is who answered, in what time, by which words, from what was found', async () => {
    const found = await given({ kind: 'course', title: 'Kuliah di Melbourne', content: 'Mulai Februari.' })
    says({ reply: 'Mulai Februari.', citations: [`[k:${found}]`] })
    await draft('Kapan kuliah di Melbourne mulai?')
    const row = await ours((tx) => tx.selectFrom('drafts').selectAll().executeTakeFirstOrThrow())
    expect(row).toMatchObject({
      ...{ endpoint: 'e0', model: 'e0/grok-4.3', is_fallback: false, prompt_version: PROMPT_VERSION },
      ...{ retrieved: [found], citations: [found] },
    })
    // Each with the words that led to it, so that one can tell later why it was there.
    const why = { asked: 'melbourne', matched: 'melbourne', by: 'word', inTitle: true }
    expect(row.found).toEqual([
      {
        ...{ id: found, score: expect.any(Number) as number },
        why: expect.arrayContaining([expect.objectContaining(why)]) as unknown,
      },
    ])
    expect(row.model_ms).toBeGreaterThan(0)
    expect(row.prompt).toMatchObject({ system: systemAsked() })
  })

  it('holds the facts of an answer by schema, which are a list of pairs', async () => {
    says({ facts: { destination: 'Australia' } })
    await draft('Ke Australia')
    const asked = llm.control.requests().at(-1)
    expect(JSON.parse(asked?.content ?? '{}')).toMatchObject({ facts: [{ key: 'destination', value: 'Australia' }] })
    const facts = await ours((tx) => tx.selectFrom('contact_facts').select(['key', 'value']).execute())
    expect(facts).toEqual([{ key: 'destination', value: 'Australia' }])
  })
})

describe('what the model costs', () => {
  it('is kept for each call in the transaction of its draft, also of the answer that was thrown away', async () => {
    llm.control.script({ do: 'raw', content: 'Tentu!' })
    says({ reply: 'Baik.' })
    const { heard } = await draft('Halo')
    const rows = await callsKept()
    expect(rows).toMatchObject([
      { outcome: 'unreadable', is_repair: false, is_fallback: false, is_estimated: false },
      { outcome: 'answered', is_repair: true, is_fallback: false, is_estimated: false },
    ])
    for (const row of rows) {
      expect(row).toMatchObject({ draft_id: heard.kind === 'draft' ? heard.draft.draftId : '', turn: 1 })
      expect(Number(row.cost)).toBe(Math.round(row.input_tokens * 1.25 + row.output_tokens * 2.5))
    }
  })

  it('is kept where no draft came of it', async () => {
    llm.control.setStanding({ do: 'error', status: 401 })
    await expect(draft('Halo')).rejects.toMatchObject({ type: 'ModelFailed' })
    expect(await callsKept()).toMatchObject([
      { outcome: 'failed', reason: 'HTTP 401', draft_id: null, input_tokens: 0, cost: 0 },
    ])
  })

  it('is summed by day and model, by conversation, and for all workspaces of today', async () => {
    await draft('Halo')
    await draft('Ke Australia', { endpoints: ['llama3.1'] })
    const other = conversation
    conversation = await givenConversation(db, workspace)
    await draft('Halo juga')
    const days = await ours((tx) => readUsageByDay(tx, ALWAYS))
    expect(days).toMatchObject([
      { model: 'e0/grok-4.3', calls: 2, unpriced: 0 },
      { model: 'e0/llama3.1', calls: 1, unpriced: 1, cost: 0 },
    ])
    expect(days[0]?.day).toMatch(/^\d{4}-\d\d-\d\d$/)
    const conversations = await ours((tx) => readUsageByConversation(tx, { ...ALWAYS, limit: 10 }))
    expect(conversations.map(({ conversationId, calls }) => [conversationId, calls])).toEqual(
      expect.arrayContaining([
        [other.conversationId, 2],
        [conversation.conversationId, 1],
      ]),
    )
    const sum = (key: 'cost' | 'inputTokens') => days.reduce((all, day) => all + day[key], 0)
    expect(conversations.reduce((all, { cost }) => all + cost, 0)).toBe(sum('cost'))
    expect(await ours((tx) => readUsageByDay(tx, { from: new Date(0), to: new Date(1) }))).toEqual([])
    const today = await readUsageToday(db.platform)
    const answered = today.find(({ endpoint, outcome }) => endpoint === 'e0' && outcome === 'answered')
    expect(answered?.inputTokens).toBeGreaterThanOrEqual(sum('inputTokens'))
    expect(JSON.stringify(today)).not.toContain(workspace.workspaceId)
  })

  it('of one workspace is not seen in another', async () => {
    await draft('Halo')
    workspace = await givenWorkspace(db)
    expect(await ours((tx) => readUsageByDay(tx, ALWAYS))).toEqual([])
  })
})

describe('LM-23 the five counters', () => {
  const NONE = {
    responsesGenerated: 0,
    escalationsTriggered: 0,
    uncertaintyDetected: 0,
    humanReviewChanges: 0,
    customerComplaints: 0,
  }
  const save = (state: ReturnType<typeof handToPeople>, draftId: string | null) =>
    createConversationActivities({ db }).saveState({
      ...{ workspaceId: workspace.workspaceId, conversationId: conversation.conversationId, state, draftId },
      ...{ passed: [], messageIds: [], outcome: 'human' },
    })

  it('count one each when each happens once, and no more when it is told again', async () => {
    expect(await countersOf()).toEqual(NONE)

    const { messageId } = await draft('Halo')
    await draft('Halo', { messageId })
    expect(await countersOf()).toEqual({ ...NONE, responsesGenerated: 1 })

    says({ confidence: 0.69 })
    const unsure = await draft('Berapa lama?')
    says({ confidence: 0.4 })
    await draft('Berapa lama?', { messageId: unsure.messageId })
    expect(await countersOf()).toEqual({ ...NONE, responsesGenerated: 2, uncertaintyDetected: 1 })

    const escalated = handToPeople(OPENING, 'low_confidence')
    await save(escalated, null)
    await save(escalated, null)
    expect(await countersOf()).toMatchObject({ escalationsTriggered: 1 })

    const [reviewer, draftId] = [uuidv7(), await givenDraft(db, workspace, conversation)]
    await db.platform
      .insertInto('users')
      .values({ id: reviewer, name: 'R', email: `${reviewer}@example.test` })
      .execute()
    const ids = { workspaceId: workspace.workspaceId, conversationId: conversation.conversationId, draftId }
    const { holdDraft, keepReview } = createReviewActivities(givenDeps(db))
    await holdDraft({ ...ids, as: 'draft', dueAtMs: null, endsAtMs: null })
    const escalation = { ...ids, verdict: 'escalate' as const, userId: reviewer }
    await keepReview(escalation)
    await keepReview(escalation)
    expect(await countersOf()).toMatchObject({ escalationsTriggered: 1, humanReviewChanges: 1 })

    const botMessage = await givenBotMessage()
    const complaint = { conversationId: conversation.conversationId, messageId: botMessage, userId: null, note: null }
    await ours((tx) => keepComplaint(tx, complaint))
    await ours((tx) => keepComplaint(tx, complaint))
    expect(await countersOf()).toEqual({
      ...{ responsesGenerated: 2, escalationsTriggered: 1, uncertaintyDetected: 1 },
      ...{ humanReviewChanges: 1, customerComplaints: 1 },
    })
    await ours((tx) => takeComplaintBack(tx, complaint))
    expect(await countersOf()).toMatchObject({ customerComplaints: 0 })
  })

  it('do not count what people did by themselves, nor an answer that nobody can read', async () => {
    await save(handToPeople(OPENING, 'taken_over', null), null)
    llm.control.setStanding({ do: 'raw', content: '<html>' })
    await draft('Halo')
    expect(await countersOf()).toEqual(NONE)
  })

  it("stand by the workspace's own days", async () => {
    await ours((tx) =>
      tx
        .insertInto('bot_events')
        .values(
          // 23:30 and 00:30 in Jakarta.
          ['2026-03-01T16:30:00Z', '2026-03-01T17:30:00Z'].map((at) => ({
            counter: 'responsesGenerated',
            subject: at,
            at: new Date(at),
          })),
        )
        .execute(),
    )
    const midnights = ['2026-03-01', '2026-03-02'].map((day) => ({ day, from: new Date(`${day}T00:00:00+07:00`) }))
    const { days, total } = await ours((tx) => readBotCounters(tx, ALWAYS, midnights))
    expect(days.map(({ day, responsesGenerated }) => [day, responsesGenerated])).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 1],
    ])
    expect(total.responsesGenerated).toBe(2)
  })
})

describe('what feeds an answer', () => {
  it('LM-12 is the database: a changed course, phone, address and slot stand in the next prompt', async () => {
    const course = await given({ kind: 'course', title: 'Kuliah di Melbourne', content: 'Mulai Februari.' })
    await draft('Kuliah di Melbourne kapan mulai?', { stage: 'booking' })
    expect(systemAsked()).toContain('Mulai Februari.')
    expect(systemAsked()).not.toContain('[s:')
    const [slot = ''] = await givenSlots(db, workspace, 1)
    await ours((tx) =>
      tx.updateTable('knowledge').set({ content: 'Mulai Oktober.' }).where('id', '=', course).execute(),
    )
    await db.platform
      .updateTable('workspaces')
      .set({ phone: '+62 21 5550 999', email: 'contact@eagleoverseas.com' })
      .where('id', '=', workspace.workspaceId)
      .execute()
    await draft('Kuliah di Melbourne kapan mulai?', { stage: 'booking' })
    expect(systemAsked()).toContain('Mulai Oktober.')
    expect(systemAsked()).not.toContain('Februari')
    for (const part of ['Phone: +62 21 5550 999', 'Email: contact@eagleoverseas.com', `[s:${slot}]`])
      expect(systemAsked()).toContain(part)
  })

  it('LM-13 is knowledge and the free times; beside them only the conversation itself is read', async () => {
    await given({ kind: 'policy', title: 'Dokumen', content: 'Paspor.' })
    await givenSlots(db, workspace, 1)
    const read = new Set<string>()
    // Postgres adds up what a connection read before as well: a connection of its own has read nothing.
    const fresh = connect(postgres.url)
    const watched: Database = {
      ...fresh,
      inWorkspace: (id, work) =>
        fresh.inWorkspace(id, async (tx) => {
          const result = await work(tx)
          if (llm.control.requestCount() > 0) return result
          // What this transaction has looked into, by Postgres's own count.
          const { rows } = await sql<{ name: string }>`select relname as name from pg_stat_xact_user_tables
            where schemaname = 'public' and coalesce(seq_scan, 0) + coalesce(idx_scan, 0) > 0`.execute(tx)
          for (const { name } of rows) read.add(name)
          return result
        }),
    }
    await draft('Dokumen apa saja?', { database: watched, stage: 'booking' }).finally(() => fresh.close())
    // A new one must be thought about here: may its words reach a customer?
    const sources = ['knowledge', 'slots', 'consultants', 'bookings']
    const settings = ['workspaces', 'channels', 'ari_versions']
    const itself = ['conversations', 'conversation_events', 'contacts', 'contact_facts', 'messages', ...settings]
    const search = ['knowledge_synonyms', 'knowledge_vectors', 'knowledge_meaning']
    const availability = ['consultant_exceptions', 'consultant_hours', 'holidays']
    expect([...read].filter((name) => ![...itself, ...availability, ...search].includes(name)).sort()).toEqual(
      sources.sort(),
    )
  })

  it('LM-19 LM-20 is nothing else of the customer, and nothing of any other', async () => {
    const { contactId } = conversation
    await db.inWorkspace(workspace.workspaceId, async (tx) => {
      const note = { id: uuidv7(), contactId, userId: await givenUser(), body: 'CATATAN-RAHASIA' }
      await insertNoteOnce(tx, note)
      await tx.updateTable('contacts').set({ email: 'nadia@contoh.id' }).where('id', '=', contactId).execute()
    })
    const other = await givenConversation(db, workspace, { name: 'Bambang Lain' })
    await givenInbound(db, workspace, other, 'WORDS-OF-ANOTHER')
    await draft('Halo')
    const asked = JSON.stringify(llm.control.requests().at(-1)?.body)
    expect(systemAsked()).toContain('Customer: Nadia\n')
    for (const secret of ['CATATAN', 'Rahmawati', 'contoh.id', conversation.phone, 'Bambang', 'WORDS-OF', other.phone])
      expect(asked).not.toContain(secret)
  })
})

async function givenUser(): Promise<string> {
  const id = uuidv7()
  await db.platform
    .insertInto('users')
    .values({ id, name: 'Intan', email: `${id}@x.test` })
    .execute()
  return id
}

async function givenBotMessage(): Promise<string> {
  const id = uuidv7()
  await ours((tx) =>
    tx
      .insertInto('messages')
      .values({
        ...{ id, conversation_id: conversation.conversationId, channel_id: workspace.channelId },
        ...{ direction: 'outbound', author: 'bot', kind: 'text', body: 'Halo', status: 'sent', sent_at: new Date() },
      })
      .execute(),
  )
  return id
}
