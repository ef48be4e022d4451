import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '#clients/log/log.ts'
import { connect, type Database } from '#db/connect.ts'
import { setMessageQuota } from '#db/queries/quota.ts'
import { createStaffMessageRepair } from '../api/relay/staff-messages.ts'
import { eventually } from '../dev/test-kit/api.ts'
import {
  givenConversation,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { OpenConversation, SentAnswer, Usage } from './app/inbox/contract.ts'

// Nobody answers there: a message that is carried out at once is ordered in vain, and answered 202 without a text.
const settings = { TEMPORAL_ADDRESS: '127.0.0.1:9' }
const AT_ONCE = '202 unavailable'
const BUSY = '202 System busy, request queued'
const QUEUED = '202 Request queued'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let webs: [Web, Web]
let ours: GivenWorkspace
let email: string
let cookie: string
let ana: GivenConversation

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  webs = await Promise.all([
    startWeb({ databaseUrl: postgres.url, settings }),
    startWeb({ databaseUrl: postgres.url, settings }),
  ])
})
afterAll(async () => {
  await Promise.all(webs.map((web) => web.stop()))
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  ours = await givenWorkspace(db)
  email = (await givenPerson(db, { workspaceId: ours.workspaceId })).email
  cookie = await webs[0].signIn(email)
  ana = await givenConversation(db, ours)
})

const write = (to = ana, { web = webs[0], messageId = uuidv7(), as = cookie } = {}) =>
  web.ask(`/api/conversations/${to.contactId}`, { cookie: as, json: { messageId, body: 'Halo' } })

async function said(answer: Response): Promise<string> {
  const sent = (await answer.json()) as SentAnswer
  return `${answer.status} ${'text' in sent ? sent.text : sent.outcome}`
}

/** As if so many had been carried out so many seconds ago. */
const givenPlaces = (count: number, ago = 0, { workspaceId } = ours) =>
  sql`insert into quota_places (key, at) select ${`messages:${workspaceId}`}, now() - make_interval(secs => ${ago})
    from generate_series(1, ${count})`.execute(db.platform)

const usage = async (): Promise<Usage> => (await (await webs[0].ask('/api/usage', { cookie })).json()) as Usage

const limitTo = (perMinute: number) =>
  db.inWorkspace(ours.workspaceId, (tx) =>
    setMessageQuota(tx, { workspaceId: ours.workspaceId, perMinute, actor: 'test' }),
  )

const storedOf = ({ conversationId }: GivenConversation) =>
  db.platform.selectFrom('messages').where('conversation_id', '=', conversationId).select('id').execute()

it('SC-14 SC-15 SC-16 TS-08 of 60 calls to each of two processes at most 100 are carried out in the minute, each once', async () => {
  const contacts = await Promise.all(Array.from({ length: 6 }, () => givenConversation(db, ours)))
  const calls = Array.from({ length: 120 }, async (_, n) =>
    said(await write(contacts[n % 6], { web: n % 2 === 0 ? webs[0] : webs[1] })),
  )
  const answers = Object.groupBy(await Promise.all(calls), (answer) => answer)
  const count = (answer: string) => answers[answer]?.length ?? 0
  expect([count(AT_ONCE), count(BUSY), count(QUEUED)]).toEqual([80, 20, 20])
  // However slow this machine is, these count until it is said below that they do no more.
  const carriedOut = (secondsAgo: number) =>
    sql`update quota_places set at = now() - make_interval(secs => ${secondsAgo})
      where key = ${`messages:${ours.workspaceId}`}`.execute(db.platform)
  await carriedOut(-600)

  const told: string[] = []
  const repair = createStaffMessageRepair({
    database: db,
    log: createLog('api', 'silent'),
    ...{ everyMs: 3_600_000, lineEveryMs: 20 },
    sendStaffMessage: (_, { messageId }) => {
      told.push(messageId)
      return Promise.resolve({ outcome: 'done', epoch: 1 })
    },
  })
  // What was ordered in vain is the repair's; here it is as if the conversations had it.
  await sql`insert into outbound_messages (message_id, workspace_id, conversation_id, floor_epoch, payload)
    select id, workspace_id, conversation_id, 1, '{}' from messages m where workspace_id = ${ours.workspaceId}
      and not exists (select from waiting_messages where message_id = m.id)`.execute(db.platform)
  repair.start()
  await eventually(() => told.length >= 20)
  await carriedOut(-600)
  expect(await usage()).toEqual({ requestsThisMinute: 120, utilizationPercent: 120, limit: 100 })
  await webs[1].stop()
  webs[1] = await startWeb({ databaseUrl: postgres.url, settings })
  expect(await said(await write(ana, { web: webs[1], as: await webs[1].signIn(email) }))).toBe(QUEUED)
  expect(told).toHaveLength(20)

  await carriedOut(60)
  await eventually(() => told.length >= 41)
  await repair.stop()
  expect(new Set(told).size).toBe(41)
}, 60_000)

