import { sql, type Updateable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { heldBeforehand } from '#domain/review/policy.ts'
import type { DB } from '#schema/tables.ts'
import { givenConversation, givenHeldDraft, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenMessage } from '../dev/test-kit/inbox.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { connect, type Database, type WorkspaceTx } from './connect.ts'
import { isDraftDropped } from './queries/drafts.ts'
import { countIncidentAnswers, listIncidentAnswers, markAnswers } from './queries/incident-answers.ts'
import {
  countUncontacted,
  insertMailing,
  listIncidentCustomers,
  listUnwritten,
  noteToldByHand,
  settleContact,
} from './queries/incident-contacts.ts'
import { listIncidentTrail } from './queries/incident-trail.ts'
import {
  closeIncident,
  findIncident,
  listPastIncidents,
  namesOf,
  noteIncident,
  openIncident,
  setIncidentPeriod,
  tickIncident,
} from './queries/incidents.ts'
import { changeSettings, findLastChange } from './queries/revised-settings.ts'
import { readReviewRules, REVIEW_RULES } from './queries/review-settings.ts'
import { mergeContacts } from './queries/merge-contacts.ts'
import { listHeldDrafts } from './queries/review-queue.ts'
import { IncidentOpen, switchAri } from './queries/workspace-floor.ts'
import { setLive } from './queries/workspaces.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let [ana, budi] = ['', '']

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  ana = (await givenPerson(db, { workspaceId, role: 'owner' })).id
  budi = (await givenPerson(db, { workspaceId, role: 'admin' })).id
})

const inside = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)
const by = (actor: string) => ({ workspaceId: workspace.workspaceId, actor })
const openAs = (actor: string, reason = 'Salah biaya') => inside((tx) => openIncident(tx, { ...by(actor), reason }))
const ofWorkspace = () =>
  db.platform.selectFrom('workspaces').selectAll().where('id', '=', workspace.workspaceId).executeTakeFirstOrThrow()
const setWorkspace = (set: Updateable<DB['workspaces']>) =>
  db.platform.updateTable('workspaces').set(set).where('id', '=', workspace.workspaceId).execute()
const actions = async (incidentId: string) =>
  (await inside((tx) => listIncidentTrail(tx, incidentId))).map(({ action }) => action)

/** A customer to whom ARI said this just now, in answer to what they asked. */
async function givenAnswer(name: string, answer: string, question = 'Berapa?', minutesAgo = 5) {
  const conversation = await givenConversation(db, workspace, { name })
  const at = new Date(Date.now() - minutesAgo * 60_000)
  await givenMessage(db, workspace, conversation, { body: question, at: new Date(at.getTime() - 1000) })
  const messageId = await givenMessage(db, workspace, conversation, { body: answer, at, author: 'bot' })
  await reached(conversation, at)
  return { ...conversation, messageId }
}
const reached = ({ conversationId }: Pick<GivenConversation, 'conversationId'>, at: Date) =>
  db.platform.updateTable('conversations').set({ last_inbound_at: at }).where('id', '=', conversationId).execute()

