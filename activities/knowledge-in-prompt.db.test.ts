import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { connect, type Database, type WorkspaceTx } from '#db/connect.ts'
import { importKnowledge } from '#db/queries/knowledge-import.ts'
import { updateEntry } from '#db/queries/knowledge-entries.ts'
import { answered, givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import { givenConversation, givenInbound, givenSlots, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { createDraftActivities } from './draft-reply.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
/** What the model was told, and the tables that were read for it. */
let prompt = ''
const tablesRead = new Set<string>()
let activities: ReturnType<typeof createDraftActivities>

/** How often each table was read on this connection; what earlier transactions did may still be among it. */
async function scans(tx: WorkspaceTx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select relname as name, seq_scan + coalesce(idx_scan, 0) as count from pg_stat_xact_user_tables`.execute(tx)
  return new Map(rows.map(({ name, count }) => [name, count]))
}

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  const watched: Database = {
    ...db,
    inWorkspace: (workspaceId, work) =>
      db.inWorkspace(workspaceId, async (tx) => {
        const before = await scans(tx)
        const result = await work(tx)
        if (prompt === '')
          for (const [name, count] of await scans(tx)) if (count > (before.get(name) ?? 0)) tablesRead.add(name)
        return result
      }),
  }
  const deps = givenDeps(watched, {
    model: {
      ask: ({ system }) => {
        prompt = system
        const answer = {
          reply: 'Baik, Kak.',
          confidence: 0.95,
          intent: 'answer',
          facts: {},
          declined: [],
          citations: [],
        }
        return Promise.resolve(answered({ ...answer, slot: null, escalate: null }))
      },
    },
  })
  activities = createDraftActivities(deps)
  workspace = await givenWorkspace(db)
  await db.platform
    .updateTable('workspaces')
    .set({ phone: '+62 21 5098 1200', email: 'contact@eagleoverseas.com' })
    .where('id', '=', workspace.workspaceId)
    .execute()
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  conversation = await givenConversation(db, workspace)
  await db.platform.deleteFrom('knowledge').execute()
})

let turn = 0
/** What the model is told when the customer writes this. */
async function promptFor(words: string): Promise<string> {
  const { workspaceId } = workspace
  const messageId = await givenInbound(db, workspace, conversation, words)
  prompt = ''
  turn += 1
  await runActivity(activities.draftReply, {
    ...{
      workspaceId,
      turn,
      version: 1,
      messageIds: [messageId],
      stage: 'booking' as const,
      lastReplyAtMs: null,
      rulesVersion: 1,
    },
    conversationId: conversation.conversationId,
  })
  return prompt
}

const know = (title: string, content: string) =>
  db.inWorkspace(workspace.workspaceId, async (tx) => {
    const rows = [{ kind: 'course' as const, title, content, language: 'id' as const }]
    await importKnowledge(tx, { workspaceId: workspace.workspaceId, rows, actor: 'test', source: 'test' })
    const { id } = await tx.selectFrom('knowledge').where('title', '=', title).select('id').executeTakeFirstOrThrow()
    return id
  })

it('LM-12 the prompt holds courses, consultation slots, phone and email as the database has them now', async () => {
  const id = await know('S2 Hukum di Leeds', 'Program LLM berlangsung satu tahun.')
  const [slotId = ''] = await givenSlots(db, workspace, 1)
  const first = await promptFor('Jurusan hukum ada?')
  expect(first).toContain(`[k:${id}] course (id) S2 Hukum di Leeds\nProgram LLM berlangsung satu tahun.`)
  expect(first).toContain(`[s:${slotId}]`)
  expect(first).toContain('Phone: +62 21 5098 1200')
  expect(first).toContain('Email: contact@eagleoverseas.com')

  await know('S2 Hukum di Leeds', 'Program LLM sekarang berlangsung delapan belas bulan.')
  const next = await promptFor('Jurusan hukum berapa lama?')
  expect(next).toContain('Program LLM sekarang berlangsung delapan belas bulan.')
  expect(next).not.toContain('satu tahun')
})

it('CV-15 BC-10 what is changed in the knowledge is what the next message is answered from, in the same program', async () => {
  const id = await know('Jam buka', 'Kantor buka hari Senin.')
  expect(await promptFor('buka hari apa?')).toContain('Kantor buka hari Senin.')
  const userId = (await givenPerson(db, { workspaceId: workspace.workspaceId })).id
  const by = { userId, workspaceId: workspace.workspaceId }
  const entry = {
    kind: 'course' as const,
    language: 'id' as const,
    title: 'Jam buka',
    content: 'Kantor buka hari Selasa.',
  }
  await db.inWorkspace(workspace.workspaceId, (tx) => updateEntry(tx, id, { ...entry, active: true }, by))
  expect(await promptFor('buka hari apa?')).toContain('Kantor buka hari Selasa.')
  await db.inWorkspace(workspace.workspaceId, (tx) => updateEntry(tx, id, { ...entry, active: false }, by))
  expect(await promptFor('buka hari apa?')).not.toContain('Kantor buka')
})

/** The four sources, and what says whose conversation it is, how it goes, and how ARI is set up. */
const SOURCES = [
  'knowledge',
  'knowledge_documents',
  'knowledge_synonyms',
  'knowledge_vectors',
  'knowledge_meaning',
  'slots',
  'consultants',
  'bookings',
  'consultant_hours',
  'consultant_exceptions',
  'holidays',
]
const SURROUNDINGS = [
  'ari_versions',
  'channels',
  'contact_facts',
  'contacts',
  'conversation_events',
  'conversations',
  'messages',
  'workspaces',
]

it('LM-13 only knowledge and consultants’ times feed an answer: no other table is read', async () => {
  await know('S2 Hukum di Leeds', 'Program LLM berlangsung satu tahun.')
  const { workspaceId } = workspace
  const other = await givenConversation(db, workspace, { name: 'Rahasia Orang Lain' })
  await givenInbound(db, workspace, other, 'Rahasia hukum: diskon lima puluh persen')
  const userId = (await givenPerson(db, { workspaceId })).id
  await db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('notes')
      .values({ id: uuidv7(), contact_id: conversation.contactId, author_user_id: userId, body: 'Rahasia hukum' })
      .execute(),
  )
  tablesRead.clear()
  const told = await promptFor('Jurusan hukum ada?')
  expect(told).not.toContain('Rahasia')
  expect(tablesRead).toContain('knowledge')
  expect([...tablesRead].filter((name) => ![...SOURCES, ...SURROUNDINGS].includes(name))).toEqual([])
})
