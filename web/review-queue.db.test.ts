import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database, type WorkspaceTx } from '#db/connect.ts'
import { CLAIM_MS } from '#db/queries/review-queue.ts'
import { settleDraft } from '#db/queries/drafts.ts'
import { keepVerdict, markDraftHeld } from '#db/queries/reviews.ts'
import { refusalText } from '#domain/conversation/wording.ts'
import { givenConfig, givenConversation, givenHeldDraft, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenMessage } from '../dev/test-kit/inbox.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { Gone, HeldAnswer, ReviewQueue } from './app/review/contract.ts'

// What reviewers may do wrong, or at once. Nobody answers for the conversations' workflows here.

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let workspace: GivenWorkspace
let sari: { id: string; cookie: string }
let bima: { id: string; cookie: string }

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:9' } })
  workspace = await givenWorkspace(db, { review_policy: 'always' })
  const { workspaceId } = workspace
  const [one, other] = await Promise.all([0, 1].map(() => givenPerson(db, { workspaceId, role: 'member' })))
  sari = { id: one?.id ?? '', cookie: await web.signIn(one?.email ?? '') }
  bima = { id: other?.id ?? '', cookie: await web.signIn(other?.email ?? '') }
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})
beforeEach(() => db.platform.deleteFrom('contacts').execute())

const here = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)
const talk = (name = 'Ana') => givenConversation(db, workspace, { name })
const decide = (draftId: string, json: object, cookie = sari.cookie) =>
  web.ask(`/api/review/${draftId}`, { cookie, json })
const claim = async (draftId: string, { cookie }: { cookie: string }, order = 'take') =>
  (await (await web.ask(`/api/review/${draftId}/claim`, { cookie, json: { order } })).json()) as { outcome: string }
const queue = async (more = '') =>
  (await (await web.ask(`/api/review${more}`, { cookie: sari.cookie })).json()) as ReviewQueue
const drafts = () => here((tx) => tx.selectFrom('drafts').selectAll().orderBy('id').execute())

/** A draft that waits; `over` as its row has it. */
async function held(of: GivenConversation, over: object = {}, reply = 'Halo Kak, ada yang bisa dibantu?') {
  const draftId = await givenHeldDraft(db, workspace, of, reply)
  await here((tx) =>
    tx
      .updateTable('drafts')
      .set({ checks: '[]', ...over })
      .where('id', '=', draftId)
      .execute(),
  )
  return draftId
}

describe('a decision that comes too late', () => {
  it('of two reviewers the second is told who decided what, and nothing is decided twice', async () => {
    const ana = await talk()
    const draftId = await held(ana)
    const by = { conversationId: ana.conversationId, draftId, verdict: 'approve' as const, userId: bima.id }
    await here((tx) => keepVerdict(tx, by))
    const late = await decide(draftId, { verdict: 'edit', text: 'Kata-kata lain' })
    expect([late.status, await late.json()]).toEqual([
      409,
      {
        ...{ outcome: 'gone', why: 'decided', verdict: 'approve', contactId: ana.contactId, anew: null },
        by: expect.any(String) as string,
      },
    ])
    expect(await drafts()).toMatchObject([{ id: draftId, status: 'approved', reviewed_by: bima.id }])
  })

  it('BY-07 a version that is gone is refused with why, and what was written for it is not kept', async () => {
    const ana = await talk()
    const old = await held(ana)
    await here((tx) => keepVerdict(tx, { conversationId: ana.conversationId, draftId: old, verdict: 'stale' }))
    const fresh = await held(ana, { version: 2 })
    for (const order of [{ verdict: 'approve' }, { verdict: 'edit', text: 'Lain' }, { verdict: 'escalate' }]) {
      const late = await decide(old, order)
      expect([late.status, await late.json()]).toMatchObject([409, { outcome: 'gone', why: 'written', by: null }])
    }
    expect((await drafts()).map(({ id, status }) => [id, status])).toEqual([
      [old, 'stale'],
      [fresh, 'held'],
    ])
    expect((await decide(uuidv7(), { verdict: 'approve' })).status).toBe(404)
  })
})

it('of a draft that the customer overtook it is told whether ARI still writes, answered, or left it', async () => {
  const ana = await talk()
  const draftId = await held(ana)
  const inboundId = await givenInbound(db, workspace, ana, 'Eh, satu lagi.')
  await here((tx) => keepVerdict(tx, { conversationId: ana.conversationId, draftId, verdict: 'stale' }))
  const anew = async () =>
    ((await (await web.ask(`/api/review/${draftId}`, { cookie: sari.cookie })).json()) as Gone).anew
  expect(await anew()).toBe('writing')
  await here((tx) => tx.updateTable('messages').set({ outcome: 'ignored' }).where('id', '=', inboundId).execute())
  expect(await anew()).toBe('nothing')
  await givenMessage(db, workspace, ana, { body: 'Baik, Kak.', author: 'bot' })
  expect(await anew()).toBe('answered')
})