describe('HR-16 stopping', () => {
  it('of two who stop ARI at once one opens the incident and the other joins it: one alert, both reasons', async () => {
    const both = await Promise.all([openAs(ana, 'Salah biaya'), openAs(budi, 'Salah jadwal')])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['joined', 'opened'])
    const [{ incidentId }] = both
    expect(both[1].incidentId).toBe(incidentId)
    expect((await ofWorkspace()).bot_on).toBe(false)
    const alerts = await inside((tx) => tx.selectFrom('alerts').select(['kind', 'subject']).execute())
    expect(alerts).toEqual([{ kind: 'incident', subject: incidentId }])
    const trail = await inside((tx) => listIncidentTrail(tx, incidentId))
    expect(trail.map(({ action }) => action)).toEqual(['incident.opened', 'incident.joined'])
    const found = await inside((tx) => findIncident(tx, null))
    expect([found?.reason, trail[1]?.words].sort()).toEqual(['Salah biaya', 'Salah jadwal'])
  })

  it('what is held is stale, and stays so when ARI is on again', async () => {
    const conversation = await givenConversation(db, workspace, {})
    await givenInbound(db, workspace, conversation, 'Halo')
    const draftId = await givenHeldDraft(db, workspace, conversation, 'Gratis!')
    expect(await inside((tx) => listHeldDrafts(tx))).toHaveLength(1)
    expect(await inside((tx) => isDraftDropped(tx, draftId))).toBe(false)
    const { incidentId } = await openAs(ana)
    expect(await inside((tx) => listHeldDrafts(tx))).toEqual([])
    const close = { ...by(ana), incidentId, note: 'Selesai', uncontacted: 0, now: new Date() }
    await inside((tx) => closeIncident(tx, close))
    expect(await inside((tx) => listHeldDrafts(tx))).toEqual([])
    expect(await inside((tx) => isDraftDropped(tx, draftId))).toBe(true)
  })
})

describe('HR-16 BC-11 turning ARI on', () => {
  const turnOn = () => inside((tx) => switchAri(tx, { ...by(budi), on: true }))
  const goLive = (restart = false) => inside((tx) => setLive(tx, { ...by(budi), restart }))
  const closing = (incidentId: string) => ({
    ...{ ...by(ana), incidentId, note: 'Selesai', uncontacted: 0, now: new Date() },
  })

  it('is refused by the switch itself while an incident is open, and leaves no trace', async () => {
    const { incidentId } = await openAs(ana)
    for (const way of [turnOn, goLive, () => goLive(true)]) await expect(way()).rejects.toThrow(IncidentOpen)
    const before = await ofWorkspace()
    expect(before.bot_on).toBe(false)
    const lines = await inside((tx) => tx.selectFrom('audit_log').where('actor', '=', budi).select('action').execute())
    expect(lines).toEqual([])
    await inside((tx) => closeIncident(tx, closing(incidentId)))
    expect(await turnOn()).toBe(false)
    expect((await ofWorkspace()).bot_on).toBe(true)
  })

  it('and an incident opened at the same moment never go together, however often both are pressed', async () => {
    const came = { refused: 0, on: 0 }
    for (let round = 0; round < 60; round += 1) {
      const pressed = [
        () => openAs(ana),
        () =>
          (round % 2 === 0 ? turnOn() : goLive(round % 4 === 1)).then(
            () => void (came.on += 1),
            (error: unknown) => {
              if (!(error instanceof IncidentOpen)) throw error
              came.refused += 1
            },
          ),
      ]
      // Whoever asks first gets the switch first: by turns.
      await Promise.all((round % 3 === 0 ? pressed.toReversed() : pressed).map((press) => press()))
      const open = await inside((tx) => findIncident(tx, null))
      expect([open === undefined, (await ofWorkspace()).bot_on]).toEqual([false, false])
      await inside((tx) => closeIncident(tx, closing(open?.id ?? '')))
      await inside((tx) => switchAri(tx, { ...by(ana), on: false }))
    }
    expect(came.on + came.refused).toBe(60)
    expect(came.refused).toBeGreaterThan(0)
  })
})

