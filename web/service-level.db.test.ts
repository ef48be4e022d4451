import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { readServiceLevel, SERVICE_LEVEL } from '#db/queries/service-level.ts'
import { revisionOf } from '#db/queries/revised-settings.ts'
import { SERVICE_LEVEL_DEFAULTS, type ServiceLevel } from '#schema/service-level.ts'
import { givenConversation, givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { ListPage } from './app/inbox/contract.ts'
import type { Changed, Saved } from './app/review/revised.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspace: GivenWorkspace
let admin: string
let member: string
let owner: string

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  web = await startWeb({ databaseUrl: url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:1' } })
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  admin = await web.signIn((await givenPerson(db, { workspaceId, role: 'admin' })).email)
  owner = await web.signIn((await givenPerson(db, { workspaceId, role: 'owner' })).email)
  member = await web.signIn((await givenPerson(db, { workspaceId, role: 'member' })).email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await stopDatabase()
})

/** From what it is now, where nothing else is said. */
const set = async (json: object, cookie = admin) =>
  web.ask('/api/service-level', { cookie, json: { revision: await revision(), ...json } })
const revision = async () => revisionOf(SERVICE_LEVEL, await kept())
const audited = () =>
  db.platform
    .selectFrom('audit_log')
    .where('subject', '=', workspace.workspaceId)
    .where('action', '=', 'service-level.changed')
    .orderBy('id')
    .select('detail')
    .execute()
const kept = () => db.inWorkspace(workspace.workspaceId, readServiceLevel)

it('BY-15 admins set how soon people answer, and the record says what it was and is', async () => {
  const level = { ...SERVICE_LEVEL_DEFAULTS, answerSeconds: 300, ownerMinutes: 20 }
  const answer = await set(level)
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: 'saved', revision: await revision() }])
  expect(await kept()).toEqual(level)
  const line = { before: SERVICE_LEVEL_DEFAULTS, after: level }
  expect(await audited()).toEqual([{ detail: line }])
  // As it was it stays, and nobody is told of it.
  expect((await set(level)).status).toBe(200)
  expect(await audited()).toHaveLength(1)
})

it('of two who save at once the second is told what the first made of it, and may save on top of that', async () => {
  const before = await kept()
  const from = await revision()
  const holding = { ...before.holding, isOn: true, text: { id: 'Sebentar ya, Kak.', en: '' } }
  const wishes: [string, ServiceLevel][] = [
    [owner, { ...before, warnPercent: 50 }],
    [admin, { ...before, ownerMinutes: 30, holding }],
  ]
  const lines = (await audited()).length
  const answers = await Promise.all(wishes.map(([cookie, level]) => set({ ...level, revision: from }, cookie)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const [first, second] = answers[0]?.status === 200 ? [0, 1] : [1, 0]
  const changed = (await answers[second]?.json()) as Changed<ServiceLevel>
  expect(changed).toMatchObject({
    ...{ outcome: 'changed', now: wishes[first]?.[1], revision: await revision() },
    ...{ by: expect.any(String) as string, at: expect.any(String) as string },
  })
  expect(await kept()).toEqual(wishes[first]?.[1])
  expect(await audited()).toHaveLength(lines + 1)
  // Said once more, from what it is now, it is saved.
  const [cookie = '', late] = wishes[second] ?? []
  const again = await set({ ...changed.now, ...late, revision: changed.revision }, cookie)
  expect([again.status, ((await again.json()) as Saved).outcome]).toEqual([200, 'saved'])
  expect(await kept()).toEqual(late)
  expect(await audited()).toHaveLength(lines + 2)
})

it('that does not say what it was made from is not saved', async () => {
  const before = await kept()
  const answer = await web.ask('/api/service-level', { cookie: admin, json: { ...before, warnPercent: 20 } })
  expect([answer.status, await answer.json()]).toEqual([400, { errors: { revision: 'missing' } }])
  expect(await kept()).toEqual(before)
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
