import type { Updateable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import type { DB } from '#schema/tables.ts'
import { givenConversation, givenHeldDraft, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenMessage } from '../dev/test-kit/inbox.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'
import { loadIncidentPage } from './app/incident/page.server.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspace: GivenWorkspace
let [admin, member] = ['', '']

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  // Nobody answers there: what is to be sent waits.
  web = await startWeb({ databaseUrl: url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:9' } })
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await stopDatabase()
})
beforeEach(async () => {
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  admin = await web.signIn((await givenPerson(db, { workspaceId, role: 'admin' })).email)
  member = await web.signIn((await givenPerson(db, { workspaceId, role: 'member' })).email)
})

const post = async (
  path: string,
  json: unknown,
  cookie = admin,
): Promise<{ status: number } & Record<string, unknown>> => {
  const answer = await web.ask(path, { cookie, json })
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) }
}
const stop = async (reason = 'Salah biaya') => String((await post('/api/incidents', { reason }))['incidentId'])
const order = (incidentId: string, what: object, cookie = admin) => post(`/api/incidents/${incidentId}`, what, cookie)
const isOn = async () =>
  (
    await db.platform
      .selectFrom('workspaces')
      .where('id', '=', workspace.workspaceId)
      .select('bot_on')
      .executeTakeFirstOrThrow()
  ).bot_on
const audited = async (incidentId: string) => {
  const rows = await db.platform
    .selectFrom('audit_log')
    .where('subject', '=', incidentId)
    .orderBy('id')
    .select(['action', 'detail'])
    .execute()
  return rows.map(({ action, detail }) => ({ action, detail }))
}

async function givenAnswer(name: string, answer: string, question = 'Berapa?', at = workspace) {
  const conversation = await givenConversation(db, at, { name })
  await givenMessage(db, at, conversation, { body: question, at: new Date(Date.now() - 61_000) })
  const messageId = await givenMessage(db, at, conversation, {
    body: answer,
    author: 'bot',
    at: new Date(Date.now() - 60_000),
  })
  await db.platform
    .updateTable('conversations')
    .set({ last_inbound_at: new Date() })
    .where('id', '=', conversation.conversationId)
    .execute()
  return { ...conversation, messageId }
}