describe('HR-16 what was said to whom', () => {
  it('lists what ARI said in the period with the question, finds words, and marks what was found', async () => {
    await givenAnswer('Sari', 'Beasiswa penuh 100% tersedia', 'Ada beasiswa?')
    const { messageId } = await givenAnswer('Tono', 'Biayanya 20 juta')
    await givenAnswer('Lama', 'Beasiswa lama', 'Lama?', 3 * 1440)
    const { incidentId } = await openAs(ana)
    const list = (words: string[] = [], markedOnly = false) =>
      inside((tx) => listIncidentAnswers(tx, { incidentId, words, markedOnly, after: null, limit: 50 }))
    const { answers } = await list()
    expect(answers.map(({ name }) => name).sort()).toEqual(['Sari', 'Tono'])
    expect((await list(['BEASISWA', 'penuh'])).answers).toMatchObject([{ name: 'Sari', question: 'Ada beasiswa?' }])
    expect((await list(['100%'])).answers).toHaveLength(1)
    expect((await list(['1_0'])).answers).toEqual([])
    expect(await inside((tx) => markAnswers(tx, { ...by(budi), incidentId, on: true, words: ['beasiswa'] }))).toBe(1)
    expect(await inside((tx) => markAnswers(tx, { ...by(budi), incidentId, on: true, messageIds: [messageId] }))).toBe(
      1,
    )
    expect(await inside((tx) => markAnswers(tx, { ...by(budi), incidentId, on: false, messageIds: [messageId] }))).toBe(
      1,
    )
    expect((await list([], true)).answers).toMatchObject([{ name: 'Sari', isMarked: true }])
    const from = new Date(Date.now() - 7 * 86_400_000)
    await inside((tx) => setIncidentPeriod(tx, { ...by(ana), incidentId, from, to: new Date() }))
    expect(await inside((tx) => countIncidentAnswers(tx, { incidentId, words: ['beasiswa'] }))).toEqual({
      answers: 2,
      customers: 2,
    })
    const kinds = ['incident.opened', 'incident.marked', 'incident.marked', 'incident.unmarked', 'incident.period']
    expect(await actions(incidentId)).toEqual(kinds)
  })

  it('ten thousand answers are read page by page, each once', async () => {
    const { channelId } = workspace
    const people = await Promise.all(Array.from({ length: 50 }, () => givenConversation(db, workspace, {})))
    const conversations = people.map(({ conversationId }) => conversationId)
    await inside((tx) =>
      sql`insert into messages (id, conversation_id, channel_id, direction, author, kind, body, status, sent_at)
        select gen_random_uuid(), (${conversations}::uuid[])[1 + n % 50], ${channelId}, 'outbound', 'bot', 'text',
          'Jawaban ' || n, 'read', now() - n * interval '5 seconds' from generate_series(1, 10000) n`.execute(tx),
    )
    // As Postgres does by itself a minute later.
    await sql`analyze messages`.execute(db.platform)
    const { incidentId } = await openAs(ana)
    const seen = new Set<string>()
    let after: Parameters<typeof listIncidentAnswers>[1]['after'] = null
    do {
      const page = await inside((tx) => listIncidentAnswers(tx, { incidentId, after, limit: 1000 }))
      expect(page.answers.length).toBeLessThanOrEqual(1000)
      for (const { messageId } of page.answers) seen.add(messageId)
      after = page.next
    } while (after !== null)
    expect(seen.size).toBe(10_000)
  })
})

