import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listVersions, readPublished, readWorkingCopy } from '#db/queries/ari-config.ts'
import type { Database } from '#db/connect.ts'
import { DEFAULT_CONFIG, type AriConfig } from '#schema/ari-config.ts'
import { givenConfig, givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

let database: Database
let web: Web
let workspace: GivenWorkspace
let admin: { id: string; cookie: string }
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  stops.push(stop, () => database.close(), web.stop)
})
beforeEach(async () => {
  workspace = await givenWorkspace(database)
  await givenConfig(database, workspace, {})
  admin = await given('admin')
})
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

async function given(role: 'owner' | 'admin' | 'member', { workspaceId } = workspace) {
  const { id, email } = await givenPerson(database, { role, workspaceId })
  return { id, cookie: await web.signIn(email) }
}

async function order(fields: Record<string, unknown>, { cookie } = admin) {
  const answer = await web.ask('/api/ari/config', { cookie, json: fields })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const persona = (botName: string): AriConfig['persona'] => ({ ...DEFAULT_CONFIG.persona, botName })
const save = (sections: Record<string, unknown>, seen: { basedOn?: number; revision?: number } = {}, who = admin) =>
  order({ order: 'save', sections, basedOn: 1, revision: 0, ...seen }, who)
async function saved(sections: Record<string, unknown>, revision = 0): Promise<number> {
  const { status, body } = await save(sections, { revision })
  expect({ status, outcome: body['outcome'] }).toEqual({ status: 200, outcome: 'saved' })
  return Number(body['revision'])
}
const inWorkspace = <T>(work: Parameters<typeof database.inWorkspace<T>>[1], { workspaceId } = workspace) =>
  database.inWorkspace(workspaceId, work)
const copy = () => inWorkspace(readWorkingCopy)
const published = () => inWorkspace(readPublished)
const audit = (action: string) =>
  inWorkspace((tx) => tx.selectFrom('audit_log').select(['actor', 'detail']).where('action', '=', action).execute())

describe('the working copy', () => {
  it('keeps a section beside the others, and nothing of it is live', async () => {
    const revision = await saved({ persona: persona('Kia') })
    await saved({ guard: { ...DEFAULT_CONFIG.guard, mostCharacters: 200 } }, revision)
    expect((await copy())?.config).toEqual({
      ...DEFAULT_CONFIG,
      persona: persona('Kia'),
      guard: { ...DEFAULT_CONFIG.guard, mostCharacters: 200 },
    })
    expect(await published()).toEqual({ version: 1, config: DEFAULT_CONFIG })
  })

  it('is gone when everything is again as it is published', async () => {
    const revision = await saved({ persona: persona('Kia') })
    expect(await saved({ persona: persona('ARI') }, revision)).toBe(0)
    expect(await copy()).toBeUndefined()
    expect(await saved({ persona: persona('ARI') })).toBe(0)
  })

  it('refuses what cannot be, field by field, and keeps what there was', async () => {
    const revision = await saved({ persona: persona('Kia') })
    const wrong = {
      persona: { ...persona(' '), greeting: 'x'.repeat(301), language: 'jv' },
      scoring: { ...DEFAULT_CONFIG.scoring, threshold: 7.5 },
      followUp: { afterHours: 24, most: null },
    }
    expect(await save(wrong, { revision })).toEqual({
      status: 400,
      body: {
        problem: 'refused',
        problems: [
          { path: 'persona.botName', code: 'missing', params: {} },
          { path: 'persona.greeting', code: 'too_long', params: { most: 300 } },
          { path: 'persona.language', code: 'invalid', params: {} },
          { path: 'scoring.threshold', code: 'not_whole', params: {} },
          { path: 'followUp.afterHours', code: 'too_big', params: { most: 23 } },
          { path: 'followUp.most', code: 'missing', params: {} },
        ],
      },
    })
    expect((await copy())?.config.persona.botName).toBe('Kia')
    for (const sections of [{}, { channels: {} }, null, 'persona'])
      expect(await save(sections as never, { revision })).toMatchObject({ status: 400, body: { problem: 'refused' } })
    expect(await order({})).toMatchObject({ status: 400 })
  })

  it('tells who was first, of two who save', async () => {
    const other = await given('owner')
    const revision = await saved({ persona: persona('Kia') })
    for (const stale of [0, revision - 1])
      expect(await save({ persona: persona('Ara') }, { revision: stale }, other)).toMatchObject({
        status: 409,
        body: { problem: 'changed', what: 'copy', last: { by: expect.stringMatching(/^Person /) as string } },
      })
    expect((await copy())?.config.persona.botName).toBe('Kia')
    const both = await Promise.all([
      save({ persona: persona('One') }, { revision }),
      save({ persona: persona('Two') }, { revision }, other),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is not taken for one that was given up', async () => {
    const revision = await saved({ persona: persona('Kia') })
    expect(await order({ order: 'discard', basedOn: 1, revision })).toMatchObject({ status: 200 })
    expect(await save({ persona: persona('Ara') }, { revision })).toMatchObject({
      status: 409,
      body: { what: 'discarded' },
    })
    await saved({ persona: persona('Ara') })
    expect(await order({ order: 'discard', basedOn: 1, revision })).toMatchObject({ status: 409 })
    expect(await audit('ari.discarded')).toEqual([{ actor: admin.id, detail: {} }])
  })
})

describe('publishing', () => {
  const publish = (revision: number, note = '', basedOn = 1) => order({ order: 'publish', note, revision, basedOn })

  it('BC-10 makes the next version of it and writes who did, at once or not at all', async () => {
    const revision = await saved({ persona: persona('Kia') })
    expect(await publish(revision, '  Kia, as agreed  ')).toEqual({
      status: 200,
      body: { outcome: 'published', number: 2 },
    })
    expect(await published()).toEqual({ version: 2, config: { ...DEFAULT_CONFIG, persona: persona('Kia') } })
    expect(await copy()).toBeUndefined()
    const [newest] = await inWorkspace((tx) => listVersions(tx))
    expect(newest).toMatchObject({ number: 2, note: 'Kia, as agreed', restoredFrom: null })
    expect(newest?.publishedBy).toMatch(/^Person /)
    expect((await audit('ari.published')).at(-1)).toEqual({
      actor: admin.id,
      detail: { number: 2, restoredFrom: null },
    })

    const again = await save({ persona: persona('Ara') }, { basedOn: 2 })
    const before = await audit('ari.published')
    // The line of the audit log cannot be written: then there is no version either.
    const refusing = sql`alter table audit_log add constraint no_more check (action <> 'ari.published') not valid`
    await refusing.execute(database.platform)
    try {
      expect(
        (
          await web.ask('/api/ari/config', {
            cookie: admin.cookie,
            json: { order: 'publish', basedOn: 2, revision: again.body['revision'] },
          })
        ).status,
      ).toBe(500)
    } finally {
      await sql`alter table audit_log drop constraint no_more`.execute(database.platform)
    }
    expect((await published()).version).toBe(2)
    expect((await copy())?.config.persona.botName).toBe('Ara')
    expect(await audit('ari.published')).toEqual(before)
  })

  it('refuses what cannot work with the place of each problem, and nothing that is live changes', async () => {
    const { scoring, flow } = DEFAULT_CONFIG
    const revision = await saved({
      scoring: { ...scoring, parts: { ...scoring.parts, basic: 20 } },
      flow: { ...flow, stages: { ...flow.stages, routing: { ...flow.stages.routing, rules: [] } } },
    })
    expect(await publish(revision)).toMatchObject({
      status: 400,
      body: {
        problem: 'refused',
        problems: expect.arrayContaining([
          expect.objectContaining({ path: 'flow.stages.routing.rules', code: 'no_way_out' }),
          { path: 'scoring.parts.basic', code: 'part_does_not_add_up', params: { part: 'basic', sum: 25, most: 20 } },
        ]) as unknown,
      },
    })
    expect((await published()).version).toBe(1)
    expect(await publish(revision, 'x'.repeat(201))).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'note', code: 'too_long', params: { most: 200 } }] },
    })
  })

  it('refuses what was not looked at: a draft saved since, a version that came between, nothing at all', async () => {
    const revision = await saved({ persona: persona('Kia') })
    const newer = await saved({ persona: persona('Ara') }, revision)
    expect(await publish(revision)).toMatchObject({ status: 409, body: { problem: 'changed', what: 'copy' } })
    expect(await publish(newer)).toMatchObject({ status: 200 })
    expect(await publish(newer)).toMatchObject({ status: 409, body: { problem: 'changed', what: 'version' } })
    expect(await save({ persona: persona('Kia') })).toMatchObject({ status: 409, body: { what: 'version' } })
    expect((await published()).version).toBe(2)
  })

  it('is done once, of two who press at the same moment', async () => {
    const other = await given('owner')
    const revision = await saved({ persona: persona('Kia') })
    const wish = { order: 'publish', note: '', revision, basedOn: 1 }
    const both = await Promise.all([order(wish), order(wish, other)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await published()).version).toBe(2)
  })

  it('brings an older version back by way of the draft, and says which it was', async () => {
    expect(await publish(await saved({ persona: persona('Kia') }))).toMatchObject({ status: 200 })
    const restored = await order({ order: 'restore', number: 1, basedOn: 2, revision: 0 })
    expect(restored).toMatchObject({ status: 200, body: { outcome: 'saved' } })
    expect((await published()).config.persona.botName).toBe('Kia')
    expect(await publish(Number(restored.body['revision']), '', 2)).toMatchObject({ status: 200, body: { number: 3 } })
    expect(await published()).toEqual({ version: 3, config: DEFAULT_CONFIG })
    const [newest] = await inWorkspace((tx) => listVersions(tx))
    expect(newest).toMatchObject({ number: 3, restoredFrom: 1 })
    expect(await order({ order: 'restore', number: 9, basedOn: 3, revision: 0 })).toMatchObject({ status: 404 })
  })
})

