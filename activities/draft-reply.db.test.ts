import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { createModel, type ModelEndpoint } from '#clients/ai/model.ts'
import type { WhatsApp } from '#clients/whatsapp/whatsapp.ts'
import { connect, type Database } from '#db/connect.ts'
import { getDraftReply } from '#db/queries/drafts.ts'
import { accountFor } from '#db/queries/conversation-state.ts'
import type { Heard, Stage } from '#schema/conversation.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { givenConfig, givenConversation, givenInbound, givenSlots, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createDraftActivities } from './draft-reply.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let workspace: GivenWorkspace
let conversation: GivenConversation
let turn = 0
const PERSONA = { greeting: 'Halo! Saya ARI dari Eagle Overseas Education.' }

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  llm = await startModelSimulator({ port: 0 })
  workspace = await givenWorkspace(db, {
    config: { persona: PERSONA },
  })
})
afterAll(async () => {
  await llm.close()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  llm.control.reset()
  conversation = await givenConversation(db, workspace)
  turn = 0
})

type Burst = { stage?: Stage; endpoints?: ModelEndpoint[]; typed?: () => void; content?: object }

/** One burst through the real activity. */
async function draft(body: string, burst: Burst = {}): Promise<{ heard: Heard; messageId: string }> {
  const { stage = 'qualification', endpoints = [grok()], typed = () => undefined, content = {} } = burst
  const messageId = await givenInbound(db, workspace, conversation, body, { content })
  const whatsapp: WhatsApp = { ...givenDeps(db).whatsapp, showTyping: async () => typed() }
  const model = createModel(endpoints, { timeoutMs: 3_000 })
  turn += 1
  const heard = await runActivity(createDraftActivities(givenDeps(db, { model, whatsapp })).draftReply, {
    workspaceId: workspace.workspaceId,
    conversationId: conversation.conversationId,
    turn,
    version: 1,
    rulesVersion: 1,
    messageIds: [messageId],
    stage,
    lastReplyAtMs: Date.now() - 60_000,
  })
  return { heard, messageId }
}

const grok = (baseUrl = llm.baseUrl): ModelEndpoint => ({
  name: 'grok',
  baseUrl,
  apiKey: 'xai-test-key',
  model: 'grok-4',
})

const says = (answer: object) =>
  llm.control.script({
    do: 'answer',
    answer: {
      reply: 'Baik, Kak.',
      confidence: 0.95,
      intent: 'answer',
      facts: {},
      declined: [],
      citations: [],
      slot: null,
      escalate: null,
      ...answer,
    },
  })

const isAnswered = (messageId: string) =>
  db.inWorkspace(workspace.workspaceId, (tx) => accountFor(tx, { messageIds: [messageId], outcome: 'answered' }))

const theDraft = () =>
  db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('drafts')
      .where('conversation_id', '=', conversation.conversationId)
      .orderBy('turn', 'desc')
      .select(['reply', 'model', 'citations', 'checks', 'raw_answer as rawAnswer'])
      .executeTakeFirstOrThrow(),
  )

const draftIdOf = (heard: Heard) => (heard.kind === 'draft' ? heard.draft.draftId : '')
const replyOf = (heard: Heard) => db.inWorkspace(workspace.workspaceId, (tx) => getDraftReply(tx, draftIdOf(heard)))

type Asked = { temperature: number; max_tokens: number; messages: { role: string; content: string }[] }
const lastAsked = () => llm.control.requests().at(-1)
const lastBody = () => lastAsked()?.body as Asked
const failedCheck = (heard: Heard) => (heard.kind === 'draft' ? heard.draft.failedCheck : heard.kind)