describe('words that cannot go out as they are', () => {
  it.each([
    ['an edit of nothing', { verdict: 'edit', text: '  ' }, { text: 'missing' }],
    ['an edit too long to read', { verdict: 'edit', text: 'a'.repeat(1_025) }, { text: 'too-long' }],
    ['a reason of nothing', { verdict: 'edit', text: 'Baik', reason: ' ' }, { reason: 'missing' }],
    ['a hint of nothing', { verdict: 'again', kind: 'hint', body: '' }, { body: 'missing' }],
    ['no decision', {}, { verdict: 'invalid' }],
  ])('%s is refused by field', async (_, order, errors) => {
    const draftId = await held(await talk())
    const refused = await decide(draftId, order)
    expect([refused.status, await refused.json()]).toEqual([400, { errors }])
    expect(await drafts()).toHaveLength(1)
  })

  it('an edit that breaks a check is shown with what breaks, and kept with its reason where one is given', async () => {
    const draftId = await held(await talk())
    const text = 'Telepon saja ke 0812345678, Kak.'
    const refused = await decide(draftId, { verdict: 'edit', text })
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { outcome: 'check', broken: [{ passed: false }] },
    ])
    expect(await drafts()).toHaveLength(1)
    expect((await decide(draftId, { verdict: 'edit', text, reason: 'Nomor kantor yang baru' })).status).toBe(503)
    expect((await drafts())[1]).toMatchObject({
      ...{ reply: text, edited_from: draftId, edit_reason: 'Nomor kantor yang baru' },
      // Nobody answered: it may be carried out yet.
      status: 'made',
    })
  })

  it('an edit that nobody answered for counts where it is carried out late, and is dropped where another decision is', async () => {
    const ana = await talk()
    const { conversationId } = ana
    const [one, other] = [await held(ana), await held(await talk('Budi'))]
    for (const draftId of [one, other])
      expect((await decide(draftId, { verdict: 'edit', text: 'Baik' })).status).toBe(503)
    expect((await decide(one, { verdict: 'edit', text: 'Baik, Kak' })).status).toBe(503)
    const edits = async () => (await drafts()).filter(({ edited_from: from }) => from === one)
    const [late, second] = (await edits()).map(({ id }) => id)
    expect(await edits()).toMatchObject([{ status: 'made' }, { status: 'made' }])
    const decided = { conversationId, draftId: one, verdict: 'edit' as const, userId: sari.id, editedId: late ?? '' }
    await here((tx) => keepVerdict(tx, decided))
    await here((tx) => settleDraft(tx, late ?? '', 'sent'))
    expect(await edits()).toMatchObject([
      { id: late, status: 'sent' },
      { id: second, status: 'stale' },
    ])
    // Of another customer's draft it says nothing.
    expect((await drafts()).filter(({ edited_from: from }) => from === other)).toMatchObject([{ status: 'made' }])
  })
})

it('a reviewer who goes offline lets go of a draft, and others are told of nobody any more', async () => {
  const draftId = await held(await talk())
  expect([await claim(draftId, sari), await claim(draftId, bima)]).toMatchObject([
    { outcome: 'claimed' },
    { outcome: 'taken' },
  ])
  expect((await queue()).drafts[0]?.reader?.id).toBe(sari.id)
  // As long as a claim lasts, later.
  const claimedUntil = (await drafts())[0]?.claimed_until?.getTime() ?? 0
  await here((tx) =>
    tx
      .updateTable('drafts')
      .set({ claimed_until: new Date(claimedUntil - CLAIM_MS - 1) })
      .execute(),
  )
  expect((await queue()).drafts[0]?.reader).toBeNull()
  expect(await claim(draftId, bima)).toMatchObject({ outcome: 'claimed' })
})

