import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FIRST_ANSWERS, type AnswerShow } from '#schema/answer.ts'
import { givenAnswer, givenReading, givenReviewedDraft } from '../../dev/test-kit/answers.ts'
import { givenConversation, givenInbound, givenWorkspace, type GivenConversation } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { connect, type Database, type WorkspaceTx } from '../connect.ts'
import { countAnswers, countFirstAnswers, findAnswerBeside, listAnswers, type AnswerWish } from './answers.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: Awaited<ReturnType<typeof givenWorkspace>>
let ana: GivenConversation

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
})
beforeEach(async () => {
  workspace = await givenWorkspace(db)
  ana = await givenConversation(db, workspace, { name: 'Ana' })
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

const here = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)
const HOUR_MS = 3_600_000
const noon = new Date('2025-03-10T05:00:00Z')
const after = (ms: number) => new Date(noon.getTime() + ms)
const SPAN = { from: after(-12 * HOUR_MS), to: after(12 * HOUR_MS) }
const ALL: AnswerWish = { span: SPAN, show: 'all', intent: null, warned: false, ofFirst: false }
const bodies = async (wish: Partial<AnswerWish> = {}) =>
  (await here((tx) => listAnswers(tx, { ...ALL, ...wish }, null))).answers.map(({ body }) => body)

/** One of each state, a minute apart, the first one the earliest. */
async function givenOneOfEach(): Promise<Record<string, string>> {
  const draft = (more: Parameters<typeof givenReviewedDraft>[3]) => givenReviewedDraft(db, workspace, ana, more)
  const warned = [{ name: 'apology', passed: true, warning: 'the reply apologises' }]
  const read = await draft({ verdict: 'edit', status: 'edited' })
  const drafts = {
    unread: await draft({ intent: 'pricing', checks: warned }),
    approved: await draft({ verdict: 'approve' }),
    edited: await draft({ editedFrom: read.draftId, turn: read.turn }),
    read: await draft({}),
    fixed: null,
  }
  const ids: Record<string, string> = {}
  for (const [index, [body, of]] of Object.entries(drafts).entries())
    ids[body] = await givenAnswer(db, workspace, ana, { body, draft: of, at: after(index * 60_000) })
  await givenReading(db, workspace, ids['read']!, { grounded: false })
  await here((tx) => tx.insertInto('bot_complaints').values({ message_id: ids['unread']! }).execute())
  return ids
}

describe('the answers of a day', () => {
  it('HR-06 are all that ARI said, the latest first, each with its state of review', async () => {
    const question = await givenInbound(db, workspace, ana, 'Kapan mulai?')
    await here((tx) =>
      tx
        .updateTable('messages')
        .set({ sent_at: after(-1) })
        .where('id', '=', question)
        .execute(),
    )
    await givenOneOfEach()
    // Not yet with the customer, never with them, of another day, not of ARI's.
    for (const status of ['queued', 'sending', 'failed', 'withdrawn'])
      await givenAnswer(db, workspace, ana, { body: status, status, at: noon })
    await givenAnswer(db, workspace, ana, { body: 'tomorrow', at: SPAN.to })
    await givenAnswer(db, workspace, ana, { body: 'yesterday', at: new Date(SPAN.from.getTime() - 1) })
    const { answers, next } = await here((tx) => listAnswers(tx, ALL, null))
    expect(answers.map(({ body, state }) => [body, state])).toEqual(
      ['fixed', 'read', 'edited', 'approved', 'unread'].map((state) => [state, state]),
    )
    expect(next).toBeNull()
    expect(answers.at(-1)).toMatchObject({ name: 'Ana', question: 'Kapan mulai?', intent: 'pricing' })
    const counts = await here((tx) => countAnswers(tx, SPAN))
    expect(counts).toEqual({ all: 5, drafted: 4, seen: 3, faulty: 1, complaints: 1 })
  })

  it.each<[AnswerShow, string[]]>([
    ['unread', ['unread']],
    ['approved', ['approved']],
    ['edited', ['edited']],
    ['read', ['read']],
    ['fixed', ['fixed']],
    ['seen', ['read', 'edited', 'approved']],
    ['complaint', ['unread']],
    ['invented', ['read']],
    ['faulty', ['read']],
  ])('HR-06 of which %s shows %j', async (show, expected) => {
    await givenOneOfEach()
    expect(await bodies({ show })).toEqual(expected)
  })

  it('HR-06 LM-17 are found by intent and by warning', async () => {
    await givenOneOfEach()
    expect(await bodies({ warned: true })).toEqual(['unread'])
    expect(await bodies({ intent: 'pricing' })).toEqual(['unread'])
    expect(await bodies({ intent: 'answer', show: 'seen' })).toEqual(['read', 'edited', 'approved'])
    expect(await bodies({ intent: 'refund' })).toEqual([])
  })

  it('come fifty at a time, none twice and none left out, also where many went out at one moment', async () => {
    for (let n = 0; n < 120; n += 1) await givenAnswer(db, workspace, ana, { at: after(Math.floor(n / 40)) })
    const seen: string[] = []
    const sizes: number[] = []
    let key: Parameters<typeof listAnswers>[2] = null
    do {
      const page: Awaited<ReturnType<typeof listAnswers>> = await here((tx) => listAnswers(tx, ALL, key))
      sizes.push(page.answers.length)
      seen.push(...page.answers.map(({ id }) => id))
      key = page.next
    } while (key !== null)
    expect([sizes, new Set(seen).size]).toEqual([[50, 50, 20], 120])
  })

  it('lead from one to the next, also from one that is no longer in the list', async () => {
    const ids = await givenOneOfEach()
    const { answers } = await here((tx) => listAnswers(tx, ALL, null))
    const key = answers.find(({ id }) => id === ids['edited'])!
    const beside = (show: AnswerShow, way: 'later' | 'earlier') =>
      here((tx) => findAnswerBeside(tx, { ...ALL, show }, { key: { atMicros: key.atMicros, id: key.id }, way }))
    expect([await beside('all', 'earlier'), await beside('all', 'later')]).toEqual([ids['approved'], ids['read']])
    expect([await beside('unread', 'earlier'), await beside('unread', 'later')]).toEqual([ids['unread'], undefined])
  })
})

describe('the first live answers', () => {
  const live = (at: Date | null) =>
    db.platform.updateTable('workspaces').set({ live_at: at }).where('id', '=', workspace.workspaceId).execute()

  it('HR-07 count those that a person decided about or read afterwards, of fifty and no more', async () => {
    await live(noon)
    expect(await here(countFirstAnswers)).toEqual({ sent: 0, seen: 0 })
    // Before going live, and words of our own.
    const draft = (more: Parameters<typeof givenReviewedDraft>[3] = {}) => givenReviewedDraft(db, workspace, ana, more)
    await givenAnswer(db, workspace, ana, { draft: await draft({ verdict: 'approve' }), at: after(-1) })
    await givenAnswer(db, workspace, ana, { at: after(1) })
    const ids = []
    for (let n = 0; n < FIRST_ANSWERS + 2; n += 1)
      ids.push(await givenAnswer(db, workspace, ana, { draft: await draft(), at: after(1000 * (n + 1)) }))
    expect(await here(countFirstAnswers)).toEqual({ sent: FIRST_ANSWERS, seen: 0 })
    await givenReading(db, workspace, ids[0]!)
    await givenReading(db, workspace, ids[49]!, { tone: false })
    // It is not one of the first.
    await givenReading(db, workspace, ids[50]!)
    expect(await here(countFirstAnswers)).toEqual({ sent: FIRST_ANSWERS, seen: 2 })
    const listed = await here((tx) => listAnswers(tx, { ...ALL, span: null, ofFirst: true, show: 'seen' }, null))
    expect(listed.answers.map(({ id }) => id)).toEqual([ids[49], ids[0]])
    // Held and approved, or edited, before it went out.
    await givenAnswer(db, workspace, ana, { draft: await draft({ verdict: 'approve' }), at: after(2) })
    const read = await draft({ verdict: 'edit', status: 'edited' })
    await givenAnswer(db, workspace, ana, {
      draft: await draft({ editedFrom: read.draftId, turn: read.turn }),
      at: after(3),
    })
    // These two came first; the last two of the others are beyond fifty now, one of them read.
    expect(await here(countFirstAnswers)).toEqual({ sent: FIRST_ANSWERS, seen: 3 })
  })

  it('HR-07 are none before the workspace is live', async () => {
    await live(null)
    await givenOneOfEach()
    expect(await here(countFirstAnswers)).toBeNull()
    await live(new Date(Date.now() + HOUR_MS))
    expect(await here(countFirstAnswers)).toBeNull()
  })
})
