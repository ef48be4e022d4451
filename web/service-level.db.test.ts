import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { readServiceLevel } from '#db/queries/service-level.ts'
import { SERVICE_LEVEL_DEFAULTS } from '#schema/service-level.ts'
import { givenConversation, givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { ListPage } from './app/inbox/contract.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspace: GivenWorkspace
let admin: string
let member: string

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  web = await startWeb({ databaseUrl: url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:1' } })
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  admin = await web.signIn((await givenPerson(db, { workspaceId, role: 'admin' })).email)
  member = await web.signIn((await givenPerson(db, { workspaceId, role: 'member' })).email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await stopDatabase()
})

const set = (json: object, cookie = admin) => web.ask('/api/service-level', { cookie, json })
const kept = () => db.inWorkspace(workspace.workspaceId, readServiceLevel)

it('BY-15 admins set how soon people answer, and it stands in the record', async () => {
  const level = { ...SERVICE_LEVEL_DEFAULTS, answerSeconds: 300, ownerMinutes: 20 }
  expect((await set(level)).status).toBe(200)
  expect(await kept()).toEqual(level)
  const lines = await db.platform
    .selectFrom('audit_log')
    .where('subject', '=', workspace.workspaceId)
    .selectAll()
    .execute()
  expect(lines).toMatchObject([{ action: 'service-level.changed', detail: { answerSeconds: 300 } }])
})

it('what is wrong stands by its field, and nothing is changed; members change nothing', async () => {
  const before = await kept()
  const wrong = { ...SERVICE_LEVEL_DEFAULTS, answerSeconds: 1200, warnPercent: 99 }
  const answer = await set({ ...wrong, holding: { isOn: true, text: { id: 'Hanya Rp500 ribu!', en: '' } } })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({
    errors: { warnPercent: 'out_of_range', 'holding.text.id': 'claims' },
  })
  expect((await set(SERVICE_LEVEL_DEFAULTS, member)).status).toBe(403)
  expect(await kept()).toEqual(before)
  const page = await (await web.ask('/review/settings', { cookie: member })).text()
  expect(page).toContain('Only admins and owners can change this.')
})

it('CV-10 PX-19 the list tells how long people have left, and when the clock stands still', async () => {
  const { conversationId } = await givenConversation(db, workspace)
  const [since, warnAt, dueAt] = [1_000, 91_000, 121_000].map((ms) => Date.parse('2026-11-24T04:59:00Z') + ms)
  const pauses = [[since, warnAt]]
  await db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .updateTable('conversations')
      .set({
        ...{ floor: 'team', last_message_at: new Date() },
        answer_since: new Date(since ?? 0),
        answer_warn_at: new Date(warnAt ?? 0),
        answer_due_at: new Date(dueAt ?? 0),
        answer_pauses: JSON.stringify(pauses),
      })
      .where('id', '=', conversationId)
      .execute(),
  )
  const { rows } = (await (await web.ask('/api/inbox', { cookie: member })).json()) as ListPage
  expect(rows[0]?.answer).toEqual({ since, warnAt, dueAt, pauses })
})
