import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysOf, momentsOf, type DayRange } from '#domain/review/day-range.ts'
import { BOT_COUNTERS, FIGURES, type BotCounter, type FigureName } from '#schema/figures.ts'
import { givenAnswer, givenReading, givenReviewedDraft } from '../../dev/test-kit/answers.ts'
import { givenConversation, givenWorkspace, type GivenConversation } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { connect, type Database, type WorkspaceTx } from '../connect.ts'
import { readBotCounters } from './bot-counters.ts'
import { listBehind, measure } from './figures.ts'
import { insertFloorEvent } from './floor.ts'
import { mergeContacts } from './merge-contacts.ts'

// A small world with a few days whose figures are counted by hand. Its clock is WIB.

const at = (clock: string) => new Date(`2025-03-${clock}+07:00`)
const spanOf = (range: DayRange) => {
  const { fromMs, toMs } = momentsOf(range, 'Asia/Jakarta')
  return { from: new Date(fromMs), to: new Date(toMs) }
}
const RANGE = { first: '2025-03-10', last: '2025-03-11' }
const SPAN = spanOf(RANGE)
const DAYS = daysOf(RANGE).map((day) => ({ day, from: spanOf({ first: day, last: day }).from }))
const BEFORE = spanOf({ first: '2025-03-08', last: '2025-03-09' })
const EMPTY = spanOf({ first: '2025-01-01', last: '2025-01-02' })

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: Awaited<ReturnType<typeof givenWorkspace>>
const here = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)

async function inbound(
  { conversationId }: GivenConversation,
  clock: string,
  outcome: string | null,
  more: { kind?: string; content?: object; reply_to_provider_id?: string } = {},
): Promise<string> {
  const id = uuidv7()
  const { kind = 'text', content = {}, ...rest } = more
  const of = { id, conversation_id: conversationId, channel_id: workspace.channelId, author: 'customer', kind }
  const said = { body: 'Kapan mulai?', content: JSON.stringify(content), status: 'received', sent_at: at(clock) }
  await here((tx) =>
    tx
      .insertInto('messages')
      .values({ ...of, direction: 'inbound', ...said, outcome, ...rest })
      .execute(),
  )
  return id
}

const reaction = (conversation: GivenConversation, clock: string, [emoji, to]: [string, string]) =>
  inbound(conversation, clock, 'ignored: reaction', {
    kind: 'reaction',
    content: { reaction: { providerMessageId: to, emoji } },
    reply_to_provider_id: `wamid.${to}`,
  })

async function staff({ conversationId }: GivenConversation, clock: string): Promise<void> {
  const of = { id: uuidv7(), conversation_id: conversationId, channel_id: workspace.channelId, kind: 'text' }
  const said = { direction: 'outbound', author: 'staff', body: 'Halo', status: 'sent', sent_at: at(clock) }
  await here((tx) =>
    tx
      .insertInto('messages')
      .values({ ...of, ...said })
      .execute(),
  )
}

async function floor(
  { conversationId }: GivenConversation,
  clock: string,
  [holder, reason, epoch]: [string, string | null, number],
) {
  const event = { id: uuidv7(), conversation_id: conversationId, turn: epoch, kind: 'floor', at: at(clock) }
  await here((tx) =>
    tx
      .insertInto('conversation_events')
      .values({ ...event, detail: JSON.stringify({ holder, reason, epoch }) })
      .execute(),
  )
}

const counted = (counter: BotCounter, subject: string, clock: string) =>
  here((tx) =>
    tx
      .insertInto('bot_events')
      .values({ counter, subject, at: at(clock) })
      .execute(),
  )

