import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readPublished, readWorkingCopy } from '#db/queries/ari-config.ts'
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
