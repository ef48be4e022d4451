import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createModel } from '#clients/ai/model.ts'
import { connect, type Database } from '#db/connect.ts'
import { OPENING, step } from '#domain/conversation/step.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { givenDeps, RULES, runActivity } from '../dev/test-kit/activities.ts'
import { givenConversation, givenInbound, givenSlots, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createDraftActivities } from './draft-reply.ts'

// What ARI speaks about and what she does not, through the real prompt: the simulated model knows only what stands in it.

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let workspace: GivenWorkspace
let conversation: GivenConversation

const KNOWLEDGE = [
  ['course', 'Kuliah bisnis di Melbourne', 'Kuliah bisnis di Melbourne mulai Februari dan Juli.'],
  ['policy', 'Proses pendaftaran', 'Proses pendaftaran: kirim paspor dan transkrip, lalu kami siapkan berkasnya.'],
  ['contact', 'Kontak kantor', 'Telepon kantor +62 21 5550 123.'],
] as const

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  llm = await startModelSimulator({ port: 0 })
  workspace = await givenWorkspace(db)
  await db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .insertInto('knowledge')
      .values(KNOWLEDGE.map(([kind, title, content]) => ({ id: uuidv7(), language: 'id', kind, title, content })))
      .execute(),
  )
  await givenSlots(db, workspace, 2)
})
afterAll(async () => {
  await llm.close()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  llm.control.reset()
  conversation = await givenConversation(db, workspace)
})

/** What the conversation does about one message. */
async function whatComesOf(body: string) {
  const messageId = await givenInbound(db, workspace, conversation, body)
  const model = createModel([{ name: 'llm', baseUrl: llm.baseUrl, model: 'ari' }])
  const { draftReply } = createDraftActivities(givenDeps(db, { model }))
  const heard = await runActivity(draftReply, {
    ...{ workspaceId: workspace.workspaceId, conversationId: conversation.conversationId, turn: 1, version: 1 },
    ...{ messageIds: [messageId], stage: 'booking' as const, lastReplyAtMs: null, rulesVersion: 0 },
  })
  const { reply } = await db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('drafts')
      .where('conversation_id', '=', conversation.conversationId)
      .select('reply')
      .executeTakeFirstOrThrow(),
  )
  return { ...step({ ...OPENING, stage: 'booking' }, heard, RULES), heard, reply }
}

it.each([
  ['course information', 'Kuliah bisnis di Melbourne mulai kapan?', 'Februari'],
  ['the application process', 'Bagaimana proses pendaftaran?', 'paspor'],
  ['consultation booking', 'Jadwal konsultasi yang ada kapan saja?', 'WIB'],
  ['contact information', 'Nomor telepon kantor berapa?', '5550'],
])('LM-08 a question about %s gets its answer', async (_, question, part) => {
  const { action, reply } = await whatComesOf(question)
  expect(action.do).toBe('say')
  expect(reply).toContain(part)
})

it.each([
  ['pricing', 'Biaya kuliah di Melbourne berapa?'],
  ['refund', 'Kalau batal, uangnya bisa kembali?'],
  ['scholarship', 'Ada beasiswa untuk S2?'],
  ['admission_decision', 'Apakah saya pasti diterima di Monash?'],
])('LM-09 a question about %s is refused, and people are called', async (intent, question) => {
  const { heard, action, afterwards } = await whatComesOf(question)
  expect(heard).toMatchObject({ kind: 'draft', draft: { intent } })
  expect([action.do, afterwards]).toEqual(['refuse', 'refused_subject'])
})
