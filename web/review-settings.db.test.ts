import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { readReviewRules } from '#db/queries/review-settings.ts'
import { readReviewPolicy } from '#db/queries/reviews.ts'
import { listen } from '#db/listen.ts'
import { REVIEW_DEFAULTS, type ReviewSettings } from '#schema/review.ts'
import { givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { Saved } from './app/review/revised.ts'
import type { RulesChanged, RulesOrder } from './app/review/rules-contract.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let workspace: GivenWorkspace
let revision: string
let [owner, admin, member] = ['', '', '']
let ownerId: string

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url })
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  const people = await Promise.all(
    (['owner', 'admin', 'member'] as const).map((role) => givenPerson(db, { workspaceId, role })),
  )
  ownerId = people[0]?.id ?? ''
  const cookies = await Promise.all(people.map(({ email }) => web.signIn(email)))
  ;[owner, admin, member] = cookies as [string, string, string]
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  await db.platform
    .updateTable('workspaces')
    .set({ review_policy: 'week', review_settings: '{}', live_at: new Date() })
    .where('id', '=', workspace.workspaceId)
    .execute()
  await db.platform.deleteFrom('audit_log').execute()
  revision = (await db.inWorkspace(workspace.workspaceId, readReviewRules)).revision
})

const here = () => db.inWorkspace(workspace.workspaceId, readReviewPolicy)
const post = (cookie: string, order: object) => web.ask('/api/review/settings', { cookie, json: order })
const order = (settings: Partial<ReviewSettings> = {}, rest: Partial<RulesOrder> = {}): RulesOrder => ({
  ...{ policy: 'week', revision, confirmed: [] },
  ...rest,
  settings: { ...REVIEW_DEFAULTS, ...settings },
})
const change = (settings: Partial<ReviewSettings>, rest?: Partial<RulesOrder>) => post(owner, order(settings, rest))
const audited = () =>
  db.inWorkspace(workspace.workspaceId, (tx) =>
    tx.selectFrom('audit_log').where('action', '=', 'review.settings_changed').select(['actor', 'detail']).execute(),
  )