describe('HR-16 telling customers', () => {
  it('one mailing reaches whom free text reaches, once; the others are told by hand', async () => {
    const [open, closed, twice] = [
      await givenAnswer('Sari', 'Salah'),
      await givenAnswer('Tono', 'Salah juga', 'Apa?', 23 * 60),
      await givenAnswer('Umi', 'Salah lagi'),
    ]
    await reached(closed, new Date(Date.now() - 25 * 3_600_000))
    await givenMessage(db, workspace, twice, { body: 'Salah sekali', author: 'bot' })
    const { incidentId } = await openAs(ana)
    await inside((tx) => markAnswers(tx, { ...by(ana), incidentId, on: true, words: ['salah'] }))
    const customers = () => inside((tx) => listIncidentCustomers(tx, incidentId))
    expect(await customers()).toMatchObject([
      { name: 'Sari', answers: 1, windowOpen: true, state: null },
      { name: 'Tono', answers: 1, windowOpen: false },
      { name: 'Umi', answers: 2, windowOpen: true },
    ])
    const uncontacted = () => inside((tx) => countUncontacted(tx, incidentId))
    const mailingId = uuidv7()
    const mail = { ...by(ana), incidentId, mailingId, body: 'Halo {{nama}}' }
    const once = await Promise.all([1, 2].map(() => inside((tx) => insertMailing(tx, mail))))
    expect(once).toContainEqual({ customers: 2 })
    expect(once).toContainEqual({ customers: 0 })
    expect(await inside((tx) => insertMailing(tx, { ...mail, body: 'Lain' }))).toBe('taken')
    expect(await inside((tx) => insertMailing(tx, { ...mail, mailingId: uuidv7() }))).toBe('nobody')
    expect((await inside((tx) => listUnwritten(tx, mailingId))).sort()).toEqual(
      [open.contactId, twice.contactId].sort(),
    )
    // What waits to be written is told to nobody yet.
    expect(await uncontacted()).toBe(3)
    for (const one of [open, twice]) {
      const messageId = await givenMessage(db, workspace, one, { author: 'staff', body: 'Maaf' })
      await inside((tx) => settleContact(tx, { mailingId, contactId: one.contactId, state: 'written', messageId }))
    }
    expect(await uncontacted()).toBe(1)
    const told = { ...by(budi), incidentId, contactId: closed.contactId, note: 'Ditelepon', on: true }
    expect(await inside((tx) => noteToldByHand(tx, told))).toBe(true)
    expect(await inside((tx) => noteToldByHand(tx, { ...told, contactId: open.contactId }))).toBe(false)
    expect(await uncontacted()).toBe(0)
    expect(await inside((tx) => noteToldByHand(tx, { ...told, on: false }))).toBe(true)
    expect(await uncontacted()).toBe(1)
    const trail = await inside((tx) => listIncidentTrail(tx, incidentId))
    expect(trail.at(-2)).toMatchObject({ action: 'incident.told', customer: { name: 'Tono' } })
    expect(trail.find(({ action }) => action === 'incident.written')).toMatchObject({ words: 'Halo {{nama}}' })
  })

  it('whose message was recalled before it went out was not told: they are written to again, or told by hand', async () => {
    const sari = await givenAnswer('Sari', 'Salah')
    const { incidentId } = await openAs(ana)
    const of = { ...by(ana), incidentId }
    await inside((tx) => markAnswers(tx, { ...of, on: true }))
    const write = async () => {
      const mailingId = uuidv7()
      const sent = await inside((tx) => insertMailing(tx, { ...of, mailingId, body: 'Halo' }))
      if (typeof sent === 'string') return sent
      expect(await inside((tx) => listUnwritten(tx, mailingId))).toEqual([sari.contactId])
      const messageId = await givenMessage(db, workspace, sari, { author: 'staff', body: 'Maaf' })
      await inside((tx) => settleContact(tx, { mailingId, contactId: sari.contactId, state: 'written', messageId }))
      return messageId
    }
    const becomes = (messageId: string, status: string) =>
      db.platform.updateTable('messages').set({ status }).where('id', '=', messageId).execute()
    const uncontacted = () => inside((tx) => countUncontacted(tx, incidentId))
    const note = (on: boolean) =>
      inside((tx) => noteToldByHand(tx, { ...of, contactId: sari.contactId, note: 'Ditelepon', on }))

    await becomes(await write(), 'withdrawn')
    expect(await uncontacted()).toBe(1)
    expect([await note(true), await uncontacted(), await note(false), await uncontacted()]).toEqual([true, 0, true, 1])
    const again = await write()
    expect([await uncontacted(), await write(), await note(true)]).toEqual([0, 'nobody', false])
    // Refused by WhatsApp it is told some other way, and is told then.
    await becomes(again, 'failed')
    expect([await uncontacted(), await note(true), await uncontacted()]).toEqual([1, true, 0])
  })

  it('what of a customer who became another one was recalled does not hide what was written since', async () => {
    const [stays, goes] = [await givenAnswer('Sari', 'Salah'), await givenAnswer('Sari lain', 'Salah')]
    const { incidentId } = await openAs(ana)
    const [recalled, sent] = [
      await givenMessage(db, workspace, goes, { author: 'staff', body: 'Maaf', status: 'withdrawn' }),
      await givenMessage(db, workspace, stays, { author: 'staff', body: 'Maaf', status: 'sent' }),
    ]
    await inside((tx) => markAnswers(tx, { ...by(ana), incidentId, on: true }))
    const rows = [goes, stays].map(({ contactId }, at) => ({
      ...{ incident_id: incidentId, contact_id: contactId, state: 'written' },
      ...{ message_id: [recalled, sent][at] ?? null, at: new Date(Date.now() + at * 1000) },
    }))
    await inside((tx) => tx.insertInto('incident_contacts').values(rows).execute())
    await inside((tx) => mergeContacts(tx, workspace.workspaceId, [stays.contactId, goes.contactId]))
    const customers = await inside((tx) => listIncidentCustomers(tx, incidentId))
    expect(customers).toMatchObject([{ contactId: stays.contactId, answers: 2, state: 'written', status: 'sent' }])
  })

  it('who is known by a username alone is called by it', async () => {
    const { contactId } = await givenAnswer('Sari', 'Salah')
    await db.platform
      .updateTable('contacts')
      .set({ name: null, phone: null, username: 'sari.k' })
      .where('id', '=', contactId)
      .execute()
    const { incidentId } = await openAs(ana)
    await inside((tx) => markAnswers(tx, { ...by(ana), incidentId, on: true }))
    const names = { name: null, username: 'sari.k', phone: null }
    const list = { incidentId, after: null, limit: 50 }
    expect((await inside((tx) => listIncidentAnswers(tx, list))).answers).toMatchObject([names])
    expect(await inside((tx) => listIncidentCustomers(tx, incidentId))).toMatchObject([names])
  })
})

