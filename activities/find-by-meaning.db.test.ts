import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createEmbeddings, type Embeddings, type EmbeddingsOptions } from '#clients/ai/embeddings.ts'
import { createModel } from '#clients/ai/model.ts'
import { connect, type Database } from '#db/connect.ts'
import { switchMeaning } from '#db/queries/knowledge-meaning.ts'
import { saveVectors } from '#db/queries/knowledge-vectors.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { noBookings, runActivity } from '../dev/test-kit/activities.ts'
import { givenConversation, givenInbound, givenSealer, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
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
  llm.embeddings.reset()
  workspace = await givenWorkspace(db)
  conversation = await givenConversation(db, workspace)
})

const ours = <T>(work: Parameters<typeof db.inWorkspace<T>>[1]) => db.inWorkspace(workspace.workspaceId, work)
const embeddingsWith = (options: EmbeddingsOptions = {}) =>
  createEmbeddings({ baseUrl: llm.baseUrl, model: 'simulated' }, options)
const turnOn = (isOn = true) =>
  ours((tx) => switchMeaning(tx, isOn, { userId: uuidv7(), workspaceId: workspace.workspaceId }))

/** Entries with their vectors, where nothing but the meaning joins the first and the question. */
async function know(embeddings: Embeddings): Promise<void> {
  const titles = ['Student internship', 'Parkir di gedung', 'Lagu daerah']
  const vectors = await embeddings.ofTexts(titles)
  for (const [at, title] of titles.entries()) {
    const id = uuidv7()
    await ours(async (tx) => {
      const values = { id, kind: 'faq', language: 'id', title, content: 'Isi yang tidak penting di sini.' }
      const { text_hash: textHash } = await tx
        .insertInto('knowledge')
        .values(values)
        .returning('text_hash')
        .executeTakeFirstOrThrow()
      await saveVectors(tx, { model: 'simulated', seconds: 0 }, [{ id, textHash, vector: vectors[at] ?? [] }])
    })
  }
  llm.embeddings.reset()
}

/** The prompt that a customer's words lead to, what was logged on the way, and how long it took. */
async function ask(words: string, embeddings: Embeddings | undefined, database = db) {
  const messageId = await givenInbound(db, workspace, conversation, words)
  const lines: object[] = []
  const log = { info: (line: object) => void lines.push(line), warn: () => undefined, error: () => undefined }
  const model = createModel([{ name: 'llm', baseUrl: llm.baseUrl, model: 'ari' }])
  const whatsapp = { send: () => Promise.reject(new TypeError('not sent')), showTyping: async () => undefined }
  const deps = { ...noBookings, db: database, model, embeddings, whatsapp, sealer: givenSealer(), log }
  turn += 1
  const began = performance.now()
  await runActivity(createDraftActivities(deps as never).draftReply, {
    ...{ workspaceId: workspace.workspaceId, conversationId: conversation.conversationId },
    ...{ turn, version: 1, messageIds: [messageId], stage: 'qualification', lastReplyAtMs: null, rulesVersion: 0 },
  })
  const asked = llm.control.requests().at(-1)?.body as { messages: { content: string }[] }
  return { prompt: asked.messages[0]?.content ?? '', lines, ms: performance.now() - began }
}

const QUESTION = 'ada loker?'

it('an answer is found by meaning where it is on, and the request is in the accounts', async () => {
  const embeddings = embeddingsWith({ questionMs: 20_000 })
  await know(embeddings)
  await turnOn()
  expect((await ask(QUESTION, embeddings)).prompt).toContain('Student internship')
  const calls = await ours((tx) =>
    tx.selectFrom('model_calls').select(['endpoint', 'model', 'outcome']).orderBy('id').execute(),
  )
  expect(calls).toContainEqual({ endpoint: 'embeddings', model: 'simulated', outcome: 'answered' })
})

it('nothing is asked where it is off, where no endpoint is configured, or of a greeting', async () => {
  const embeddings = embeddingsWith({ questionMs: 20_000 })
  await know(embeddings)
  expect((await ask(QUESTION, embeddings)).prompt).not.toContain('Student internship')
  await turnOn()
  expect((await ask(QUESTION, undefined)).prompt).not.toContain('Student internship')
  await ask('Halo kak, selamat pagi', embeddings)
  expect(llm.embeddings.asked()).toEqual([])
})

it('the endpoint gets the words of the question and nothing else of the customer', async () => {
  const embeddings = embeddingsWith({ questionMs: 20_000 })
  await know(embeddings)
  await turnOn()
  await ask('Nama saya rahasia', undefined)
  await ask('Asrama utk anak ada?', embeddings)
  expect(llm.embeddings.asked()).toEqual([['asrama untuk anak ada']])
})

it.each([
  ['slow', { do: 'wait', ms: 20_000 }, 'timeout', 300],
  ['broken', { do: 'error', status: 503 }, 'HTTP 503', 20_000],
] as const)('an endpoint that is %s is not waited for: words find the answer', async (_, fault, reason, questionMs) => {
  const embeddings = embeddingsWith({ questionMs })
  await know(embeddings)
  await turnOn()
  llm.embeddings.fault(fault)
  const { prompt, lines, ms } = await ask('parkir di mana?', embeddings)
  expect(prompt).toContain('Parkir di gedung')
  expect(lines).toContainEqual({ event: 'meaning_left_out', workspaceId: workspace.workspaceId, reason })
  expect(ms).toBeLessThan(10_000)
})

it('a search that takes too long is done without as well', async () => {
  const embeddings = embeddingsWith({ questionMs: 20_000 })
  await know(embeddings)
  await turnOn()
  // The second transaction that the limit stands over is held up.
  const slow: Database = {
    ...db,
    inWorkspace: (id, work) =>
      db.inWorkspace(id, async (tx) => {
        const result = await work(tx)
        const { rows } = await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(tx)
        if (rows[0]?.limit === '800ms') await sql`select pg_sleep(30)`.execute(tx)
        return result
      }),
  }
  const { prompt, lines } = await ask('parkir di mana?', embeddings, slow)
  expect(prompt).toContain('Parkir di gedung')
  expect(lines).toMatchObject([{ event: 'meaning_left_out', reason: 'slow search' }])
})

it('LM-13 what is found by meaning comes from the knowledge as well: no other table is read for it', async () => {
  const embeddings = embeddingsWith({ questionMs: 20_000 })
  await know(embeddings)
  await turnOn()
  const tablesReadFor = async (asked: Embeddings | undefined): Promise<string[]> => {
    llm.control.reset()
    // Postgres adds up what a connection read before as well: a connection of its own has read nothing.
    const fresh = connect(postgres.url)
    const read = new Set<string>()
    const watched: Database = {
      ...fresh,
      inWorkspace: (id, work) =>
        fresh.inWorkspace(id, async (tx) => {
          const result = await work(tx)
          if (llm.control.requestCount() > 0) return result
          const { rows } = await sql<{ name: string }>`select relname as name from pg_stat_xact_user_tables
            where schemaname = 'public' and coalesce(seq_scan, 0) + coalesce(idx_scan, 0) > 0`.execute(tx)
          for (const { name } of rows) read.add(name)
          return result
        }),
    }
    await ask(QUESTION, asked, watched).finally(() => fresh.close())
    return [...read]
  }
  const byWords = await tablesReadFor(undefined)
  const byBoth = await tablesReadFor(embeddings)
  expect(byBoth.filter((name) => !byWords.includes(name)).sort()).toEqual(['knowledge_meaning', 'knowledge_vectors'])
})
