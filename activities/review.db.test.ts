import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createModel, type ModelEndpoint } from '#clients/ai/model.ts'
import { connect, type Database, type WorkspaceTx } from '#db/connect.ts'
import { readBotCounters } from '#db/queries/bot-counters.ts'
import { claimDraft, insertEditedDraft, listHeldDrafts, releaseDraft } from '#db/queries/review-queue.ts'
import { insertGuidance } from '#db/queries/reviews.ts'
import type { Heard } from '#schema/conversation.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { givenDeps, noBookings, runActivity } from '../dev/test-kit/activities.ts'
import { givenConversation, givenInbound, givenSealer, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createDraftActivities } from './draft-reply.ts'
import { createReviewActivities } from './review.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let workspace: GivenWorkspace
let conversation: GivenConversation
const [sari, bima] = [uuidv7(), uuidv7()]
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const DAY_MS = 86_400_000

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  llm = await startModelSimulator({ port: 0 })
  for (const [id, name] of [
    [sari, 'Sari'],
    [bima, 'Bima'],
  ] as const)
    await db.platform
      .insertInto('users')
      .values({ id, name, email: `${id}@example.test` })
      .execute()
})
afterAll(async () => {
  await llm.close()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  llm.control.reset()
  workspace = await givenWorkspace(db, { review_policy: 'always' })
  const { workspaceId } = workspace
  for (const user of [sari, bima])
    await db.platform
      .insertInto('memberships')
      .values({ id: uuidv7(), workspace_id: workspaceId, user_id: user, role: 'member' })
      .execute()
  conversation = await givenConversation(db, workspace)
})

const here = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)
const setWorkspace = (row: object) =>
  db.platform.updateTable('workspaces').set(row).where('id', '=', workspace.workspaceId).execute()
const draftRow = (id: string) =>
  here((tx) => tx.selectFrom('drafts').where('id', '=', id).selectAll().executeTakeFirstOrThrow())
const queue = async () => (await here(listHeldDrafts)).map(({ draftId }) => draftId)

/** One burst through the real activity. */
async function draft(body: string, { version = 1, guidanceId }: { version?: number; guidanceId?: string } = {}) {
  const messageId = await givenInbound(db, workspace, conversation, body)
  const endpoint: ModelEndpoint = { name: 'grok', baseUrl: llm.baseUrl, apiKey: 'xai-test', model: 'grok-4' }
  const deps = {
    ...{ db, sealer: givenSealer(), log: silent, ...noBookings },
    model: createModel([endpoint], { timeoutMs: 3_000 }),
    whatsapp: { send: () => Promise.reject(new TypeError('not sent')), showTyping: async () => undefined },
  }
  const heard: Heard = await runActivity(createDraftActivities(deps).draftReply, {
    ...{ workspaceId: workspace.workspaceId, conversationId: conversation.conversationId, turn: 1, version },
    ...{ rulesVersion: 1, messageIds: [messageId], stage: 'qualification' as const, lastReplyAtMs: null },
    ...(guidanceId !== undefined && { guidanceId }),
  })
  if (heard.kind !== 'draft') throw new TypeError('A draft was expected.')
  return heard.draft
}

const review = () => createReviewActivities(givenDeps(db))
const ids = (draftId: string) => ({
  workspaceId: workspace.workspaceId,
  conversationId: conversation.conversationId,
  draftId,
})
/** A draft that waits as its conversation would have it wait. */
async function held(body = 'Kapan mulai kuliahnya?'): Promise<string> {
  const { draftId } = await draft(body)
  const now = Date.now()
  await review().holdDraft({ ...ids(draftId), as: 'draft', dueAtMs: now + 30_000, endsAtMs: now + 120_000 })
  // It is answered by what is held: only what comes afterwards makes it stale.
  return draftId
}

describe('what is held', () => {
  it.each([
    ['in the first seven days', 'week', 3, true, 'first_days'],
    ['where the workspace wants all of it read', 'always', 30, true, 'always'],
    ['where it wants none', 'off', 3, false, null],
  ])('HR-01 %s', async (_, policy, days, isHeld, reason) => {
    await setWorkspace({ review_policy: policy, live_at: new Date(Date.now() - days * DAY_MS) })
    const made = await draft('Halo, saya mau tanya jurusan.')
    expect(made.held).toBe(isHeld)
    expect(made.review !== undefined).toBe(isHeld)
    expect(await draftRow(made.draftId)).toMatchObject({ held_for: reason })
  })

  it('BY-07 BY-08 goes by the settings of the workspace, and never waits into the end of the window', async () => {
    const settings = { intents: ['course_info'], dueSeconds: 45, handOverSeconds: 90, marginMinutes: 30 }
    await setWorkspace({
      review_policy: 'week',
      live_at: new Date(Date.now() - 30 * DAY_MS),
      review_settings: JSON.stringify({ ...settings, sampledPercent: 0 }),
    })
    says({ intent: 'course_info' })
    const made = await draft('Ada jurusan bisnis?')
    expect(made).toMatchObject({ held: true, review: { dueMs: 45_000, handOverMs: 90_000, sendsItself: false } })
    const window = Date.now() + DAY_MS
    expect(made.review?.latestAtMs).toBeGreaterThan(window - 31 * 60_000)
    expect(made.review?.latestAtMs).toBeLessThan(window - 29 * 60_000)
    says({ intent: 'answer' })
    expect(await draft('Oke.')).toMatchObject({ held: false })
  })
})