describe('the request to the model', () => {
  it('LM-01 goes to an OpenAI-compatible endpoint with the key as bearer', async () => {
    await draft('Halo')
    expect(lastAsked()?.headers['authorization']).toBe('Bearer xai-test-key')
    expect(lastBody()).toMatchObject({ model: 'grok-4' })
  })

  it.each(['qualification', 'routing', 'booking', 'done'] as const)(
    'LM-04 has temperature 0.1 in %s',
    async (stage) => {
      await draft('Saya mau kuliah di Australia', { stage })
      expect(lastBody().temperature).toBe(0.1)
    },
  )

  it('LM-05 has temperature 0.3 in the greeting', async () => {
    await draft('Halo', { stage: 'greeting' })
    expect(lastBody().temperature).toBe(0.3)
  })

  it('LM-06 caps the tokens', async () => {
    await draft('Halo')
    expect(lastBody().max_tokens).toBe(600)
  })

  it("LM-07 names the bot and the business, from the workspace's own row", async () => {
    await draft('Halo')
    expect(lastBody().messages[0]?.content).toMatch(
      /^You are ARI, the WhatsApp assistant of Eagle Overseas Education\./,
    )
    await givenConfig(db, workspace, { persona: { ...PERSONA, botName: 'Kia' } })
    await draft('Halo lagi')
    expect(lastBody().messages[0]?.content).toContain('You are Kia,')
    await givenConfig(db, workspace, { persona: PERSONA })
  })

  it('lists the four subjects, and the four refused ones', async () => {
    await draft('Halo')
    const system = lastBody().messages[0]?.content ?? ''
    for (const subject of [
      'course information',
      'application process',
      'consultation booking',
      'contact information',
    ]) {
      expect(system).toContain(subject)
    }
    for (const subject of ['pricing', 'refunds', 'scholarships', 'admissions decisions'])
      expect(system).toContain(subject)
  })

  it("LM-22 holds the turns before, and the customer's words as user messages only", async () => {
    await isAnswered((await draft('Saya tertarik ke Melbourne')).messageId)
    await draft('Kapan itu mulai?')
    const { messages } = lastBody()
    expect(messages.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual([
      'Saya tertarik ke Melbourne',
      'Kapan itu mulai?',
    ])
    expect(messages.filter(({ role }) => role === 'system')).toHaveLength(1)
    expect(messages[0]?.content).not.toContain('Melbourne')
  })

  it('LM-19 LM-20 holds the first name and no phone number or address', async () => {
    says({ facts: { email: 'nadia@contoh.id', destination: 'Australia' } })
    await draft('Email saya nadia@contoh.id')
    await draft('Lalu?')
    const system = lastBody().messages[0]?.content ?? ''
    expect(system).toContain('Customer: Nadia\n')
    expect(system).toContain('email=known')
    expect(system).not.toContain(conversation.phone)
    expect(system).not.toContain('nadia@contoh.id')
  })
})

describe('the answer', () => {
  it('has nothing of what the customer wrote since: that is the next turn, and would be answered twice', async () => {
    await givenInbound(db, workspace, conversation, 'Berapa lama kuliahnya?')
    await draft('Kapan itu mulai?')
    const { messages } = lastBody()
    expect(messages.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual(['Kapan itu mulai?'])
  })

  it('keeps facts in Postgres and hands on their keys only', async () => {
    says({ facts: { name: 'Nadia', destination: 'Australia', passport: 'yes', invented: 'x' }, declined: ['city'] })
    const { heard } = await draft('Aku Nadia, mau ke Australia, paspor ada')
    expect(heard).toMatchObject({
      kind: 'draft',
      draft: {
        lead: {
          answered: ['destination', 'name', 'passport'],
          declined: { city: 1 },
          documents: { passport: 'yes' },
          hasPhone: true,
          repliedWithinDay: true,
        },
      },
    })
    expect(JSON.stringify(heard)).not.toMatch(/Nadia|Australia/)
  })

  it('LM-06 of 151 tokens is not sent, once the model had its second try', async () => {
    const long = Array.from({ length: 151 }, (_, index) => String.fromCharCode(97 + (index % 26)))
      .join(' ')
      .slice(0, 301)
    says({ reply: long })
    says({ reply: long })
    const { heard } = await draft('Halo')
    expect(failedCheck(heard)).toBe('length')
    expect(llm.control.requests()).toHaveLength(2)
  })

  it('is asked for once more when it is nonsense, then given up', async () => {
    llm.control.script({ do: 'raw', content: 'Maaf, saya bingung' })
    says({ reply: 'Baik, Kak Nadia.' })
    expect(failedCheck((await draft('Halo')).heard)).toBeNull()
    llm.control.script({ do: 'raw', content: '<html>' })
    llm.control.script({ do: 'raw', content: '{"reply": ""}' })
    expect(failedCheck((await draft('Halo')).heard)).toBe('parseable')
  })

  it('CV-12 without a confidence counts as unsure', async () => {
    llm.control.script({ do: 'raw', content: '{"reply":"Halo Kak","intent":"answer"}' })
    expect(failedCheck((await draft('Halo')).heard)).toBe('confidence')
  })

  it('keeps what led to it: prompt, model, raw answer, checks', async () => {
    says({ reply: 'Baik, Kak Nadia.' })
    await draft('Halo')
    expect(await theDraft()).toMatchObject({ reply: 'Baik, Kak Nadia.', model: 'grok/grok-4' })
  })

  it('PX-22 is not needed for a word that stops what is sent unasked, and is for one among others', async () => {
    expect((await draft('STOP')).heard).toEqual({ kind: 'opted', word: 'out' })
    expect((await draft('Stop! Saya mau tanya jurusan dulu')).heard.kind).toBe('draft')
  })

  it('is not needed for the button that asks for a person', async () => {
    const content = { reply: { id: 'person', title: 'Bicara dengan konsultan' } }
    expect((await draft('Bicara dengan konsultan', { content })).heard).toEqual({ kind: 'asked_for_person' })
  })

  it('BY-07 makes a new draft where its turn begins anew: what a reviewer read never becomes something else', async () => {
    says({ reply: 'Yang pertama.' })
    const first = await draft('Halo')
    turn = 0
    says({ reply: 'Yang kedua.' })
    const second = await draft('Halo lagi')
    expect(draftIdOf(second.heard)).not.toBe(draftIdOf(first.heard))
    expect(await replyOf(first.heard)).toBe('Yang pertama.')
    expect(await replyOf(second.heard)).toBe('Yang kedua.')
  })

  it('names a free slot only if it was offered', async () => {
    const [slot = ''] = await givenSlots(db, workspace, 1)
    says({ intent: 'booking', slot })
    expect((await draft('Yang pertama', { stage: 'booking' })).heard).toMatchObject({ draft: { slotId: slot } })
    says({ intent: 'booking', slot: uuidv7() })
    expect((await draft('Yang kedua', { stage: 'booking' })).heard).toMatchObject({ draft: { slotId: null } })
  })

  it('SB-04 is not needed for a row of the list: the choice is read from its id', async () => {
    const [slot = ''] = await givenSlots(db, workspace, 1)
    const { heard } = await draft('Sel, 24 Nov 10.00 WIB', {
      stage: 'booking',
      content: { reply: { id: `slot:${slot}`, title: 'x' } },
    })
    expect(heard).toMatchObject({ kind: 'slot_chosen', slotId: slot, lead: { wantsConsultation: true } })
    expect(llm.control.requests()).toHaveLength(0)
  })
})

describe('a model in trouble', () => {
  it('LM-02 hands the same prompt to the next endpoint, whose answer is used', async () => {
    llm.control.script({ do: 'error', status: 500 })
    says({ reply: 'Dari cadangan.' })
    await draft('Halo', { endpoints: [grok(), { name: 'ollama', baseUrl: llm.baseUrl, model: 'sailor' }] })
    expect(await theDraft()).toMatchObject({ reply: 'Dari cadangan.', model: 'ollama/sailor' })
    const [first, second] = llm.control.requests().map(({ body }) => (body as Asked).messages)
    expect(second).toEqual(first)
  })

  it('LM-03 with no endpoint left fails for people to take over', async () => {
    await expect(draft('Halo', { endpoints: [] })).rejects.toMatchObject({ type: 'ModelFailed', nonRetryable: true })
    await expect(draft('Halo', { endpoints: [grok('http://127.0.0.1:9/v1')] })).rejects.toMatchObject({
      type: 'ModelFailed',
    })
  })

  it('is asked for plain JSON when it refuses a schema', async () => {
    llm.control.script({ do: 'refuse-json-schema' })
    says({ reply: 'Baik.' })
    await draft('Halo')
    expect(
      llm.control.requests().map(({ body }) => (body as { response_format: { type: string } }).response_format.type),
    ).toEqual(['json_schema', 'json_object'])
  })
})
