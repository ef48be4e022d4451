import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { connect, type Database } from '#db/connect.ts'
import { readBotCounters } from '#db/queries/bot-counters.ts'
import { ALL_WELL, givenAnswer, givenReviewedDraft } from '../dev/test-kit/answers.ts'
import { givenConversation, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let ours: GivenWorkspace
let me: { id: string; email: string }
/** Of whoever reads: a member is enough. */
let cookie: string
let ana: GivenConversation
let said: string

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url })
})
beforeEach(async () => {
  ours = await givenWorkspace(db)
  me = await givenPerson(db, { workspaceId: ours.workspaceId, role: 'member' })
  cookie = await web.signIn(me.email)
  ana = await givenConversation(db, ours, { name: 'Ana Lestari' })
  said = await answered(ours, ana, 'Maaf, mulainya Oktober.')
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

const apology = [{ name: 'apology', passed: true, warning: 'the reply apologises' }]
const answered = async (workspace: GivenWorkspace, conversation: GivenConversation, body: string) =>
  givenAnswer(db, workspace, conversation, {
    body,
    draft: await givenReviewedDraft(db, workspace, conversation, { reply: body, intent: 'pricing', checks: apology }),
  })
const post = (json: unknown, messageId = said) => web.ask(`/api/answers/${messageId}/reading`, { cookie, json })
const INDONESIAN = { 'accept-language': 'id' }
const html = async (path: string, who = cookie) => (await web.ask(path, { cookie: who, headers: INDONESIAN })).text()
const readings = () =>
  db.inWorkspace(ours.workspaceId, (tx) =>
    tx.selectFrom('answer_readings').select(['message_id', 'user_id', 'points', 'comment']).execute(),
  )
const readAt = async () => {
  const rows = db.inWorkspace(ours.workspaceId, (tx) => tx.selectFrom('answer_readings').select('at').execute())
  return (await rows)[0]?.at.toISOString()
}
const audited = async () =>
  (
    await db.inWorkspace(ours.workspaceId, (tx) =>
      tx.selectFrom('audit_log').where('subject', '=', said).select(['actor', 'action']).orderBy('id').execute(),
    )
  ).map(({ actor, action }) => `${actor === me.id ? 'me' : actor} ${action}`)

describe('POST /api/answers/:messageId/reading', () => {
  it('HR-06 a member reads an answer by the five points: the newest reading stands, and can be taken back', async () => {
    const points = { ...ALL_WELL, grounded: false }
    expect((await post({ order: 'read', points, comment: '  Tanggalnya dikarang. ' })).status).toBe(200)
    const kept = { message_id: said, user_id: me.id, points, comment: 'Tanggalnya dikarang.' }
    expect(await readings()).toEqual([kept])
    const again = await post({ order: 'read', points: ALL_WELL, comment: '   ', seen: await readAt() })
    expect(again.status).toBe(200)
    expect(await readings()).toEqual([{ ...kept, points: ALL_WELL, comment: null }])
    const { at: seen } = z.object({ at: z.string() }).parse(await again.json())
    for (let n = 0; n < 2; n += 1) expect((await post({ order: 'takeBack', seen })).status).toBe(200)
    expect(await readings()).toEqual([])
    expect(await audited()).toEqual(['me answer.read', 'me answer.read-again', 'me answer.reading-taken-back'])
  })

  it('of two who read at once the later one is shown what the earlier one found, and overwrites it knowingly or not at all', async () => {
    const points = { ...ALL_WELL, grounded: false }
    expect((await post({ order: 'read', points, comment: 'Tanggalnya dikarang.' })).status).toBe(200)
    const { email, id } = await givenPerson(db, { workspaceId: ours.workspaceId, role: 'admin' })
    const other = await web.signIn(email)
    const late = (json: object) => web.ask(`/api/answers/${said}/reading`, { cookie: other, json })
    for (const order of [{ order: 'read', points: ALL_WELL }, { order: 'takeBack' }]) {
      const refused = await late(order)
      expect([refused.status, await refused.json()]).toMatchObject([
        409,
        { outcome: 'read', reading: { points, comment: 'Tanggalnya dikarang.', at: await readAt() } },
      ])
    }
    expect(await readings()).toMatchObject([{ user_id: me.id, points }])
    expect((await late({ order: 'read', points: ALL_WELL, seen: await readAt() })).status).toBe(200)
    expect(await readings()).toMatchObject([{ user_id: id, points: ALL_WELL, comment: null }])
    // What they wrote over is not lost.
    const line = await db.inWorkspace(ours.workspaceId, (tx) =>
      tx.selectFrom('audit_log').where('action', '=', 'answer.read-again').select('detail').executeTakeFirstOrThrow(),
    )
    expect(line.detail).toMatchObject({ points: ALL_WELL, before: { points, comment: 'Tanggalnya dikarang.' } })
  })

  it('pressed by many at once is one reading', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => post({ order: 'read', points: ALL_WELL })))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(await readings()).toHaveLength(1)
    expect((await audited()).filter((line) => line === 'me answer.read')).toHaveLength(1)
  })

  it('takes none of what ARI did not say, what has not gone out, and what another workspace said', async () => {
    const theirs = await givenWorkspace(db)
    const elsewhere = await answered(theirs, await givenConversation(db, theirs), 'Rahasia')
    const inbound = await givenInbound(db, ours, ana, 'Salah!')
    const queued = await givenAnswer(db, ours, ana, { status: 'queued' })
    for (const id of [elsewhere, inbound, queued, uuidv7(), 'x'])
      for (const order of [{ order: 'read', points: ALL_WELL }, { order: 'takeBack' }])
        expect((await post(order, id)).status).toBe(404)
    const kept = db.platform.selectFrom('answer_readings').where('message_id', 'in', [elsewhere, inbound, queued])
    expect(await kept.select('message_id').execute()).toEqual([])
    const answer = await web.ask(`/review/answers/${elsewhere}`, { cookie })
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('Rahasia')
    expect(await html('/review/answers')).not.toContain('Rahasia')
  })

  it.each([
    [{ order: 'read', points: { ...ALL_WELL, tone: 'yes' } }, { 'points.tone': 'invalid' }],
    [{ order: 'read' }, { points: 'invalid' }],
    [{ order: 'read', points: ALL_WELL, comment: 'x'.repeat(1001) }, { comment: 'too-long' }],
    [{ order: 'shout' }, { order: 'invalid' }],
  ])('refuses what it cannot keep, by field: %j', async (body, errors) => {
    const answer = await post(body)
    expect([answer.status, await answer.json()]).toEqual([400, { errors }])
  })
})