/** A draft that was held, and what was decided about it; where it went out, so many minutes after. */
async function reviewed(
  conversation: GivenConversation,
  {
    held,
    seconds,
    verdict,
    intent,
    sent,
  }: { held: string; seconds: number; verdict: string; intent: string; sent?: string },
) {
  const heldAt = at(held)
  const times = {
    heldAt,
    dueAt: new Date(heldAt.getTime() + 30_000),
    reviewedAt: new Date(heldAt.getTime() + seconds * 1000),
  }
  const status = { approve: 'sent', edit: 'edited', escalate: 'escalated' }[verdict] ?? 'sent'
  const draft = await givenReviewedDraft(db, workspace, conversation, { ...times, verdict, intent, status })
  if (sent === undefined) return draft
  const { turn, draftId: editedFrom } = draft
  const said =
    verdict === 'edit' ? await givenReviewedDraft(db, workspace, conversation, { intent, turn, editedFrom }) : draft
  await givenAnswer(db, workspace, conversation, { draft: said, at: at(sent) })
  return draft
}

const answered = async (conversation: GivenConversation, clock: string, intent: string) =>
  givenAnswer(db, workspace, conversation, {
    draft: await givenReviewedDraft(db, workspace, conversation, { intent }),
    at: at(clock),
  })

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  // Its figures are not ours.
  workspace = await givenWorkspace(db)
  await answered(await givenConversation(db, workspace), '10T12:00:00', 'course')
  workspace = await givenWorkspace(db)
  const [ana, budi, citra, dewi, fitri, gita] = (await Promise.all(
    ['Ana', 'Budi', 'Citra', 'Dewi', 'Fitri', 'Gita'].map((name) => givenConversation(db, workspace, { name })),
  )) as [
    GivenConversation,
    GivenConversation,
    GivenConversation,
    GivenConversation,
    GivenConversation,
    GivenConversation,
  ]

  // Late in the evening and right after midnight: two days, also where UTC has one.
  const asked = await inbound(ana, '10T23:25:00', 'answered')
  await reviewed(ana, { held: '10T23:29:00', seconds: 20, verdict: 'approve', intent: 'course', sent: '10T23:30:00' })
  await inbound(ana, '11T00:05:00', 'answered')
  const late = { held: '11T00:08:00', seconds: 90, verdict: 'edit', intent: 'course', sent: '11T00:10:00' }
  const edited = await reviewed(ana, late)
  await floor(ana, '11T07:00:00', ['person', 'taken_over', 1])

  await inbound(budi, '11T08:59:00', 'answered')
  const escalated = { held: '11T08:00:00', seconds: 10, verdict: 'escalate', intent: 'price' }
  const passed = await reviewed(budi, escalated)
  const wrong = await answered(budi, '11T09:00:00', 'price')
  await givenReading(db, workspace, await answered(budi, '11T09:30:00', 'price'), { grounded: false })
  await here((tx) =>
    tx
      .insertInto('bot_complaints')
      .values({ message_id: wrong, at: at('11T10:00:00') })
      .execute(),
  )
  await inbound(budi, '11T10:05:00', 'human')
  await floor(budi, '11T10:05:00', ['team', 'asked_for_person', 3])
  await staff(budi, '11T10:06:30')
  await inbound(budi, '11T11:00:00', 'ignored: paused')
  // Nobody decided in time; and one that the customer overtook before that.
  const held = { heldAt: at('11T13:00:00'), dueAt: at('11T13:00:30'), status: 'stale', intent: 'price' }
  const overdue = await givenReviewedDraft(db, workspace, budi, held)
  const event = { id: uuidv7(), conversation_id: budi.conversationId, turn: overdue.turn, kind: 'review_due' }
  await here((tx) =>
    tx
      .insertInto('conversation_events')
      .values({ ...event, detail: JSON.stringify({ draftId: overdue.draftId }), at: at('11T13:00:30') })
      .execute(),
  )
  await givenReviewedDraft(db, workspace, budi, { ...held, heldAt: at('11T14:00:00'), dueAt: at('11T14:00:30') })

  await inbound(citra, '11T23:58:00', 'answered')
  const read = await answered(citra, '11T23:59:00', 'course')
  await givenReading(db, workspace, read)
  await reaction(citra, '11T23:59:30', ['👎🏽', read])
  // Somebody recalled what ARI was to say: people's own doing.
  await floor(citra, '11T12:00:00', ['team', 'recalled', 1])
  await staff(citra, '11T12:05:00')

  await inbound(dewi, '12T00:00:00', 'answered')
  await answered(dewi, '12T00:01:00', 'course')
  await inbound(dewi, '11T12:00:00', null)

  // Words of our own; a bad word that was thought better of; handed back before a person came.
  const told = await givenAnswer(db, workspace, fitri, { at: at('10T10:00:00') })
  await reaction(fitri, '10T10:01:00', ['😡', told])
  await reaction(fitri, '10T10:02:00', ['❤️', told])
  await floor(fitri, '10T14:00:00', ['team', 'low_confidence', 1])
  await floor(fitri, '10T14:01:00', ['bot', null, 2])
  await staff(fitri, '10T14:01:30')

  await reviewed(gita, { held: '09T11:59:00', seconds: 40, verdict: 'approve', intent: 'course', sent: '09T12:00:00' })

  await counted('responsesGenerated', asked, '10T23:26:00')
  await counted('responsesGenerated', await inbound(dewi, '12T00:02:00', 'answered'), '12T00:02:00')
  await counted('uncertaintyDetected', asked, '10T23:26:00')
  await counted('escalationsTriggered', `${budi.conversationId} 3`, '11T10:05:00')
  await counted('escalationsTriggered', `${fitri.conversationId} 1`, '10T14:00:00')
  await counted('humanReviewChanges', edited.draftId, '11T00:09:30')
  await counted('humanReviewChanges', passed.draftId, '11T08:00:10')
  await counted('customerComplaints', wrong, '11T10:00:00')
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

