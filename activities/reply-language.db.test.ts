import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createModel } from '#clients/ai/model.ts'
import { connect, type Database } from '#db/connect.ts'
import { languageOf } from '#domain/conversation/language.ts'
import type { AriConfigInput } from '#schema/ari-config.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import { givenConfig, givenConversation, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createDraftActivities } from './draft-reply.ts'

// Which language ARI answers in, through the real prompt and the real checks. The simulated model plays: it goes by what
// the prompt says of the persona's language, as any model must.

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let workspace: GivenWorkspace
/** Of one program, as long as the tests run. */
let activities: ReturnType<typeof createDraftActivities>

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  llm = await startModelSimulator({ port: 0 })
  const model = createModel([{ name: 'llm', baseUrl: llm.baseUrl, model: 'ari' }])
  activities = createDraftActivities(givenDeps(db, { model }))
})
afterAll(async () => {
  await llm.close()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  llm.control.reset()
  workspace = await givenWorkspace(db)
})

const INDONESIAN = 'Halo, saya mau kuliah di Australia.'
const ENGLISH = 'Hello, I would like to study in Australia.'

/** Somebody new writes this; the language of what ARI drafts, which must have passed its checks. */
async function answerTo(body: string): Promise<'id' | 'en' | null> {
  const { workspaceId } = workspace
  const conversation = await givenConversation(db, workspace)
  const { conversationId } = conversation
  const messageId = await givenInbound(db, workspace, conversation, body)
  const heard = await runActivity(activities.draftReply, {
    ...{ workspaceId, conversationId, turn: 1, version: 1, messageIds: [messageId] },
    ...{ stage: 'greeting' as const, lastReplyAtMs: null, rulesVersion: 0 },
  })
  expect(heard).toMatchObject({ kind: 'draft', draft: { failedCheck: null } })
  const { reply, checks } = await db.inWorkspace(workspaceId, (tx) =>
    tx
      .selectFrom('drafts')
      .where('conversation_id', '=', conversationId)
      .select(['reply', 'checks'])
      .executeTakeFirstOrThrow(),
  )
  expect(checks).toContainEqual(expect.objectContaining({ name: 'language', passed: true }))
  expect(JSON.stringify(checks)).not.toContain('the reply is not in')
  return languageOf(reply)
}

const publish = (persona: AriConfigInput['persona']) => givenConfig(db, workspace, { persona })

it('LM-26 a workspace that has changed nothing answers in Indonesian, and in English who writes English', async () => {
  expect(await answerTo(INDONESIAN)).toBe('id')
  // Words that tell no language.
  expect(await answerTo('Melbourne')).toBe('id')
  expect(await answerTo(ENGLISH)).toBe('en')
})

it('LM-26 what is published of the persona’s language is the language of the next answer, in the same program', async () => {
  await publish({ language: 'id', followsCustomer: false })
  expect(await answerTo(ENGLISH)).toBe('id')
  await publish({ language: 'en', followsCustomer: false })
  expect(await answerTo(INDONESIAN)).toBe('en')
  await publish({ language: 'en', followsCustomer: true })
  expect(await answerTo('Melbourne')).toBe('en')
  expect(await answerTo(INDONESIAN)).toBe('id')
  await publish({})
  expect(await answerTo('Melbourne')).toBe('id')
  expect(await answerTo(ENGLISH)).toBe('en')
})