describe('the pages', () => {
  it('HR-06 LM-17 the list of the day has every answer with its state, and an apology has its mark', async () => {
    const page = await html('/review/answers')
    expect(page).toContain('Maaf, mulainya Oktober.')
    expect(page).toMatch(/data-state="unread"/)
    expect(page).toMatch(/data-warning="apology"/)
    expect(page).toMatch(/data-count="today"[^>]*>0 dari 1 dibaca hari ini/)
    await post({ order: 'read', points: ALL_WELL })
    expect(await html('/review/answers')).toMatch(/data-count="today"[^>]*>1 dari 1 dibaca hari ini/)
    expect(await html('/review/answers?show=unread')).not.toContain('Maaf, mulainya Oktober.')
    expect(await html('/review/answers?warned=1&intent=pricing&show=seen')).toContain('Maaf, mulainya Oktober.')
    expect(await html('/review/answers?from=2025-01-01&to=2025-01-02')).not.toContain('Maaf, mulainya Oktober.')
  })

  it('HR-07 the review page counts how many of the first fifty live answers were looked at', async () => {
    await db.platform
      .updateTable('workspaces')
      .set({ live_at: new Date(Date.now() - 3_600_000) })
      .where('id', '=', ours.workspaceId)
      .execute()
    expect(await html('/review')).toContain('0/50 ditinjau')
    expect((await post({ order: 'read', points: ALL_WELL })).status).toBe(200)
    expect(await html('/review')).toContain('1/50 ditinjau')
    expect(await html('/review/answers')).toMatch(/data-count="first"[^>]*>1\/50 ditinjau/)
    expect(await html('/review/answers?first=1')).toContain('Maaf, mulainya Oktober.')
  })

  it('HR-14 LM-23 admins and owners see the figures and the lists behind them, members do not', async () => {
    await web.ask(`/api/conversations/${ana.contactId}/messages/${said}/complaint`, { cookie, json: { order: 'make' } })
    await post({ order: 'read', points: { ...ALL_WELL, grounded: false } })
    const counted = await db.inWorkspace(ours.workspaceId, (tx) =>
      readBotCounters(tx, { from: new Date(0), to: new Date(Date.now() + 60_000) }),
    )
    expect(counted.total.customerComplaints).toBe(1)
    for (const path of ['/review/figures', '/review/figures/list?what=invented']) {
      const refused = await web.ask(path, { cookie, headers: INDONESIAN })
      expect(refused.status).toBe(403)
      const page = await refused.text()
      expect(page).toContain('Angka hanya untuk admin dan pemilik')
      expect(page).not.toContain('Ana Lestari')
    }
    for (const role of ['admin', 'owner'] as const) {
      const theirs = await web.signIn((await givenPerson(db, { workspaceId: ours.workspaceId, role })).email)
      const page = await html('/review/figures', theirs)
      const figure = (name: string) =>
        new RegExp(`data-figure="${name}".*?data-value="true"[^>]*>([^<]*)<`, 's').exec(page)?.[1]
      const shown = ['responded', 'escalated', 'satisfied', 'invented', 'edited', 'reviewTime', 'humanTime'].map(figure)
      expect(shown).toEqual(['–', '0%', '0%', '1', '–', '–', '–'])
      const counters = ['responsesGenerated', 'escalationsTriggered', 'uncertaintyDetected', 'customerComplaints']
      expect([...counters, 'humanReviewChanges'].map(figure)).toEqual(['0', '0', '0', '1', '0'])
      expect(page).not.toContain('NaN')
      const list = await html('/review/figures/list?what=satisfied&only=rest', theirs)
      expect(list).toMatch(new RegExp(`/inbox/${ana.contactId}#m-${said}`))
      expect((await web.ask('/review/figures/list?what=nothing', { cookie: theirs })).status).toBe(404)
    }
  })
})