describe('what is seen at a glance', () => {
  /** A draft as the conversation's workflow has it held. */
  async function heldAnew(of: GivenConversation, over: object) {
    const draftId = await held(of, { status: 'made', ...over })
    const { conversationId } = of
    await here((tx) => markDraftHeld(tx, { conversationId, draftId, as: 'draft', dueAtMs: null, endsAtMs: null }))
    return draftId
  }
  const marks = async () => (await queue()).drafts.map(({ name, warnings }) => [name, warnings])

  it('a question that nothing was answered to before is marked, until an answer from the same entry went out', async () => {
    const [fees, dates] = [uuidv7(), uuidv7()]
    const pricing = { intent: 'pricing', citations: [fees] }
    const first = await heldAnew(await talk('Ana'), pricing)
    const opened = (await (await web.ask(`/api/review/${first}`, { cookie: sari.cookie })).json()) as HeldAnswer
    expect(opened).toMatchObject({ held: { checks: [{ name: 'first_time', warning: 'first_time' }] } })
    await here((tx) => tx.updateTable('drafts').set({ status: 'sent' }).where('id', '=', first).execute())
    await heldAnew(await talk('Budi'), pricing)
    await heldAnew(await talk('Citra'), { intent: 'pricing', citations: [dates] })
    await heldAnew(await talk('Dewi'), { intent: 'scholarship', citations: [fees] })
    // What is no question is not asked for the first time.
    await heldAnew(await talk('Eko'), { intent: 'greeting', citations: [] })
    expect(await marks()).toEqual([
      ['Budi', []],
      ['Citra', ['first_time']],
      ['Dewi', ['first_time']],
      ['Eko', []],
    ])
  })

  it('drafts that say the same are one batch; what needs a closer look is never part of one', async () => {
    const plain: string[] = []
    for (const name of ['Ana', 'Budi', 'Citra']) plain.push(await held(await talk(name), {}, `Halo Kak ${name}!`))
    const warned = JSON.stringify([{ name: 'apology', passed: true, warning: 'apologises' }])
    const failed = JSON.stringify([{ name: 'numbers', passed: false, reason: 'a price' }])
    for (const over of [{ checks: warned }, { checks: failed }, { is_first: true }, { held_as: 'refusal' }])
      await held(await talk('Dewi'), over, 'Halo Kak Dewi!')
    expect((await queue()).batches).toEqual([plain])
  })

  it('a refusal is shown in the language that it is sent in', async () => {
    const of = await talk()
    await here((tx) => tx.updateTable('conversations').set({ language: 'en' }).execute())
    await held(of, { held_as: 'refusal' })
    const shown = async () => (await queue()).drafts.map(({ reply }) => reply)
    expect(await shown()).toEqual([refusalText('en', { id: '', en: '' })])
    await givenConfig(db, workspace, { persona: { followsCustomer: false } })
    expect(await shown()).toEqual([refusalText('id', { id: '', en: '' })])
  })

  it('what goes out by itself says so, and so does the workspace', async () => {
    await held(await talk(), { sends_itself: true })
    expect(await queue()).toMatchObject({ sendsItselfAfter: null, drafts: [{ sendsItself: true }] })
    await setSettings({ sendsItself: true })
    expect((await queue()).sendsItselfAfter).toBe(30)
    await setSettings({})
  })
  const setSettings = (settings: object) =>
    here((tx) =>
      tx
        .updateTable('workspaces')
        .set({ review_settings: JSON.stringify(settings) })
        .execute(),
    )
})

it('five hundred drafts that wait are counted all, shown as far as anybody reads, and given in a moment', async () => {
  const all = await Promise.all(Array.from({ length: 500 }, (_, n) => talk(`Pelanggan ${String(n)}`)))
  for (const [n, of] of all.entries()) await held(of, {}, `Halo Kak, ini balasan nomor ${String(n % 50)}.`)
  await givenInbound(db, workspace, all[0] as GivenConversation, 'Eh, satu lagi.')
  const tookMs: number[] = []
  for (let n = 0; n < 5; n += 1) {
    const from = performance.now()
    const { drafts: shown, waiting } = await queue()
    tookMs.push(performance.now() - from)
    // One was overtaken by its customer.
    expect([shown.length, waiting]).toEqual([200, 499])
  }
  expect(Math.min(...tookMs)).toBeLessThan(300)

  // Asked for, the list goes on from where it ended; what no page asks for is the list as it is at first.
  const [first, further, whole] = [await queue(), await queue('?most=400'), await queue('?most=600')]
  expect([further.drafts.length, whole.drafts.length, whole.waiting]).toEqual([400, 499, 499])
  const ids = ({ drafts: shown }: ReviewQueue) => shown.map(({ draftId }) => draftId)
  expect(ids(further).slice(0, 200)).toEqual(ids(first))
  expect(ids(whole).slice(0, 400)).toEqual(ids(further))
  expect(new Set(ids(whole)).size).toBe(499)
  // A batch is of one page, so no draft is in two.
  const batched = whole.batches.flat()
  expect([new Set(batched).size, batched.length > 400]).toEqual([batched.length, true])
  for (const wrong of ['?most=0', '?most=x', '?most=-5']) expect((await queue(wrong)).drafts).toHaveLength(200)
})
