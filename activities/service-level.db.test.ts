import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import { connect, type Database, type WorkspaceTx } from '#db/connect.ts'
import { findConversationOf } from '#db/queries/conversation-list.ts'
import { claimDraft, findHeldDraft } from '#db/queries/review-queue.ts'
import { listThread } from '#db/queries/thread.ts'
import { handToBot, handToPeople } from '#domain/conversation/floor.ts'
import { withoutClock } from '#domain/service-level/clock.ts'
import type { ConversationState, HandoffReason } from '#schema/conversation.ts'
import type { AnswerClock } from '#schema/service-level.ts'
import { givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import {
  givenConfig,
  givenConversation,
  givenHeldDraft,
  givenInbound,
  givenSealer,
  givenState,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createActivities } from './index.ts'

const MINUTE = 60_000
const ana = uuidv7()
const sealer = givenSealer()

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
let sends: WhatsAppMessage[]
let activities: ReturnType<typeof createActivities>

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  await db.platform
    .insertInto('users')
    .values({ id: ana, name: 'Ana', email: `${ana}@example.test` })
    .execute()
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  workspace = await givenWorkspace(db, { sealer })
  await db.platform
    .insertInto('memberships')
    .values({ id: uuidv7(), workspace_id: workspace.workspaceId, user_id: ana, role: 'member' })
    .execute()
  conversation = await givenConversation(db, workspace)
  sends = []
  const send = async (_: unknown, message: WhatsAppMessage) => {
    sends.push(message)
    return { providerMessageId: `wamid.${uuidv7()}` }
  }
  activities = createActivities(givenDeps(db, { sealer, whatsapp: { send, showTyping: async () => undefined } }))
})

const here = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)
const set = (level: object) =>
  db.platform
    .updateTable('workspaces')
    .set({ service_level: JSON.stringify(level) })
    .where('id', '=', workspace.workspaceId)
    .execute()
const of = () => ({ workspaceId: workspace.workspaceId, conversationId: conversation.conversationId })
const shown = async () => {
  const row = await here((tx) => findConversationOf(tx, conversation.contactId))
  if (!row) throw new Error('no conversation')
  return row
}
const alerts = () => here((tx) => tx.selectFrom('alerts').select(['kind', 'subject']).orderBy('raised_at').execute())

async function save(state: ConversationState, messageIds: string[] = [], draftId: string | null = null) {
  const saved = await activities.saveState({ ...of(), state, passed: [], messageIds, outcome: 'human', draftId })
  return saved?.clock
}
const toTeam = (reason: HandoffReason = 'asked_for_person') => handToPeople(givenState(), reason)

/** What Ana wrote, sent as the conversation sends it. */
async function answer(state: ConversationState): Promise<void> {
  const messageId = uuidv7()
  await here((tx) =>
    tx
      .insertInto('messages')
      .values({
        ...{ id: messageId, conversation_id: conversation.conversationId, channel_id: workspace.channelId },
        ...{ direction: 'outbound', author: 'staff', author_user_id: ana, kind: 'text', body: 'Halo Kak' },
        ...{ status: 'queued', sent_at: new Date() },
      })
      .execute(),
  )
  expect(await runActivity(activities.sendStaffReply, { ...of(), messageId, state })).toEqual({ outcome: 'sent' })
}

function begun(clock: AnswerClock | undefined): AnswerClock {
  if (clock === undefined) throw new Error('no clock')
  return clock
}