describe('the rules of a workspace', () => {
  it('BY-07 HR-05 are changed by owner and admin, kept with before and after, and told to open queues', async () => {
    const heard: string[] = []
    const news = listen(postgres.url, 'desk', {
      ...{ onNote: (note: string) => void heard.push(note), onListening: () => listening.resolve(undefined) },
      onError: () => undefined,
    })
    const listening = Promise.withResolvers<undefined>()
    await listening.promise
    const answer = await change({ sampledPercent: 25, stages: ['booking'], intents: ['pricing'], belowConfidence: 0.8 })
    expect(answer.status).toBe(200)
    const saved = (await answer.json()) as Saved
    expect(await here()).toMatchObject({
      policy: 'week',
      settings: { sampledPercent: 25, stages: ['booking'], intents: ['pricing'], belowConfidence: 0.8, dueSeconds: 30 },
    })
    const next = order({ dueSeconds: 45 }, { policy: 'always', revision: saved.revision })
    expect((await post(admin, next)).status).toBe(200)
    const [first, second] = await audited()
    expect(first).toMatchObject({
      actor: ownerId,
      detail: { before: { policy: 'week', sampledPercent: 10 }, after: { policy: 'week', sampledPercent: 25 } },
    })
    expect(second).toMatchObject({
      detail: { before: { dueSeconds: 30 }, after: { policy: 'always', dueSeconds: 45 } },
    })
    await expect.poll(() => heard.filter((note) => note.includes('"workspace"')).length).toBe(2)
    await news.close()
  })

  it('are read and not changed by a member', async () => {
    const refused = await post(member, order({ dueSeconds: 45 }))
    expect([refused.status, (await here()).settings.dueSeconds]).toEqual([403, 30])
    const page = await web.ask('/review/settings', { cookie: member })
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('disabled')])
    expect(await audited()).toEqual([])
  })

  it('that two change at once: the second is told what the first changed, and nothing is overwritten', async () => {
    const answers = await Promise.all([
      post(owner, order({ dueSeconds: 45 })),
      post(admin, order({ dueSeconds: 60 }, { policy: 'always' })),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const late = answers.find(({ status }) => status === 409)
    const changed = (await late?.json()) as RulesChanged
    expect(changed).toMatchObject({
      outcome: 'changed',
      by: expect.any(String) as string,
      at: expect.any(String) as string,
    })
    // What they are now is what the other one made of them, and can be changed from there.
    expect(changed.now).toMatchObject(await rulesOf())
    expect((await audited()).length).toBe(1)
    expect((await change({ dueSeconds: 90 }, { revision: changed.revision })).status).toBe(200)
  })
  const rulesOf = async () => {
    const { policy, settings } = await here()
    return { policy, settings }
  }

  it('that are saved as they were change nothing', async () => {
    expect((await change({})).status).toBe(200)
    expect(await audited()).toEqual([])
  })

  it.each<[string, object, Record<string, string>]>([
    ['with people before it is due', { dueSeconds: 120 }, { 'settings.handOverSeconds': 'not_after_due' }],
    ['too short', { dueSeconds: 5 }, { 'settings.dueSeconds': 'too_small' }],
    ['too many', { sampledPercent: 101 }, { 'settings.sampledPercent': 'too_large' }],
    ['no whole number', { firstDays: 1.5 }, { 'settings.firstDays': 'invalid' }],
    ['not known', { stages: ['later'] }, { 'settings.stages.0': 'invalid' }],
    ['left out', { warnings: undefined }, { 'settings.warnings': 'missing' }],
  ])('that cannot be are refused by field: %s', async (_, settings, errors) => {
    const answer = await change(settings)
    expect([answer.status, await answer.json()]).toEqual([400, { errors }])
    expect((await here()).settings).toEqual(REVIEW_DEFAULTS)
  })

  it('HR-01 send nothing unread before going live, whatever is confirmed; what an operator chose stays', async () => {
    const inWorkspace = (set: object) =>
      db.platform.updateTable('workspaces').set(set).where('id', '=', workspace.workspaceId).execute()
    await inWorkspace({ live_at: null })
    const refused = await change({ sendsItself: true }, { policy: 'off', confirmed: ['off', 'sendsItself'] })
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { errors: { policy: 'not_live', 'settings.sendsItself': 'not_live' } },
    ])
    expect(await here()).toMatchObject({ policy: 'week', settings: { sendsItself: false } })
    // Beside each of the two the page says so before anything is pressed.
    const page = await web.ask('/review/settings', { cookie: owner, headers: { 'accept-language': 'id' } })
    expect((await page.text()).split('Baru bisa sesudah tayang').length - 1).toBe(2)
    await inWorkspace({ review_policy: 'off' })
    const { revision: now } = await db.inWorkspace(workspace.workspaceId, readReviewRules)
    expect((await change({ dueSeconds: 45 }, { policy: 'off', revision: now })).status).toBe(200)
  })

  it('BY-07 that somebody else made stricter meanwhile are told as such, and not asked to be confirmed', async () => {
    await db.platform
      .updateTable('workspaces')
      .set({ review_policy: 'off', review_settings: JSON.stringify({ sendsItself: true }) })
      .where('id', '=', workspace.workspaceId)
      .execute()
    const { revision: from } = await db.inWorkspace(workspace.workspaceId, readReviewRules)
    const stricter = order({ sendsItself: false }, { policy: 'week', revision: from })
    expect((await post(admin, stricter)).status).toBe(200)
    const late = await change({ sendsItself: true, dueSeconds: 45 }, { policy: 'off', revision: from })
    expect([late.status, await late.json()]).toMatchObject([
      409,
      { outcome: 'changed', now: { policy: 'week', settings: { sendsItself: false } } },
    ])
  })

  it('HR-01 send nothing unread unless that is said in so many words', async () => {
    const itself = { sendsItself: true }
    const refused = await change(itself)
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { errors: { 'settings.sendsItself': 'not_confirmed' } },
    ])
    expect(await (await change({}, { policy: 'off' })).json()).toEqual({ errors: { policy: 'not_confirmed' } })
    expect(await here()).toMatchObject({ policy: 'week', settings: { sendsItself: false } })
    expect((await change(itself, { confirmed: ['sendsItself'] })).status).toBe(200)
    expect((await here()).settings.sendsItself).toBe(true)
  })
})
