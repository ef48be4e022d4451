import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { publishVersion } from '#db/queries/ari-config.ts'
import { keepReading, listUnreadTests } from '#db/queries/test-plays.ts'
import { POINTS, RELEASE_PHRASE } from '#schema/release.ts'
import { AriConfig } from '#schema/ari-config.ts'
import { givenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPlay, givenTest, releaseOver } from '../dev/test-kit/release.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let workspaceId: string
let people: Record<'owner' | 'admin' | 'member', { id: string; cookie: string }>

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  // Nobody answers there: what is played is put there by the tests.
  web = await startWeb({ databaseUrl: postgres.url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:9' } })
  workspaceId = (await givenWorkspace(db, { config: { persona: { tone: 'warm' } } })).workspaceId
  people = { owner: await person('owner'), admin: await person('admin'), member: await person('member') }
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

const person = async (role: 'owner' | 'admin' | 'member') => {
  const { id, email } = await givenPerson(db, { workspaceId, role })
  return { id, cookie: await web.signIn(email) }
}
beforeEach(async () => {
  for (const table of ['release_signoffs', 'release_runs', 'test_conversations', 'audit_log', 'knowledge'] as const)
    await db.platform.deleteFrom(table).execute()
  await db.platform.deleteFrom('ari_versions').where('number', '>', 1).execute()
  await db.platform.updateTable('workspaces').set({ release_minimum: 2, live_at: null, bot_on: false }).execute()
})

const as = (role: keyof typeof people) => releaseOver(web, people[role].cookie)
const orders = async (role: keyof typeof people, json: object) => {
  const answer = await as(role).order(json)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const reads = async (testId: string, json: object, role: keyof typeof people = 'member') => {
  const answer = await web.ask(`/api/release/${testId}`, { cookie: people[role].cookie, json: { do: 'read', ...json } })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const TestShown = z.object({
  play: z.object({ id: z.string() }),
  before: z.object({ verdict: z.string(), comment: z.string() }).nullable(),
  hasFailedSince: z.boolean(),
  neighbours: z.object({ unread: z.string().nullable() }),
})
const testShown = async (testId: string) =>
  TestShown.parse(await (await web.ask(`/api/release/${testId}`, { cookie: people.member.cookie })).json())
const audit = (action: string) =>
  db.platform
    .selectFrom('audit_log')
    .where('workspace_id', '=', workspaceId)
    .where('action', '=', action)
    .select(['actor', 'detail'])
    .execute()
const isLive = async () =>
  (
    await db.platform
      .selectFrom('workspaces')
      .where('id', '=', workspaceId)
      .select(['live_at as at', 'bot_on as on'])
      .executeTakeFirstOrThrow()
  ).at !== null
const sign = (role: keyof typeof people, version = 1) => orders(role, { do: 'sign', version })
const good = (playId: string | null) => ({ playId, verdict: 'good', points: POINTS, comment: '' })

describe('the gate', () => {
  it('HR-08 shows how many are read, and refuses to go live under the minimum', async () => {
    const first = await givenTest(db, workspaceId, { title: 'A' })
    await givenTest(db, workspaceId, { title: 'B' })
    expect(await as('admin').show()).toMatchObject({ read: 0, minimum: 2 })
    await reads(first.testId, good(first.playId))
    expect(await as('admin').show()).toMatchObject({ read: 1, minimum: 2, isSigned: false })
    const refused = { status: 409, body: { problem: 'reading', read: 1, minimum: 2, bad: 0, rerun: 0 } }
    expect(await sign('admin')).toEqual(refused)
    expect(await orders('admin', { do: 'goLive' })).toMatchObject({
      status: 409,
      body: { problem: 'not-signed', read: 1 },
    })
    expect(await isLive()).toBe(false)
  })

  it('HR-11 opens once an admin has signed: who, when and the phrase are kept, and going live needs it', async () => {
    for (const title of ['A', 'B']) await givenTest(db, workspaceId, { title })
    expect(await as('member').readAll()).toBe(2)
    expect(await orders('owner', { do: 'goLive' })).toMatchObject({ status: 409 })
    expect((await sign('member')).status).toBe(403)
    expect(await sign('admin', 7)).toMatchObject({ status: 409, body: { problem: 'changed' } })
    const before = Date.now()
    expect((await sign('admin')).status).toBe(200)
    const row = await db.platform
      .selectFrom('release_signoffs')
      .where('workspace_id', '=', workspaceId)
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ phrase: 'This bot is safe to release', version: 1, tests: 2, read: 2, minimum: 2 })
    expect(row.signed_by).toBe(people.admin.id)
    expect(Math.abs(row.signed_at.getTime() - before)).toBeLessThan(60_000)
    expect(await audit('release.signed')).toMatchObject([
      { actor: people.admin.id, detail: { phrase: RELEASE_PHRASE } },
    ])
    expect((await orders('member', { do: 'goLive' })).status).toBe(403)
    expect((await orders('admin', { do: 'goLive' })).status).toBe(200)
    expect(await isLive()).toBe(true)
    expect(await audit('release.overridden')).toEqual([])
  })

  it('shuts again where what was read has changed, and a bot that is live stays so', async () => {
    for (const title of ['A', 'B']) await givenTest(db, workspaceId, { title })
    await as('member').readAll()
    await sign('admin')
    const config = AriConfig.parse({ persona: { tone: 'dry' } })
    await db.inWorkspace(workspaceId, (tx) =>
      publishVersion(tx, { workspaceId, userId: null, config, basedOn: 1, note: '' }),
    )
    expect(await as('admin').show()).toMatchObject({ isSigned: false, read: 0, tests: [{ standing: 'changed' }, {}] })
    expect(await orders('admin', { do: 'goLive' })).toMatchObject({ status: 409, body: { problem: 'outdated' } })
    await db.platform.updateTable('workspaces').set({ live_at: new Date() }).where('id', '=', workspaceId).execute()
    expect((await orders('admin', { do: 'goLive' })).status).toBe(200)
  })

  it('HR-11 is opened by a signature for what answers now: an earlier one lets no later version go live', async () => {
    const tests = await Promise.all(['A', 'B'].map((title) => givenTest(db, workspaceId, { title })))
    await as('member').readAll()
    await sign('admin')
    const config = AriConfig.parse({ persona: { tone: 'dry' } })
    await db.inWorkspace(workspaceId, (tx) =>
      publishVersion(tx, { workspaceId, userId: null, config, basedOn: 1, note: '' }),
    )
    for (const { testId } of tests) await givenPlay(db, workspaceId, testId, { version: 2 })
    expect(await as('member').readAll()).toBe(2)
    expect(await as('admin').show()).toMatchObject({ lacks: null, isOutdated: true, isSigned: false })
    expect(await orders('admin', { do: 'goLive' })).toMatchObject({
      ...{ status: 409, body: { problem: 'outdated', signed: 1 } },
    })
    expect(await isLive()).toBe(false)
    expect((await sign('admin', 2)).status).toBe(200)
    expect(await as('admin').show()).toMatchObject({ isOutdated: false, isSigned: true })
    expect((await orders('admin', { do: 'goLive' })).status).toBe(200)
  })

  it('HR-11 an entry that what was signed stood on is changed, or gone: it is signed anew', async () => {
    const id = uuidv7()
    const entry = { id, kind: 'faq', language: 'id', title: 'Biaya', content: 'Rp1.000' } as const
    const { updated_at: at } = await db.inWorkspace(workspaceId, (tx) =>
      tx.insertInto('knowledge').values(entry).returning('updated_at').executeTakeFirstOrThrow(),
    )
    const [first] = await Promise.all(['A', 'B'].map((title) => givenTest(db, workspaceId, { title })))
    const { testId } = first!
    await givenPlay(db, workspaceId, testId, { entries: [{ id, at: at.toISOString() }] })
    await as('member').readAll()
    await sign('admin')
    expect(await as('admin').show()).toMatchObject({ isSigned: true })
    await db.platform.deleteFrom('knowledge').where('id', '=', id).execute()
    await givenPlay(db, workspaceId, testId)
    expect(await as('member').readAll()).toBe(1)
    expect(await as('admin').show()).toMatchObject({ lacks: null, isOutdated: true, isSigned: false })
    expect((await sign('admin')).status).toBe(200)
    expect(await as('admin').show()).toMatchObject({ isSigned: true })
  })

  it('is gone round by an owner alone, with a reason that the audit log keeps', async () => {
    const reason = 'The fair is tomorrow, and we read along.'
    expect((await orders('admin', { do: 'goLive', reason })).status).toBe(403)
    const short = await orders('owner', { do: 'goLive', reason: 'because' })
    expect(short).toEqual({ status: 400, body: { errors: { reason: 'too-short' } } })
    expect(await isLive()).toBe(false)
    expect((await orders('owner', { do: 'goLive', reason })).status).toBe(200)
    expect(await isLive()).toBe(true)
    expect(await audit('release.overridden')).toEqual([
      { actor: people.owner.id, detail: { reason, read: 0, minimum: 2 } },
    ])
  })

  it('waits until an open incident is ended: going live turns ARI on', async () => {
    const incident = { id: uuidv7(), reason: 'Wrong', from_at: new Date(0), to_at: new Date() }
    await db.inWorkspace(workspaceId, (tx) => tx.insertInto('incidents').values(incident).execute())
    const answer = await orders('owner', { do: 'goLive', reason: 'The fair is tomorrow.' })
    expect(answer).toMatchObject({ status: 409, body: { problem: 'incident' } })
    expect(await isLive()).toBe(false)
  })

  it('has a minimum that an admin sets, between 50 and 1000', async () => {
    expect((await orders('member', { do: 'minimum', minimum: 60 })).status).toBe(403)
    expect(await orders('admin', { do: 'minimum', minimum: 49 })).toMatchObject({
      body: { errors: { minimum: 'least' } },
    })
    expect((await orders('admin', { do: 'minimum', minimum: 60 })).status).toBe(200)
    expect(await as('member').show()).toMatchObject({ minimum: 60 })
    expect(await audit('release.minimum')).toHaveLength(1)
  })
})

describe('HR-10 a reading', () => {
  it('is good with all five points and bad with a word why; a bad one keeps the gate shut', async () => {
    const { testId, playId } = await givenTest(db, workspaceId, { title: 'A' })
    const other = await givenTest(db, workspaceId, { title: 'B' })
    const four = { ...good(playId), points: POINTS.slice(1) }
    expect(await reads(testId, four)).toEqual({ status: 400, body: { errors: { points: 'five' } } })
    const bad = { ...four, verdict: 'bad' }
    expect(await reads(testId, bad)).toEqual({ status: 400, body: { errors: { comment: 'missing' } } })
    expect((await reads(testId, { ...bad, comment: 'It says six weeks.' })).status).toBe(200)
    await reads(other.testId, good(other.playId))
    expect(await as('admin').show()).toMatchObject({ read: 2, tests: [{ standing: 'bad' }, { standing: 'good' }] })
    expect(await sign('admin')).toMatchObject({ status: 409, body: { problem: 'bad', bad: 1 } })
    expect(await audit('release.read')).toMatchObject([
      { actor: people.member.id, detail: { verdict: 'bad', points: POINTS.slice(1) } },
      { detail: { verdict: 'good' } },
    ])
  })

  it('bad does not go by playing it again: what came of that is read first, and one that fails replaces nothing', async () => {
    const tests = await Promise.all(['A', 'B', 'C'].map((title) => givenTest(db, workspaceId, { title })))
    const { testId, playId } = tests[0]!
    await reads(testId, { playId, verdict: 'bad', points: [], comment: 'Six weeks.' })
    expect(await as('member').readAll()).toBe(2)
    await givenPlay(db, workspaceId, testId, { fails: true })
    expect(await sign('admin')).toMatchObject({ status: 409, body: { problem: 'bad', bad: 1 } })
    const again = await givenPlay(db, workspaceId, testId)
    expect(await as('admin').show()).toMatchObject({ read: 2, rerun: 1, lacks: 'rerun' })
    expect(await sign('admin')).toMatchObject({ status: 409, body: { problem: 'rerun', rerun: 1, bad: 0 } })
    await givenPlay(db, workspaceId, testId, { fails: true })
    const { play, before, hasFailedSince } = await testShown(testId)
    expect([play.id, before?.comment, hasFailedSince]).toEqual([again, 'Six weeks.', true])
    expect((await reads(testId, good(again))).status).toBe(200)
    expect(await as('admin').show()).toMatchObject({ read: 3, rerun: 0, lacks: null })
    expect((await sign('admin')).status).toBe(200)
  })

  it('what was found bad and played again is read before the others', async () => {
    const tests = await Promise.all(['A', 'B', 'C'].map((title) => givenTest(db, workspaceId, { title })))
    const [first, , last] = tests
    await reads(last!.testId, { playId: last!.playId, verdict: 'bad', points: [], comment: 'Six weeks.' })
    await givenPlay(db, workspaceId, last!.testId)
    expect((await testShown(first!.testId)).neighbours.unread).toBe(last!.testId)
    expect((await db.inWorkspace(workspaceId, (tx) => listUnreadTests(tx, 2))).first[0]?.id).toBe(last!.testId)
  })

  it('of two who read at once the later one is shown what the earlier one found, and overwrites it knowingly or not at all', async () => {
    const { testId, playId } = await givenTest(db, workspaceId, { title: 'A' })
    const bad = { playId, verdict: 'bad', points: ['tone'], comment: 'It says six weeks.' }
    expect((await reads(testId, bad)).status).toBe(200)
    // The answer was lost on its way, and it was said once more.
    expect((await reads(testId, bad)).status).toBe(200)
    const late = await reads(testId, good(playId), 'owner')
    expect(late).toMatchObject({
      status: 409,
      body: { problem: 'read-meanwhile', reading: { verdict: 'bad', points: ['tone'], comment: 'It says six weeks.' } },
    })
    expect((await as('admin').show()).tests).toMatchObject([{ standing: 'bad' }])
    const { readAt: seen } = z.object({ readAt: z.string() }).parse(late.body['reading'])
    expect((await reads(testId, { ...good(playId), seen }, 'owner')).status).toBe(200)
    expect((await as('admin').show()).tests).toMatchObject([{ standing: 'good' }])
    // What they wrote over is not lost.
    expect((await audit('release.read')).map(({ actor, detail }) => [actor, detail])).toMatchObject([
      [people.member.id, { verdict: 'bad', comment: 'It says six weeks.' }],
      [people.member.id, { verdict: 'bad' }],
      [people.owner.id, { verdict: 'good', comment: '' }],
    ])
  })

  it('and a play that takes its place at once are one after the other: a bad one is never lost in between', async () => {
    const { testId, playId } = await givenTest(db, workspaceId, { title: 'A' })
    const bad = { verdict: 'bad', points: [], comment: 'Six weeks.', seen: null } as const
    const played = await db.inWorkspace(workspaceId, async (tx) => {
      await keepReading(tx, { workspaceId, userId: people.member.id, testId, playId: playId ?? '', ...bad })
      const playing = givenPlay(db, workspaceId, testId)
      const waits = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(async () => (await waits.execute(db.platform)).rows[0]?.n).toBe(1)
      return { playing }
    })
    await played.playing
    expect((await testShown(testId)).before).toMatchObject({ verdict: 'bad', comment: 'Six weeks.' })
  })

  it('is of the play that was read: another one that came in between is to be read itself', async () => {
    const { testId } = await givenTest(db, workspaceId, { title: 'A' })
    expect(await reads(testId, good(uuidv7()))).toMatchObject({ status: 409, body: { problem: 'superseded' } })
    expect(await as('admin').show()).toMatchObject({ read: 0 })
  })
})

describe('test conversations', () => {
  it('HR-08 are made well over a hundred at once, and no second time', async () => {
    await db.inWorkspace(workspaceId, (tx) =>
      tx
        .insertInto('knowledge')
        .values({ id: uuidv7(), kind: 'faq', language: 'id', title: 'Kapan IELTS mulai?', content: 'Maret.' })
        .execute(),
    )
    const made = await orders('member', { do: 'make' })
    expect(made.body['added']).toBeGreaterThanOrEqual(100)
    expect((await orders('member', { do: 'make' })).body['added']).toBe(0)
    expect((await as('member').show()).tests).toHaveLength(Number(made.body['added']))
  })

  it('are taken from a list only as a whole: wrong lines are named', async () => {
    const text = 'title,language,says\nJam,id,Buka jam berapa?\nX,fr,Bonjour\n'
    expect(await orders('member', { do: 'import', text })).toEqual({
      status: 400,
      body: { errors: { text: 'lines' }, lines: [{ line: 3, why: 'language' }] },
    })
    expect((await as('member').show()).tests).toEqual([])
    const mended = text.replace('fr', 'en')
    expect(await orders('member', { do: 'import', text: mended })).toMatchObject({ status: 200, body: { added: 2 } })
    expect(await orders('member', { do: 'import', text: mended })).toMatchObject({ status: 200, body: { added: 0 } })
  })

  it('wait for nobody where they cannot be played, and only an admin deletes one', async () => {
    const { testId } = await givenTest(db, workspaceId, { title: 'A', isPlayed: false })
    expect(await orders('member', { do: 'run', which: 'due' })).toMatchObject({ status: 503 })
    expect(await as('member').show()).toMatchObject({ run: null, tests: [{ id: testId, standing: 'new' }] })
    const remove = (role: keyof typeof people) =>
      web.ask(`/api/release/${testId}`, { cookie: people[role].cookie, json: { do: 'delete' } })
    expect((await remove('member')).status).toBe(403)
    expect((await remove('admin')).status).toBe(200)
    expect((await as('member').show()).tests).toEqual([])
  })
})