const [D10, D11] = ['2025-03-10', '2025-03-11']
type Counts = [count: number, hits: number]
/** By hand: in all, by day, by what the customer wanted. */
const EXPECTED: Record<FigureName | 'answers', [Counts, Record<string, Counts>, Record<string, Counts>]> = {
  responded: [[6, 4], { [D10]: [1, 1], [D11]: [5, 3] }, {}],
  // A conversation counts on the last day on which something of it happened.
  escalated: [[4, 2], { [D10]: [1, 1], [D11]: [3, 1] }, {}],
  satisfied: [[4, 2], { [D10]: [1, 1], [D11]: [3, 1] }, {}],
  invented: [[2, 1], { [D11]: [2, 1] }, { course: [1, 0], price: [1, 1] }],
  edited: [[3, 1], { [D10]: [1, 0], [D11]: [2, 1] }, { course: [2, 1], price: [1, 0] }],
  reviewTime: [[3, 2], { [D10]: [1, 1], [D11]: [2, 1] }, { course: [2, 1], price: [1, 1] }],
  overdue: [[4, 2], { [D10]: [1, 0], [D11]: [3, 2] }, { course: [2, 1], price: [2, 1] }],
  humanTime: [[3, 1], { [D10]: [1, 0], [D11]: [2, 1] }, {}],
  answers: [[5, 1], { [D10]: [1, 0], [D11]: [4, 1] }, { course: [3, 0], price: [2, 1] }],
}

/** By hand: on the tenth and on the eleventh. */
const COUNTED: Record<BotCounter, [number, number]> = {
  responsesGenerated: [1, 0],
  escalationsTriggered: [1, 1],
  uncertaintyDetected: [1, 0],
  humanReviewChanges: [0, 2],
  customerComplaints: [0, 1],
}

const countsOf = (cuts: Record<string, { count: number; hits: number }>) =>
  Object.fromEntries(Object.entries(cuts).map(([name, { count, hits }]) => [name, [count, hits]]))