describe('the clock of a customer who waits', () => {
  it('CV-10 BY-15 begins when the floor passes to the team, is shown, and begins once', async () => {
    const messageId = await givenInbound(db, workspace, conversation, 'Saya mau bicara dengan orang')
    const clock = begun(await save(toTeam(), [messageId]))
    const { floorSince, answerSince, answerDueAt, answerWarnAt, answerPauses, state } = await shown()
    expect(clock.sinceMs).toBe(floorSince.getTime())
    expect(clock.lateAtMs).toBe(floorSince.getTime() + 2 * MINUTE)
    expect([answerSince, answerDueAt]).toEqual([floorSince, new Date(clock.lateAtMs)])
    expect([answerWarnAt, answerPauses]).toEqual([new Date(clock.warnAtMs), []])
    expect(state).toMatchObject({ clock })
    // Told again by a worker that had lost the answer: the same one.
    expect(await save(toTeam(), [messageId])).toEqual(clock)
    expect(await save({ ...toTeam(), clock })).toBeUndefined()
    expect((await shown()).answerSince).toEqual(floorSince)
  })

  it('BY-15 ends with the answer of a person, and begins with what the customer writes next', async () => {
    const clock = begun(await save(toTeam()))
    const taken = handToPeople({ ...toTeam(), clock }, 'taken_over', ana)
    await activities.raiseFloor({ ...of(), floor: taken.floor, by: ana })
    // Taking it is no answer.
    expect((await shown()).answerSince).not.toBeNull()
    await answer(taken)
    expect(await shown()).toMatchObject({ answerSince: null, answerDueAt: null, state: { floor: taken.floor } })
    expect((await shown()).state).not.toHaveProperty('clock')
    const answered = withoutClock(taken)
    expect(await save(answered)).toBeUndefined()

    const thumb = await givenInbound(db, workspace, conversation, '👍', { kind: 'reaction' })
    expect(await save(answered, [thumb])).toBeUndefined()
    const next = await givenInbound(db, workspace, conversation, 'Satu lagi, Kak')
    const { createdAt } = await here((tx) =>
      tx.selectFrom('messages').where('id', '=', next).select('created_at as createdAt').executeTakeFirstOrThrow(),
    )
    expect(begun(await save(answered, [next])).sinceMs).toBe(createdAt.getTime())
  })

  it('BY-15 ends where ARI has the floor again', async () => {
    const clock = begun(await save(toTeam()))
    const { floor } = handToBot({ ...toTeam(), clock })
    await activities.raiseFloor({ ...of(), floor, by: ana })
    expect(await shown()).toMatchObject({ answerSince: null, answerDueAt: null })
  })

  it('BY-15 does not begin where a person takes what waits for nobody, nor where the workspace wants none', async () => {
    const taken = handToPeople(givenState(), 'taken_over', ana)
    await activities.raiseFloor({ ...of(), floor: taken.floor, by: ana })
    expect(await save(taken)).toBeUndefined()
    await set({ isOn: false })
    expect(await save(handToPeople(taken, 'team_called'))).toBeUndefined()
    expect((await shown()).answerSince).toBeNull()
  })

  it('PX-19 handed over at 11:59 by the calendar of the workspace, it stands still at lunch', async () => {
    const day = [
      { from: 9 * 60, to: 12 * 60 },
      { from: 13 * 60, to: 17 * 60 },
    ]
    await givenConfig(db, workspace, { away: { hours: { days: Array<typeof day>(7).fill(day) } } })
    const { floor } = toTeam()
    await activities.raiseFloor({ ...of(), floor, by: ana })
    const beforeLunch = new Date('2026-11-24T11:59:00+07:00')
    await here((tx) => tx.updateTable('conversations').set({ floor_since: beforeLunch }).execute())
    const clock = begun(await save(toTeam()))
    expect(new Date(clock.lateAtMs)).toEqual(new Date('2026-11-24T13:01:00+07:00'))
    const pause = [Date.parse('2026-11-24T12:00:00+07:00'), Date.parse('2026-11-24T13:00:00+07:00')]
    expect((await shown()).answerPauses).toEqual([pause])
  })
})