it('SC-17 the 81st waits and is told of in the log, and so is the 101st', async () => {
  const alarms = () =>
    webs[0].lines
      .filter((line) => line.includes(ours.workspaceId) && line.includes('"quota_high"'))
      .map((line) => (JSON.parse(line) as { level: unknown; utilizationPercent: number }).utilizationPercent)
  await givenPlaces(79)
  expect(await said(await write())).toBe(AT_ONCE)
  expect(alarms()).toEqual([])
  expect(await said(await write())).toBe(BUSY)
  await eventually(() => alarms().length === 1)
  expect(await said(await write())).toBe(BUSY)
  await givenPlaces(18)
  expect([await said(await write()), await said(await write())]).toEqual([QUEUED, QUEUED])
  await eventually(() => alarms().length === 2)
  expect(alarms()).toEqual([81, 101])
})

it('SC-13 what was carried out a little less than a minute ago counts, and no longer than that', async () => {
  await givenPlaces(100, 50)
  expect(await said(await write())).toBe(QUEUED)
  const other = await givenConversation(db, ours)
  await sql`update quota_places set at = at - interval '10 s'`.execute(db.platform)
  expect(await said(await write(other))).toBe(AT_ONCE)
  // To Ana one waits: nothing overtakes it.
  expect(await said(await write())).toBe(QUEUED)
})

it('AD-16 a quota that is used up is that of one workspace', async () => {
  await givenPlaces(100)
  expect(await said(await write())).toBe(QUEUED)
  const theirs = await givenWorkspace(db)
  const as = await webs[0].signIn((await givenPerson(db, { workspaceId: theirs.workspaceId })).email)
  expect(await said(await write(await givenConversation(db, theirs), { as }))).toBe(AT_ONCE)
})

it('SC-29 another quota holds from the next request on', async () => {
  await givenPlaces(100)
  expect(await said(await write())).toBe(QUEUED)
  await limitTo(500)
  expect(await said(await write(await givenConversation(db, ours)))).toBe(AT_ONCE)
  await limitTo(50)
  expect(await said(await write(await givenConversation(db, ours)))).toBe(QUEUED)
})

it('what waits stands in the thread as such, and the same message again is the same', async () => {
  await givenPlaces(100)
  const messageId = uuidv7()
  const answer = await write(ana, { messageId })
  const { message } = (await answer.json()) as SentAnswer
  expect(message).toMatchObject({ id: messageId, status: 'queued', inLine: true })
  expect(await said(await write(ana, { messageId }))).toBe(QUEUED)
  const open = await webs[0].ask(`/api/conversations/${ana.contactId}`, { cookie })
  const { thread } = (await open.json()) as OpenConversation
  expect(thread.items).toMatchObject([{ id: messageId, inLine: true }])
  expect(await usage()).toMatchObject({ requestsThisMinute: 101 })
})

it('SC-12 messages: a flood that five quotas wait of is 429, and nothing of it is kept', async () => {
  await limitTo(2)
  await givenPlaces(2)
  for (let n = 0; n < 10; n++) expect(await said(await write())).toBe(QUEUED)
  const answer = await write()
  expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
    429,
    '60',
    { problem: 'too-many', text: 'Too many messages are waiting to be sent. Try again in 60 seconds.' },
  ])
  expect(await storedOf(ana)).toHaveLength(10)
  expect(await usage()).toEqual({ requestsThisMinute: 12, utilizationPercent: 600, limit: 2 })
})

it('OP-08 45 of 100 shows 45', async () => {
  expect(await usage()).toEqual({ requestsThisMinute: 0, utilizationPercent: 0, limit: 100 })
  await givenPlaces(30, 60)
  await givenPlaces(45, 5)
  expect(await usage()).toEqual({ requestsThisMinute: 45, utilizationPercent: 45, limit: 100 })
})

describe('SC-18 X-Workspace-ID', () => {
  const asking = (headers: Record<string, string>, path = '/api/inbox') => webs[0].ask(path, { cookie, headers })

  it('of another workspace is 403 by id and by slug, on the API and on pages, and writes nothing', async () => {
    const theirs = await givenWorkspace(db)
    const contact = await givenConversation(db, theirs)
    for (const name of [theirs.workspaceId, `w-${theirs.workspaceId}`, uuidv7(), 'x', '%', "' or 1=1 --"]) {
      const header = { 'x-workspace-id': name }
      for (const path of [
        '/api/inbox',
        '/api/usage',
        '/api/events',
        `/api/conversations/${contact.contactId}`,
        '/inbox',
      ])
        expect({ name, path, status: (await asking(header, path)).status }).toEqual({ name, path, status: 403 })
      const sent = await webs[0].ask(`/api/conversations/${contact.contactId}`, {
        ...{ cookie, headers: header, json: { messageId: uuidv7(), body: 'Halo' } },
      })
      expect(sent.status).toBe(403)
    }
    expect(await storedOf(contact)).toEqual([])
    expect((await asking({}, `/api/conversations/${contact.contactId}`)).status).toBe(404)
  })

  it('of one of several own workspaces opens that one, for this request', async () => {
    const second = await givenWorkspace(db)
    const contact = await givenConversation(db, second)
    await sql`insert into memberships (id, workspace_id, user_id, role)
      select ${uuidv7()}, ${second.workspaceId}, id, 'member' from users where email = ${email}`.execute(db.platform)
    const path = `/api/conversations/${contact.contactId}`
    for (const name of [second.workspaceId, `w-${second.workspaceId}`])
      expect((await asking({ 'x-workspace-id': name }, path)).status).toBe(200)
    expect((await asking({}, path)).status).toBe(404)
  })
})