describe('HR-16 an incident', () => {
  it('BC-11 stops ARI for admins and not for members; the usual switch does not turn it on before it is closed', async () => {
    expect((await post('/api/incidents', { reason: 'Salah' }, member)).status).toBe(403)
    expect(await post('/api/incidents', { reason: '  ' })).toMatchObject({ status: 400, errors: { reason: 'empty' } })
    expect(await isOn()).toBe(true)
    const incidentId = await stop()
    expect(await isOn()).toBe(false)
    expect(await post('/api/ari', { on: true })).toMatchObject({ status: 409, errors: { on: 'incident' } })
    const page = await (await web.ask('/review/incident', { cookie: member })).text()
    expect(page).toContain('ARI has stopped in all conversations.')
    const goOn = { do: 'goOn', note: 'Diperbaiki', isConfirmed: false }
    expect((await order(incidentId, goOn, member)).status).toBe(403)
    expect(await order(incidentId, { ...goOn, note: '' })).toMatchObject({ status: 400, errors: { note: 'empty' } })
    expect((await order(incidentId, goOn)).status).toBe(200)
    expect(await isOn()).toBe(true)
    expect((await order(incidentId, goOn)).status).toBe(409)
    expect((await order(uuidv7(), goOn)).status).toBe(404)
  })

  it('a held draft can no longer be approved', async () => {
    const conversation = await givenConversation(db, workspace, { name: 'Sari' })
    await givenInbound(db, workspace, conversation, 'Halo')
    const draftId = await givenHeldDraft(db, workspace, conversation, 'Gratis!')
    await stop()
    const decided = await post(`/api/review/${draftId}`, { verdict: 'approve' }, member)
    expect(decided).toMatchObject({ outcome: 'gone', why: 'off' })
  })

  it('is written to a file that Excel reads as text, all of it or what is marked, and the trail says who took it', async () => {
    const wrong = await givenAnswer('=1+1', 'Beasiswa; "penuh"', '+cmd|calc')
    await givenAnswer('Tono', 'Biayanya 20 juta')
    const incidentId = await stop()
    expect(await order(incidentId, { do: 'mark', messageIds: [wrong.messageId], on: true }, member)).toMatchObject({
      status: 200,
      changed: 1,
    })
    const path = `/api/incidents/${incidentId}/answers`
    expect((await web.ask(path, { cookie: member })).status).toBe(403)
    const all = await web.ask(path, { cookie: admin })
    expect(all.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(all.headers.get('content-disposition')).toMatch(/filename="[a-z-]+-\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv"/)
    const bytes = new Uint8Array(await all.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    const marked = await (await web.ask(`${path}?marked=1`, { cookie: admin })).text()
    expect(marked.trimEnd().split('\r\n')).toHaveLength(2)
    expect(marked).toContain(`'=1+1`)
    expect(marked).toContain(`'+cmd|calc`)
    expect(marked).toContain('"Beasiswa; ""penuh"""')
    expect((await web.ask(`/api/incidents/${incidentId}/trail`, { cookie: admin })).status).toBe(200)
    expect((await audited(incidentId)).slice(2)).toEqual([
      { action: 'incident.exported', detail: { answers: 2, markedOnly: false } },
      { action: 'incident.exported', detail: { answers: 1, markedOnly: true } },
      { action: 'incident.trail_exported', detail: {} },
    ])
  })

  it('marks nothing of another workspace, and takes no period that ends before it begins', async () => {
    const others = await givenWorkspace(db)
    const { messageId, contactId } = await givenAnswer('Umi', 'Salah', 'Apa?', others)
    const incidentId = await stop()
    expect(await order(incidentId, { do: 'mark', messageIds: [messageId], on: true })).toMatchObject({ changed: 0 })
    const told = { do: 'told', contactId, note: 'Ditelepon', on: true }
    expect((await order(incidentId, told)).status).toBe(409)
    const period = { do: 'period', from: '2026-11-22T10:00', to: '2026-11-22T09:00' }
    expect(await order(incidentId, period)).toMatchObject({ status: 400, errors: { to: 'backwards' } })
    expect(await order(incidentId, { ...period, from: 'x' })).toMatchObject({ status: 400, errors: { from: 'period' } })
  })

  it('keeps what is to be written where nobody is there to send, and says so; who is told nothing is asked about', async () => {
    const { messageId } = await givenAnswer('Sari', 'Salah')
    const incidentId = await stop()
    await order(incidentId, { do: 'mark', messageIds: [messageId], on: true })
    const goOn = { do: 'goOn', note: 'Diperbaiki', isConfirmed: false }
    expect(await order(incidentId, goOn)).toMatchObject({ status: 409, errors: { isConfirmed: 'uncontacted' } })
    const write = { do: 'write', mailingId: uuidv7(), body: 'Halo {{nama}}' }
    expect((await order(incidentId, write, member)).status).toBe(403)
    expect(await order(incidentId, { ...write, body: '{{harga}}' })).toMatchObject({ errors: { body: 'placeholder' } })
    expect(await order(incidentId, write)).toMatchObject({ status: 503, errors: { body: 'unavailable' } })
    const waiting = await db.inWorkspace(workspace.workspaceId, (tx) =>
      tx.selectFrom('incident_contacts').select('state').execute(),
    )
    expect(waiting).toEqual([{ state: 'waiting' }])
    expect((await audited(incidentId)).filter(({ action }) => action === 'incident.written')).toHaveLength(1)
    // The page may have been loaded before it was written, when there was nothing to ask about.
    expect(await order(incidentId, goOn)).toMatchObject({ status: 409, uncontacted: 1 })
    expect((await order(incidentId, { ...goOn, isConfirmed: true })).status).toBe(200)
    expect((await audited(incidentId)).at(-1)).toEqual({
      action: 'incident.closed',
      detail: { uncontacted: 1, isLive: true },
    })
    // Who was to be written to still is, and nothing else is done about it any more.
    const path = `/review/incident?incident=${incidentId}`
    expect(await (await web.ask(path, { cookie: admin })).text()).toContain('Continue sending')
    expect((await order(incidentId, { do: 'resume' }, member)).status).toBe(403)
    expect(await order(incidentId, { do: 'resume' })).toMatchObject({ status: 503, errors: { body: 'unavailable' } })
    expect((await order(incidentId, { ...write, mailingId: uuidv7() })).status).toBe(409)
  })

  it('says on its page what going on does: to a workspace that is not live, to sending by itself, to few first days', async () => {
    const set = (columns: Updateable<DB['workspaces']>) =>
      db.platform.updateTable('workspaces').set(columns).where('id', '=', workspace.workspaceId).execute()
    const goingOn = async () => {
      const page = await db.inWorkspace(workspace.workspaceId, (tx) =>
        loadIncidentPage(tx, new URLSearchParams(), 'Asia/Jakarta'),
      )
      return page?.shown?.goingOn
    }
    await stop()
    await set({ review_settings: JSON.stringify({ firstDays: 3, sendsItself: true }) })
    const going = { isLive: true, readsAlways: false, days: 7, daysBefore: 3, endsSendingItself: true }
    expect(await goingOn()).toEqual(going)
    await set({ live_at: null, review_policy: 'always', review_settings: JSON.stringify({ firstDays: 14 }) })
    const then = { isLive: false, readsAlways: true, days: 14, daysBefore: null, endsSendingItself: false }
    expect(await goingOn()).toEqual(then)
    expect(await (await web.ask('/review/incident', { cookie: admin })).text()).toContain('does not go live by that')
  })

  it('tells times on the workspace’s clock, steps and periods by name, and customers as they call themselves', async () => {
    await db.platform
      .updateTable('workspaces')
      .set({ timezone: 'Asia/Makassar' })
      .where('id', '=', workspace.workspaceId)
      .execute()
    const { contactId, messageId } = await givenAnswer('Sari', 'Salah')
    await db.platform
      .updateTable('contacts')
      .set({ name: null, phone: null, username: 'sari.k' })
      .where('id', '=', contactId)
      .execute()
    await db.platform
      .updateTable('messages')
      .set({ sent_at: new Date('2026-03-01T16:30:00Z') })
      .where('id', '=', messageId)
      .execute()
    const incidentId = await stop()
    const did = [
      { do: 'period', from: '2026-03-01T08:00', to: '2026-03-02T09:00' },
      { do: 'mark', messageIds: [messageId], on: true },
      { do: 'tick', step: 'knowledge', on: true },
      { do: 'told', contactId, note: 'Ditelepon', on: true },
      { do: 'goOn', note: 'Diperbaiki', isConfirmed: false },
    ]
    for (const one of did) expect((await order(incidentId, one)).status).toBe(200)
    const page = await (await web.ask(`/review/incident?incident=${incidentId}`, { cookie: admin })).text()
    const answers = await (await web.ask(`/api/incidents/${incidentId}/answers`, { cookie: admin })).text()
    const trail = await (await web.ask(`/api/incidents/${incidentId}/trail`, { cookie: admin })).text()
    expect(page).toContain('2 Mar, 00:30 WITA')
    expect(page).toContain('From (WITA)')
    expect(page).not.toContain(' WIB')
    expect(page).toContain('changed the period: 1 Mar, 08:00 WITA – 2 Mar, 09:00 WITA')
    expect(page.match(/@sari\.k/g)?.length).toBeGreaterThanOrEqual(3)
    expect(answers).toContain('Time (WITA)')
    expect(answers).toContain(`2026-03-02 00:30,'@sari.k,`)
    expect(trail).toContain('changed the period: 2026-03-01 08:00 – 2026-03-02 09:00')
    expect(trail).toContain('ticked a step against it: Correct the wrong knowledge')
    expect(trail).toContain(`noted that a customer was told,'@sari.k`)
  })

  it('shows the customers of a long list as far as it is asked for, those still to be told first; each can be ticked', async () => {
    const names = Array.from({ length: 205 }, (_, n) => `Pelanggan ${String(n).padStart(3, '0')}`)
    const customers = await Promise.all(
      names.map(async (name) => {
        const conversation = await givenConversation(db, workspace, { name })
        await givenMessage(db, workspace, conversation, { body: 'Salah', author: 'bot' })
        return conversation.contactId
      }),
    )
    const incidentId = await stop()
    expect(await order(incidentId, { do: 'markFound', words: '', on: true })).toMatchObject({ changed: 205 })
    const shown = async (asked: string) => {
      const params = new URLSearchParams(asked)
      const page = await db.inWorkspace(workspace.workspaceId, (tx) => loadIncidentPage(tx, params, 'Asia/Jakarta'))
      return page?.shown?.customers.map(({ contactId }) => contactId) ?? []
    }
    expect(await shown('')).toEqual(customers.slice(0, 200))
    expect(await shown('customers=400')).toEqual(customers)
    for (const wrong of ['x', '-1', '0']) expect(await shown(`customers=${wrong}`)).toHaveLength(200)
    expect(await (await web.ask('/review/incident', { cookie: admin })).text()).toContain('Show 5 more')
    // What was asked for stays in sight when one of them is told: it moves behind the others, and nobody is left out.
    const told = { do: 'told', contactId: customers[202], note: 'Ditelepon', on: true }
    expect((await order(incidentId, told, member)).status).toBe(200)
    expect(await shown('customers=400')).toEqual([...customers.filter((id) => id !== customers[202]), customers[202]])
  })
})