describe('the queue', () => {
  it('HR-03 shows what waits, when it is due, and why', async () => {
    const draftId = await held()
    const [row] = await here(listHeldDrafts)
    expect(row).toMatchObject({
      draftId,
      heldAs: 'draft',
      heldFor: 'always',
      stage: 'greeting',
      name: 'Nadia Rahmawati',
    })
    expect((row?.dueAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(25_000)
  })

  it('BY-07 shows nothing of it from the moment that the customer writes on, or a person has the floor', async () => {
    const draftId = await held()
    expect(await queue()).toEqual([draftId])
    await here((tx) => tx.updateTable('conversations').set({ floor: 'person' }).execute())
    expect(await queue()).toEqual([])
    await here((tx) => tx.updateTable('conversations').set({ floor: 'bot' }).execute())
    await givenInbound(db, workspace, conversation, 'Eh, satu lagi.')
    expect(await queue()).toEqual([])
  })

  it('is read by one person at a time, until they go away', async () => {
    const draftId = await held()
    const claims = (userId: string) => here((tx) => claimDraft(tx, { draftId, userId }))
    expect(await Promise.all([claims(sari), claims(bima)])).toEqual(expect.arrayContaining([true, false]))
    const reader = (await here(listHeldDrafts))[0]?.readerId === sari ? sari : bima
    const other = reader === sari ? bima : sari
    expect(await claims(reader)).toBe(true)
    expect(await claims(other)).toBe(false)
    // Gone without a word: the claim lapses.
    await here((tx) =>
      tx
        .updateTable('drafts')
        .set({ claimed_until: new Date(Date.now() - 1) })
        .execute(),
    )
    expect((await here(listHeldDrafts))[0]?.readerId).toBeNull()
    expect(await claims(other)).toBe(true)
    await here((tx) => releaseDraft(tx, { draftId, userId: other }))
    expect(await claims(reader)).toBe(true)
  })
})

describe('what is decided', () => {
  const changes = async () =>
    (await here((tx) => readBotCounters(tx, { from: new Date(0), to: new Date(Date.now() + DAY_MS) }))).total
      .humanReviewChanges

  it.each([
    ['approve', 'approved', 0],
    ['escalate', 'escalated', 1],
    ['again', 'rejected', 0],
  ] as const)('HR-13 %s: the draft is %s, and %i changes are counted', async (verdict, status, counted) => {
    const draftId = await held()
    const kept = { ...ids(draftId), verdict, userId: sari }
    await review().keepReview(kept)
    // Tried again after a crash, it is the same decision.
    await review().keepReview(kept)
    expect(await draftRow(draftId)).toMatchObject({ status, verdict, reviewed_by: sari })
    expect(await changes()).toBe(counted)
    expect(await queue()).toEqual([])
    const audits = await here((tx) =>
      tx.selectFrom('audit_log').where('action', '=', `review.${verdict}`).select(['actor', 'subject']).execute(),
    )
    expect(audits).toEqual([{ actor: sari, subject: draftId }])
  })

  it('HR-13 an edit is a draft of its own beside the one that was read, and counts once', async () => {
    const draftId = await held()
    const edit = { draftId, reply: 'Kata-kata Sari.', checks: [], reason: 'Harga sudah disetujui.' }
    const editedId = (await here((tx) => insertEditedDraft(tx, edit))) ?? ''
    await review().keepReview({ ...ids(draftId), verdict: 'edit', userId: sari, editedId })
    expect(await draftRow(draftId)).toMatchObject({ status: 'edited', verdict: 'edit' })
    expect(await draftRow(editedId)).toMatchObject({
      ...{ status: 'approved', reply: 'Kata-kata Sari.', edited_from: draftId },
      edit_reason: 'Harga sudah disetujui.',
    })
    expect(await changes()).toBe(1)
  })

  it('is not decided any more once it is stale', async () => {
    const draftId = await held()
    await review().keepReview({ ...ids(draftId), verdict: 'stale' })
    await review().keepReview({ ...ids(draftId), verdict: 'approve', userId: sari })
    expect(await draftRow(draftId)).toMatchObject({ status: 'stale', verdict: null })
  })

  it('HR-02 another try is told what the reviewer said, keeps it, and is read again', async () => {
    says({ reply: 'Maaf, saya kurang tahu.' })
    const draftId = await held('Ada beasiswa olahraga atau jadwal renang?')
    const fact = { draftId, kind: 'fact' as const, body: 'Kolam renang buka Selasa jam 9.', userId: sari }
    const guidanceId = await here((tx) => insertGuidance(tx, fact))
    await setWorkspace({ review_policy: 'off' })
    says({ reply: 'Kolam renang buka Selasa jam 9, Kak.' })
    const again = await draft('Jadwal renang?', { version: 2, guidanceId })
    // What a colleague gave counts as knowledge: the checks let it pass.
    expect(again).toMatchObject({ held: true, failedCheck: null })
    expect(await draftRow(again.draftId)).toMatchObject({ guidance_id: guidanceId, held_for: 'redrafted' })
    const asked = JSON.stringify(llm.control.requests().at(-1))
    expect(asked).toContain('Kolam renang buka Selasa jam 9.')
    expect(asked).toContain('Maaf, saya kurang tahu.')
  })

  it('HR-03 when it is due, the thread has a line about it, once', async () => {
    const draftId = await held()
    await review().remindReviewers(ids(draftId))
    await review().remindReviewers(ids(draftId))
    const events = await here((tx) =>
      tx.selectFrom('conversation_events').where('kind', '=', 'review_due').select('detail').execute(),
    )
    expect(events).toEqual([{ detail: { draftId } }])
  })
})

const says = (answer: object) =>
  llm.control.script({
    do: 'answer',
    answer: {
      ...{ reply: 'Baik, Kak.', confidence: 0.95, intent: 'answer', facts: {}, declined: [], citations: [] },
      ...{ slot: null, escalate: null },
      ...answer,
    },
  })
