import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { givenBooking, givenConversation, givenHeldDraft, givenInbound } from '../dev/test-kit/given.ts'
import { givenProposal, givenSlots, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { insertNoteOnce } from '#db/queries/notes.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenTest } from '../dev/test-kit/release.ts'
import { builtRoutes, givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

type Places = {
  /** Fields of the address that name something; a cursor only says where a page begins. */
  query?: Record<string, 'name' | 'cursor'>
  /** A body that would be taken, and which of its fields name something. */
  body?: { fields: Record<string, string>; names: string[] }
  /** The same where a form could not say it. */
  json?: object
}

// Where ids stand in each route beside its path. A new route of the API is to be listed, with nothing or with all.
const PLACES: Record<string, Places> = {
  '/api/inbox': { query: { after: 'cursor', q: 'cursor' } },
  '/api/events': { query: { contact: 'name' } },
  '/api/media/:messageId': {},
  '/api/conversations/:contactId': {
    body: { fields: { messageId: uuidv7(), body: 'Halo' }, names: ['messageId', 'replyTo'] },
  },
  '/api/conversations/:contactId/messages/:messageId/resend': {},
  '/api/conversations/:contactId/messages/:messageId/complaint': { body: { fields: { order: 'make' }, names: [] } },
  '/api/conversations/:contactId/messages': { query: { before: 'cursor' } },
  '/api/conversations/:contactId/templates': {},
  '/api/conversations/:contactId/floor': { body: { fields: { order: 'takeOver' }, names: [] } },
  '/api/conversations/:contactId/score': { json: { score: 80 } },
  '/api/conversations/:contactId/notes': {
    body: { fields: { noteId: uuidv7(), body: 'Catatan' }, names: ['noteId'] },
  },
  '/api/conversations/:contactId/messages/:messageId/recall': {},
  '/api/knowledge/entries': {
    query: { after: 'cursor', q: 'cursor' },
  },
  '/api/knowledge/entries/:entryId': {
    json: { kind: 'faq', language: 'id', title: 'Jam', content: 'Buka hari Senin.', active: true },
  },
  '/api/knowledge/entries/:entryId/delete': {},
  '/api/knowledge/documents': {},
  '/api/knowledge/documents/:documentId': { body: { fields: { order: 'delete' }, names: [] } },
  '/api/knowledge/synonyms': {},
  '/api/knowledge/synonyms/:groupId/delete': {},
  '/api/knowledge/try': { query: { q: 'cursor' } },
  '/api/knowledge/import': {},
  '/api/consultants': {},
  '/api/consultants/:consultantId': {
    json: {
      ...{ name: 'Dimas', email: '', active: true, timeZone: null, hours: [] },
      ...{ durationMinutes: 45, bufferMinutes: 0, noticeMinutes: 0, daysAhead: 14 },
    },
  },
  '/api/consultants/:consultantId/exceptions': {
    json: { kind: 'off', firstDay: '2099-12-24', lastDay: '2099-12-24' },
  },
  '/api/exceptions/:exceptionId/delete': {},
  '/api/holidays': {},
  '/api/holidays/:holidayId/delete': {},
  '/api/slots/:slotId/delete': {},
  '/api/bookings/:bookingId': { json: { order: 'cancel' } },
  // Of the workspace that the session is in; without an endpoint there is none.
  '/api/knowledge/meaning': { body: { fields: { order: 'turnOn' }, names: [] } },
  '/api/notifications': {},
  '/api/notifications/device': { body: { fields: { order: 'known', endpoint: 'https://push.test/' }, names: [] } },
  '/api/notifications/slack': {},
  '/api/quick-replies': {},
  '/api/quick-replies/:quickReplyId': { json: { shortcut: 'jam', name: 'Jam', text: 'Buka hari Senin.', link: null } },
  '/api/quick-replies/:quickReplyId/delete': {},
  // Of the workspace that the session is in.
  '/api/reminder-template': {},
  '/api/service-level': {},
  '/api/ari/config': { body: { fields: {}, names: [] } },
  '/api/ari': { body: { fields: {}, names: [] } },
  '/api/usage': {},
  '/api/release': { body: { fields: { do: 'stop' }, names: [] } },
  '/api/release/:testId': { body: { fields: { do: 'run' }, names: [] } },
  '/api/review': {},
  // Of the workspace that the session is in.
  '/api/review/settings': {},
  '/api/review/:draftId': { body: { fields: { verdict: 'approve' }, names: [] } },
  '/api/review/:draftId/claim': { body: { fields: { order: 'take' }, names: [] } },
  '/api/incidents': {},
  '/api/incidents/:incidentId': { json: { do: 'note', body: 'Catatan' } },
  '/api/incidents/:incidentId/answers': {},
  '/api/incidents/:incidentId/trail': {},
  '/api/answers/:messageId/reading': {
    json: {
      order: 'read',
      points: { factual: true, tone: true, grounded: true, escalates: true, polite: true },
    },
  },
  '/api/review/proposals': { query: { after: 'cursor' } },
  '/api/review/proposals/:proposalId': { json: { order: 'dismiss', parts: ['entry'] } },
  // Of the person who is signed in.
  '/api/trial': { query: { prompt: 'name' }, body: { fields: { do: 'try', source: 'published' }, names: [] } },
  '/workspace': { body: { fields: {}, names: ['workspaceId'] } },
}
const OPEN_TO_ALL = ['/api/auth/callback/:provider']

const SECRET = 'Rahasia'
const routes = (await builtRoutes()).filter(({ path }) => !OPEN_TO_ALL.includes(path))
const withIds = routes.filter(({ path }) => path.includes(':') || path in PLACES)

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let cookie: string
let own: Record<string, string>
let theirs: Record<string, string>

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url })
  own = await givenEverything('Eagle')
  theirs = await givenEverything(SECRET)
  cookie = await web.signIn((await givenPerson(db, { workspaceId: own['workspaceId'] ?? '', role: 'owner' })).email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

/** A workspace with one of each thing that has an id; the ids. */
async function givenEverything(name: string): Promise<Record<string, string>> {
  const workspace: GivenWorkspace = await givenWorkspace(db)
  const { workspaceId, channelId } = workspace
  await db.platform.updateTable('workspaces').set({ name }).where('id', '=', workspaceId).execute()
  const conversation: GivenConversation = await givenConversation(db, workspace, { name })
  const messageId = await givenInbound(db, workspace, conversation, name)
  const [slotId = ''] = await givenSlots(db, workspace, 1)
  const bookingId = await givenBooking(db, workspace, conversation, { slotId })
  const { id: userId } = await givenPerson(db, { workspaceId })
  const { contactId, conversationId } = conversation
  const [entryId, documentId, groupId, quickReplyId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  await db.inWorkspace(workspaceId, async (tx) => {
    const entry = { kind: 'faq', language: 'id', title: `Jam ${name}`, content: `Buka hari Senin ${name}` }
    await tx
      .insertInto('knowledge')
      .values({ id: entryId, ...entry })
      .execute()
    const file = { bytes: 1, sha256: name, file_key: `${workspaceId}/${documentId}` }
    await tx
      .insertInto('knowledge_documents')
      .values({ id: documentId, name, format: 'pdf', ...file })
      .execute()
    await tx
      .insertInto('knowledge_synonyms')
      .values({ id: groupId, words: ['jam', name] })
      .execute()
    await tx.insertInto('quick_replies').values({ id: quickReplyId, shortcut: 'jam', name, text: name }).execute()
  })
  const [exceptionId, holidayId] = [uuidv7(), uuidv7()]
  const consultantId = await db.inWorkspace(workspaceId, async (tx) => {
    const { id } = await tx.selectFrom('consultants').select('id').executeTakeFirstOrThrow()
    const off = { kind: 'off', first_day: '2099-12-24', last_day: '2099-12-24', note: name }
    await tx
      .insertInto('consultant_exceptions')
      .values({ id: exceptionId, consultant_id: id, ...off })
      .execute()
    await tx.insertInto('holidays').values({ id: holidayId, day: '2099-12-25', name }).execute()
    return id
  })
  const draftId = await givenHeldDraft(db, workspace, conversation, name)
  const [noteId, incidentId] = [uuidv7(), uuidv7()]
  const incident = { id: incidentId, reason: name, from_at: new Date(0), to_at: new Date() }
  await db.inWorkspace(workspaceId, (tx) => tx.insertInto('incidents').values(incident).execute())
  const proposalId = await givenProposal(db, workspace, { draftId, messageId, title: name })
  const { testId } = await givenTest(db, workspaceId, { title: name, reply: name })
  await db.inWorkspace(workspaceId, (tx) => insertNoteOnce(tx, { id: noteId, contactId, userId, body: name }))
  await db.platform.updateTable('conversations').set({ last_message_at: new Date() }).execute()
  return {
    contactId,
    conversationId,
    messageId,
    noteId,
    slotId,
    bookingId,
    channelId,
    workspaceId,
    userId,
    entryId,
    documentId,
    groupId,
    consultantId,
    exceptionId,
    holidayId,
    quickReplyId,
    draftId,
    incidentId,
    proposalId,
    testId,
  }
}

/** All that the other workspace has, as one value: nothing of it may change. */
async function whatTheyHave(): Promise<unknown> {
  const of = theirs['workspaceId'] ?? ''
  const { rows } = await sql`
    select (select json_agg(m order by id) from messages m where workspace_id = ${of}) as messages,
      (select json_agg(c order by id) from conversations c where workspace_id = ${of}) as conversations,
      (select json_agg(b order by id) from bookings b where workspace_id = ${of}) as bookings,
      (select json_agg(n order by id) from notes n where workspace_id = ${of}) as notes,
      (select json_agg(c order by id) from contacts c where workspace_id = ${of}) as contacts,
      (select json_agg(k order by id) from knowledge k where workspace_id = ${of}) as knowledge,
      (select json_agg(d order by id) from knowledge_documents d where workspace_id = ${of}) as documents,
      (select json_agg(y order by id) from knowledge_synonyms y where workspace_id = ${of}) as synonyms,
      (select json_agg(k order by id) from consultants k where workspace_id = ${of}) as consultants,
      (select json_agg(e order by id) from consultant_exceptions e where workspace_id = ${of}) as exceptions,
      (select json_agg(h order by id) from holidays h where workspace_id = ${of}) as holidays,
      (select json_agg(s order by id) from slots s where workspace_id = ${of}) as slots,
      (select json_agg(q order by id) from quick_replies q where workspace_id = ${of}) as quick_replies,
      (select json_agg(i order by id) from incidents i where workspace_id = ${of}) as incidents,
      (select json_agg(t order by id) from test_conversations t where workspace_id = ${of}) as tests,
      (select json_agg(p order by id) from test_plays p where workspace_id = ${of}) as plays,
      (select json_agg(f order by id) from drafts f where workspace_id = ${of}) as drafts,
      (select json_agg(r order by message_id) from answer_readings r where workspace_id = ${of}) as readings,
      (select json_agg(p order by id) from review_proposals p where workspace_id = ${of}) as proposals,
      (select json_agg(o order by message_id) from outbound_messages o where workspace_id = ${of}) as outbound
  `.execute(db.platform)
  return rows
}

/** The path with our own ids, but for the one place that is tried. */
function pathWith(path: string, place?: string, id = ''): string {
  return path.replace(/:(\w+)\??/g, (_, name: string) => (name === place ? id : (own[name] ?? uuidv7())))
}

async function expectNothing(answer: Response, statuses: number[]): Promise<void> {
  expect(statuses).toContain(answer.status)
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.body?.cancel()
  expect(await answer.text()).not.toContain(SECRET)
}

it('every route of the API is listed here, and every listed one is there', () => {
  const paths = routes.map(({ path }) => path)
  expect(paths.filter((path) => path.startsWith('/api/') && !(path in PLACES))).toEqual([])
  expect(Object.keys(PLACES).filter((path) => !paths.includes(path))).toEqual([])
})

describe('TS-07 an id of another workspace opens nothing, wherever it stands', () => {
  it.each(withIds)('$path', async ({ path, hasLoader, hasAction }) => {
    const { query = {}, body, json } = PLACES[path] ?? {}
    const fields = { form: body?.fields ?? {} }
    const before = await whatTheyHave()
    for (const id of Object.values(theirs)) {
      for (const [, place = ''] of path.matchAll(/:(\w+)/g)) {
        const address = pathWith(path, place, id)
        if (hasLoader) await expectNothing(await web.ask(address, { cookie }), [403, 404])
        if (hasAction)
          await expectNothing(await web.ask(address, { cookie, ...(json ? { json } : fields) }), [403, 404])
      }
      for (const [field, kind] of Object.entries(query)) {
        const value = kind === 'cursor' && field !== 'q' ? `${Date.now() * 1_000}_${id}` : id
        const answer = await web.ask(`${pathWith(path)}?${field}=${value}`, { cookie })
        await expectNothing(answer, kind === 'cursor' ? [200] : [403, 404])
      }
      for (const name of body?.names ?? []) {
        const form = { ...fields.form, [name]: id }
        const answer = await web.ask(pathWith(path), { cookie, form })
        // An id of one's own choice that is nobody's yet is no name of anything: it is taken as it is.
        const isFree = ['messageId', 'noteId'].includes(name) && id !== theirs[name]
        await expectNothing(answer, isFree ? [201, 202, 409] : [400, 403, 404, 409])
      }
    }
    expect(await whatTheyHave()).toEqual(before)
  })
})