describe('HR-16 going on', () => {
  it('of two who close it one does: ARI is on, the days of full review begin again, and nothing of it changes any more', async () => {
    const before = new Date(Date.now() - 60 * 86_400_000)
    const set = { live_at: before, review_policy: 'off' }
    await db.platform.updateTable('workspaces').set(set).where('id', '=', workspace.workspaceId).execute()
    const { incidentId } = await openAs(ana)
    await inside((tx) => tickIncident(tx, { ...by(budi), incidentId, step: 'guard', on: true, now: new Date() }))
    await inside((tx) => noteIncident(tx, { ...by(budi), incidentId, body: 'Aturan biaya ditambah' }))
    const close = { incidentId, note: 'Sudah diperbaiki', uncontacted: 2, now: new Date() }
    const both = await Promise.all(
      [ana, budi].map((one) => inside((tx) => closeIncident(tx, { ...by(one), ...close }))),
    )
    expect(both.sort()).toEqual([false, true])
    const now = await ofWorkspace()
    expect(now).toMatchObject({ bot_on: true, review_policy: 'week' })
    expect(now.live_at?.getTime()).toBeGreaterThan(Date.now() - 60_000)
    const [past] = await inside((tx) => listPastIncidents(tx))
    expect(past).toMatchObject({ id: incidentId, note: 'Sudah diperbaiki', ticks: { guard: { by: budi } } })
    const late = [
      await inside((tx) => tickIncident(tx, { ...by(ana), incidentId, step: 'tried', on: true, now: new Date() })),
      await inside((tx) => noteIncident(tx, { ...by(ana), incidentId, body: 'Terlambat' })),
      await inside((tx) => setIncidentPeriod(tx, { ...by(ana), incidentId, from: before, to: new Date() })),
      await inside((tx) => insertMailing(tx, { ...by(ana), incidentId, mailingId: uuidv7(), body: 'Halo' })),
      await inside((tx) => markAnswers(tx, { ...by(ana), incidentId, on: true })),
    ]
    expect(late).toEqual([false, false, false, 'closed', 'closed'])
    expect(await actions(incidentId)).toEqual([
      'incident.opened',
      'incident.ticked',
      'incident.noted',
      'incident.closed',
    ])
    const next = await openAs(ana)
    expect(next).toMatchObject({ outcome: 'opened' })
    expect(next.incidentId).not.toBe(incidentId)
  })

  it('who reads every answer at any time goes on doing so', async () => {
    await db.platform
      .updateTable('workspaces')
      .set({ review_policy: 'always' })
      .where('id', '=', workspace.workspaceId)
      .execute()
    const { incidentId } = await openAs(ana)
    await inside((tx) =>
      closeIncident(tx, { ...by(ana), incidentId, note: 'Selesai', uncontacted: 0, now: new Date() }),
    )
    expect((await ofWorkspace()).review_policy).toBe('always')
  })

  const close = async (incidentId: string) =>
    inside((tx) => closeIncident(tx, { ...by(ana), incidentId, note: 'Selesai', uncontacted: 0, now: new Date() }))
  const detailOfClosing = async (incidentId: string) =>
    (await inside((tx) => listIncidentTrail(tx, incidentId))).at(-1)?.detail

  it('a workspace that was never live is not live through it: ARI is on, and each answer waits for a person', async () => {
    await setWorkspace({ live_at: null, review_policy: 'off' })
    const { incidentId } = await openAs(ana)
    expect(await close(incidentId)).toBe(true)
    expect(await ofWorkspace()).toMatchObject({ bot_on: true, live_at: null })
    const { policy, settings, liveAt } = await inside((tx) => readReviewRules(tx))
    const draft = { policy, settings, liveAtMs: liveAt?.getTime() ?? null, nowMs: Date.now(), dice: 0.99 }
    expect(heldBeforehand({ ...draft, stage: 'greeting', isRedrafted: false })).toBe('not_live')
    expect(await detailOfClosing(incidentId)).toEqual({ uncontacted: 0, isLive: false })
    const gone = await inside((tx) => tx.selectFrom('audit_log').where('action', '=', 'workspace.live').execute())
    expect(gone).toEqual([])
  })

  it('nothing goes out unread after it: not by itself, and not before seven days are over; who has the rules open is told', async () => {
    const settings = { firstDays: 2, sendsItself: true, dueSeconds: 45 }
    await setWorkspace({ review_policy: 'week', review_settings: JSON.stringify(settings) })
    const { incidentId } = await openAs(ana)
    const before = await inside((tx) => readReviewRules(tx))
    await close(incidentId)
    const after = await inside((tx) => readReviewRules(tx))
    expect(after.settings).toEqual({ ...before.settings, firstDays: 7, sendsItself: false })
    const detail = { uncontacted: 0, isLive: true, endsSendingItself: true, days: 7, daysBefore: 2 }
    expect(await detailOfClosing(incidentId)).toEqual(detail)
    const stale = {
      ...by(budi),
      value: { policy: before.policy, settings: before.settings },
      revision: before.revision,
    }
    expect(await inside((tx) => changeSettings(tx, REVIEW_RULES, stale))).toMatchObject({ outcome: 'changed' })
    const last = await inside((tx) => findLastChange(tx, REVIEW_RULES))
    expect(last?.by).toBe((await inside((tx) => namesOf(tx, [ana]))).get(ana))
  })

  it('longer first days stay as they are', async () => {
    await setWorkspace({ review_settings: JSON.stringify({ firstDays: 30 }) })
    const { incidentId } = await openAs(ana)
    await close(incidentId)
    expect((await inside((tx) => readReviewRules(tx))).settings.firstDays).toBe(30)
    expect(await detailOfClosing(incidentId)).toEqual({ uncontacted: 0, isLive: true })
  })
})