describe('figures of two days', () => {
  const ALL = [...FIGURES, 'answers'] as const

  it.each(Object.entries(EXPECTED) as [FigureName | 'answers', (typeof EXPECTED)['answers']][])(
    'HR-14 %s is what is counted by hand, in all, by the workspace’s days and by intent',
    async (what, [total, days, intents]) => {
      const measured = (await here((tx) => measure(tx, [what], SPAN, DAYS)))[what]
      expect([measured.total.count, measured.total.hits]).toEqual(total)
      expect([countsOf(measured.days), countsOf(measured.intents)]).toEqual([days, intents])
      // Counted together with others, which begin with the same rows, it is the same.
      expect((await here((tx) => measure(tx, ALL, SPAN, DAYS)))[what]).toEqual(measured)
    },
  )

  it('HR-14 how long reviewers and people took: the middle, and nine of ten', async () => {
    const { reviewTime, humanTime, edited } = await here((tx) => measure(tx, FIGURES, SPAN, DAYS))
    expect(reviewTime.total).toMatchObject({ median: 20, p90: 76 })
    expect(reviewTime.days[D11]).toMatchObject({ median: 50 })
    // One of three was never answered: it has no time.
    expect(humanTime.total).toMatchObject({ median: 195 })
    expect(edited.total.median).toBeNull()
  })

  it('the days before, in all alone', async () => {
    const { overdue, reviewTime } = await here((tx) => measure(tx, FIGURES, BEFORE))
    expect(overdue).toEqual({ total: { count: 1, hits: 1, median: null, p90: null }, days: {}, intents: {} })
    expect(reviewTime.total).toEqual({ count: 1, hits: 0, median: 40, p90: 40 })
  })

  it('days on which nothing happened are nothing', async () => {
    const nothing = { total: { count: 0, hits: 0, median: null, p90: null }, days: {}, intents: {} }
    const measured = await here((tx) => measure(tx, ALL, EMPTY, DAYS))
    expect(measured).toEqual(Object.fromEntries(ALL.map((what) => [what, nothing])))
  })
})

describe('what stands behind a figure', () => {
  it.each(FIGURES)('HR-14 %s: as many rows as were counted, and as many of them that count', async (what) => {
    const [[count, hits]] = EXPECTED[what]
    const list = (hit: boolean | null) => here((tx) => listBehind(tx, what, SPAN, { hit, after: null }))
    const [all, only, rest] = [await list(null), await list(true), await list(false)]
    expect([all.rows.length, only.rows.length, rest.rows.length]).toEqual([count, hits, count - hits])
    expect(all.next).toBeNull()
    const times = all.rows.map(({ atMicros }) => atMicros)
    expect(times).toEqual(times.toSorted((one, other) => other - one))
  })

  it.each(FIGURES)(
    'HR-14 %s: behind the bar of a day as many as it stands for, within the days that are shown',
    async (what) => {
      const [, days] = EXPECTED[what]
      for (const one of [D10, D11]) {
        const day = spanOf({ first: one, last: one })
        const { rows } = await here((tx) => listBehind(tx, what, SPAN, { hit: null, day, after: null }))
        expect([rows.length, rows.filter(({ hit }) => hit).length]).toEqual(days[one] ?? [0, 0])
      }
    },
  )

  it.each(BOT_COUNTERS)('LM-23 %s: each thing that was counted', async (counter) => {
    const { total, days } = await here((tx) => readBotCounters(tx, SPAN, DAYS))
    expect(days.map((one) => one[counter])).toEqual(COUNTED[counter])
    expect(await here((tx) => readBotCounters(tx, SPAN))).toEqual({ total, days: [] })
    const { rows } = await here((tx) => listBehind(tx, counter, SPAN, { hit: null, after: null }))
    expect(rows.length).toBe(total[counter])
    expect(total[counter]).toBeGreaterThan(0)
    const dayOfIt = spanOf({ first: D11, last: D11 })
    const ofDay = await here((tx) => listBehind(tx, counter, SPAN, { hit: null, day: dayOfIt, after: null }))
    expect(ofDay.rows.length).toBe(COUNTED[counter][1])
  })

  it('says what became of each, and where to look', async () => {
    const list = async (what: FigureName, hit: boolean) =>
      (await here((tx) => listBehind(tx, what, SPAN, { hit, after: null }))).rows
    expect((await list('satisfied', false)).map(({ name, detail }) => [name, detail])).toEqual([
      ['Citra', 'reaction'],
      ['Budi', 'complaint'],
    ])
    expect((await list('escalated', true)).map(({ name, detail }) => [name, detail])).toEqual([
      ['Budi', 'asked_for_person'],
      ['Fitri', 'low_confidence'],
    ])
    const [edit] = await list('edited', true)
    expect(edit).toMatchObject({ name: 'Ana', said: 'Mulai Oktober.', detail: 'edit', seconds: 90 })
    expect((await list('humanTime', true))[0]).toMatchObject({ name: 'Budi', seconds: 90, author: 'staff' })
  })
})