it('another workspace sees nothing of it', async () => {
  const [mine, theirs] = [workspace, await givenWorkspace(database)]
  const stranger = await given('owner', theirs)
  const revision = await saved({ persona: persona('Rahasia') })
  expect(await order({ order: 'publish', note: 'Rahasia', revision, basedOn: 1 })).toMatchObject({ status: 200 })
  await save({ persona: persona('Rahasia 2') }, { basedOn: 2 })
  for (const path of ['/intern/persona', '/intern/scoring', '/intern/publish', '/intern/versions']) {
    const answer = await web.ask(path, { cookie: stranger.cookie })
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain('Rahasia')
  }
  expect((await web.ask('/intern/versions/2', { cookie: stranger.cookie })).status).toBe(404)
  for (const one of [
    { order: 'restore', number: 2, basedOn: 0, revision: 0 },
    { order: 'discard', basedOn: 2, revision },
    { order: 'publish', basedOn: 2, revision },
  ])
    expect((await order(one, stranger)).status).toBeGreaterThanOrEqual(400)
  expect(await inWorkspace(readWorkingCopy, theirs)).toBeUndefined()
  expect((await inWorkspace(readWorkingCopy, mine))?.config.persona.botName).toBe('Rahasia 2')
})

it('members read, and change nothing', async () => {
  const member = await given('member')
  const revision = await saved({ persona: persona('Kia') })
  const seen = { basedOn: 1, revision }
  for (const one of [
    { order: 'save', sections: { persona: persona('Ara') }, ...seen },
    { order: 'discard', ...seen },
    { order: 'restore', number: 0, ...seen },
    { order: 'publish', note: '', ...seen },
  ])
    expect(await order(one, member)).toMatchObject({ status: 403, body: { problem: 'not-allowed' } })
  expect((await copy())?.config.persona.botName).toBe('Kia')
  expect((await published()).version).toBe(1)
})