describe('what a clock tells', () => {
  it('BY-15 warns people before the breach, and writes it down and calls them once when it is late', async () => {
    const clock = begun(await save(toTeam()))
    const call = (step: 'due' | 'late' | 'owner' | 'window') =>
      activities.callForAnswer({ ...of(), state: { ...toTeam(), clock }, step })
    for (const step of ['due', 'late', 'late', 'owner', 'window'] as const) await call(step)
    expect((await alerts()).map(({ kind }) => kind)).toEqual([
      'answer_due',
      'answer_late',
      'owner_called',
      'window_closing',
    ])
    const { items } = await here((tx) => listThread(tx, conversation.conversationId, null))
    const lines = items.flatMap((item) => ('event' in item && item.event.kind === 'answer' ? [item.event.detail] : []))
    expect(lines).toMatchObject([{ what: 'late' }, { what: 'owner' }, { what: 'window' }])
  })

  it('BY-15 the end of the 24 hours is told of when it comes near, also a second time', async () => {
    const messageId = await givenInbound(db, workspace, conversation, 'Saya mau bicara dengan orang')
    const windowAt = (clock: AnswerClock) => clock.steps.find((step) => step.do === 'window')?.atMs
    const lastHeard = (ago: number) =>
      here((tx) =>
        tx
          .updateTable('conversations')
          .set({ last_inbound_at: new Date(Date.now() - ago) })
          .execute(),
      )
    await lastHeard(20 * 60 * MINUTE)
    const clock = begun(await save(toTeam(), [messageId]))
    const next = await givenInbound(db, workspace, conversation, 'Halo?')
    await lastHeard(0)
    const moved = begun(await save({ ...toTeam(), clock }, [next]))
    expect((windowAt(moved) ?? 0) - (windowAt(clock) ?? 0)).toBeGreaterThan(19 * 60 * MINUTE)
    expect(moved).toMatchObject({ sinceMs: clock.sinceMs, lateAtMs: clock.lateAtMs })
    expect((await shown()).state).toMatchObject({ clock: moved })
    // Nothing was written on: nothing moves.
    expect(await save({ ...toTeam(), clock: moved }, [next])).toBeUndefined()
    expect(await save({ ...toTeam(), clock })).toBeUndefined()

    const call = () => activities.callForAnswer({ ...of(), state: { ...toTeam(), clock: moved }, step: 'window' })
    await call()
    await call()
    await lastHeard(-60 * MINUTE)
    await call()
    expect((await alerts()).map(({ kind }) => kind)).toEqual(['window_closing', 'window_closing'])
  })

  it('BY-15 calls nobody where somebody has just answered', async () => {
    const clock = begun(await save(toTeam()))
    const state = handToPeople({ ...toTeam(), clock }, 'taken_over', ana)
    await answer(state)
    await activities.callForAnswer({ ...of(), state, step: 'late' })
    expect(await alerts()).toEqual([])
  })
})

describe('the ladder of a held draft', () => {
  it('BY-08 alerts, gives it back to everybody, and says that people have it', async () => {
    const draftId = await givenHeldDraft(db, workspace, conversation, 'Halo Kak')
    await activities.remindReviewers({ ...of(), draftId })
    await here((tx) => claimDraft(tx, { draftId, userId: ana }))
    const reader = () => here(async (tx) => (await findHeldDraft(tx, draftId))?.readerName)
    expect(await reader()).toBe('Ana')
    await activities.reassignReview({ ...of(), draftId })
    expect(await reader()).toBeNull()
    await save(toTeam('review_overdue'), [], draftId)
    expect(await alerts()).toEqual([
      { kind: 'review_due', subject: draftId },
      { kind: 'review_overdue', subject: draftId },
    ])
    // People have it, and their clock runs.
    expect((await shown()).answerSince).not.toBeNull()
  })

  it('BY-08 tells the customer once, in the words of the workspace, and only where it wants that', async () => {
    const request = { ...of(), state: givenState() }
    await runActivity(activities.sayHoldOn, request)
    expect(sends).toEqual([])
    await set({ holding: { isOn: true, text: { id: 'Sebentar ya Kak.', en: '' } } })
    await runActivity(activities.sayHoldOn, request)
    await runActivity(activities.sayHoldOn, request)
    expect(sends.map(({ text }) => (text as { body: string }).body)).toEqual(['Sebentar ya Kak.'])
  })
})