// Each in a workspace of its own: the others' figures are counted by hand above.
describe('signs and lines that come, or stand, elsewhere', () => {
  const satisfied = (first: string, last = first) => here((tx) => measure(tx, ['satisfied'], spanOf({ first, last })))
  const unhappyOn = async (first: string, last = first) => {
    const { count, hits } = (await satisfied(first, last)).satisfied.total
    return [count, count - hits]
  }

  it('HR-14 a sign that comes after the days belongs to what ARI said within them, and not to what it said since', async () => {
    workspace = await givenWorkspace(db)
    const [ana, budi, citra, dewi] = (await Promise.all(
      ['Ana', 'Budi', 'Citra', 'Dewi'].map((name) => givenConversation(db, workspace, { name })),
    )) as [GivenConversation, GivenConversation, GivenConversation, GivenConversation]
    const [wrong, disliked] = [
      await answered(ana, '10T23:50:00', 'price'),
      await answered(budi, '10T23:51:00', 'price'),
    ]
    await answered(citra, '10T23:52:00', 'price')
    await answered(dewi, '10T09:00:00', 'price')
    await here((tx) =>
      tx
        .insertInto('bot_complaints')
        .values({ message_id: wrong, at: at('13T09:00:00') })
        .execute(),
    )
    await reaction(budi, '11T00:10:00', ['👎', disliked])
    await floor(citra, '11T00:20:00', ['team', 'complaint', 1])
    // What ARI says since is another matter, but for words with which it passes a complaint on.
    for (const one of [ana, budi, citra]) await answered(one, '11T00:20:01', 'price')
    // More than a day after: of what, nobody knows.
    await floor(dewi, '11T09:00:01', ['team', 'complaint', 1])
    expect(await unhappyOn(D10)).toEqual([4, 3])
    expect(await unhappyOn(D11)).toEqual([3, 1])
    expect(await unhappyOn(D10, D11)).toEqual([4, 4])
    const list = await here((tx) =>
      listBehind(tx, 'satisfied', spanOf({ first: D10, last: D10 }), { hit: false, after: null }),
    )
    expect(list.rows.map(({ name, detail }) => [name, detail])).toEqual([
      ['Citra', 'handoff'],
      ['Budi', 'reaction'],
      ['Ana', 'complaint'],
    ])
  })

  it('LM-23 what was passed to people is listed as often as it was counted, also where two contacts became one', async () => {
    workspace = await givenWorkspace(db)
    // One after the other: of two contacts the older one stays.
    const ana = await givenConversation(db, workspace, { name: 'Ana' })
    const sari = await givenConversation(db, workspace, { name: 'Sari' })
    const tono = await givenConversation(db, workspace, { name: 'Tono' })
    const pass = ({ conversationId }: GivenConversation, epoch: number) =>
      here((tx) =>
        insertFloorEvent(tx, conversationId, { holder: 'team', userId: null, epoch, reason: 'low_confidence' }),
      )
    for (const one of [ana, sari, tono]) for (const epoch of [1, 3]) await pass(one, epoch)
    // What was moved once is moved again.
    for (const [into, from] of [
      [sari, tono],
      [ana, sari],
    ] as const)
      await here((tx) => mergeContacts(tx, workspace.workspaceId, [into.contactId, from.contactId]))
    // Late, of a worker that had not heard of it.
    for (const one of [ana, tono]) await pass(one, 5)
    const span = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) }
    const { total } = await here((tx) => readBotCounters(tx, span))
    const behind = await here((tx) => listBehind(tx, 'escalationsTriggered', span, { hit: null, after: null }))
    expect([total.escalationsTriggered, behind.rows.length]).toEqual([8, 8])
    expect(new Set(behind.rows.map(({ name }) => name))).toEqual(new Set(['Ana']))
    expect(new Set(behind.rows.map(({ id }) => id)).size).toBe(8)
  })
})
