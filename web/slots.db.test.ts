import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { listConsultants, listConsultationsAhead } from '#db/queries/consultants.ts'
import { readReminderTemplate } from '#db/queries/reminder-template.ts'
import { listOpenedTimes } from '#db/queries/slots-admin.ts'
import {
  givenBooking,
  givenConversation,
  givenSlots,
  givenWorkspace,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspace: GivenWorkspace
let admin: string
let member: string

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  web = await startWeb({ databaseUrl: url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:1' } })
  workspace = await givenWorkspace(db)
  const { workspaceId } = workspace
  admin = await web.signIn((await givenPerson(db, { workspaceId, role: 'admin' })).email)
  member = await web.signIn((await givenPerson(db, { workspaceId, role: 'member' })).email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await stopDatabase()
})

const post = (path: string, json: object = {}, cookie = admin) => web.ask(path, { cookie, json })
const told = async (answer: Response) => ({ status: answer.status, ...((await answer.json()) as object) })
const here: Database['inWorkspace'] = (_, work) => db.inWorkspace(workspace.workspaceId, work)
const consultant = async (id: string) => {
  const all = await here('', (tx) => listConsultants(tx, new Date()))
  return all.find((one) => one.id === id)
}
const audited = async (subject: string) => {
  const rows = await db.platform.selectFrom('audit_log').where('subject', '=', subject).select('action').execute()
  return rows.map(({ action }) => action)
}

const MONDAY = { weekday: 1, fromMinute: '09:00', toMinute: '12:00' }
const form = (change: object = {}) => ({
  ...{ name: `Dimas ${uuidv7()}`, email: '', active: true, timeZone: null, durationMinutes: 45, bufferMinutes: 15 },
  ...{ noticeMinutes: 120, daysAhead: 14, hours: [MONDAY], ...change },
})
async function givenConsultant(change: object = {}): Promise<string> {
  const { id } = (await (await post('/api/consultants', form(change))).json()) as { id: string }
  return id
}

describe('consultants', () => {
  it('are added with several periods a day, changed, and paused', async () => {
    const afternoon = { ...MONDAY, fromMinute: '13:00', toMinute: '24:00' }
    const id = await givenConsultant({ hours: [MONDAY, afternoon] })
    expect((await consultant(id))?.hours).toMatchObject([{ fromMinute: 540 }, { fromMinute: 780, toMinute: 1440 }])
    const change = form({ active: false, timeZone: 'Asia/Makassar', email: 'dimas@example.test' })
    expect(await told(await post(`/api/consultants/${id}`, change))).toEqual({ status: 200, id })
    expect(await consultant(id)).toMatchObject({ active: false, timeZone: 'Asia/Makassar', hours: [{ weekday: 1 }] })
    expect(await audited(id)).toEqual(['consultant.added', 'consultant.changed'])
    expect((await post(`/api/consultants/${uuidv7()}`, form())).status).toBe(404)
  })

  it.each([
    ['overlaps', [MONDAY, { ...MONDAY, fromMinute: '11:30', toMinute: '13:00' }], 'hours.1.fromMinute'],
    ['ends_before_start', [{ ...MONDAY, toMinute: '08:00' }], 'hours.0.toMinute'],
    ['shorter_than_duration', [{ ...MONDAY, toMinute: '09:30' }], 'hours.0.toMinute'],
    ['not_a_time', [{ ...MONDAY, fromMinute: '' }], 'hours.0.fromMinute'],
  ])(
    'whose periods cannot work are refused beside the field, and stay as they were: %s',
    async (code, hours, field) => {
      const id = await givenConsultant()
      const before = await consultant(id)
      expect(await told(await post(`/api/consultants/${id}`, form({ hours })))).toEqual({
        status: 400,
        errors: { [field]: code },
      })
      expect(await consultant(id)).toEqual(before)
    },
  )

  it('of one name are one, also when two are added at the same moment', async () => {
    const two = form()
    const answers = await Promise.all([post('/api/consultants', two), post('/api/consultants', two)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(await refused?.json()).toEqual({ errors: { name: 'taken' } })
  })

  it('have days off and extra hours, which are removed again', async () => {
    const id = await givenConsultant()
    const path = `/api/consultants/${id}/exceptions`
    const day = { firstDay: '2099-12-24', lastDay: '2099-12-24' }
    const off = { kind: 'off', ...day, lastDay: '2099-12-26', note: 'Cuti' }
    const added = (await (await post(path, off)).json()) as { id: string }
    const extra = { kind: 'extra', ...day, fromMinute: '19:00', toMinute: '24:00' }
    expect((await post(path, extra)).status).toBe(201)
    expect((await consultant(id))?.exceptions).toMatchObject([
      { kind: 'off', lastDay: '2099-12-26', note: 'Cuti' },
      { kind: 'extra', fromMinute: 1140, toMinute: 1440 },
    ])
    expect((await post(`/api/exceptions/${added.id}/delete`)).status).toBe(200)
    expect((await post(`/api/exceptions/${added.id}/delete`)).status).toBe(404)
    expect((await consultant(id))?.exceptions).toHaveLength(1)
    expect(await audited(id)).toContain('consultant.exception-removed')
    const wrong = { ...extra, firstDay: '2020-01-02', lastDay: '2020-01-01', toMinute: '19:10' }
    expect(await told(await post(path, wrong))).toMatchObject({
      errors: { lastDay: 'ends_before_start', toMinute: 'shorter_than_duration' },
    })
    const past = { ...off, firstDay: '2020-01-01', lastDay: '2020-01-01' }
    expect(await told(await post(path, past))).toEqual({ status: 400, errors: { lastDay: 'past' } })
  })
})

describe('times that were opened by hand', () => {
  it('are taken back while nobody has them; what was booked in them once stays on record', async () => {
    const [free = '', taken = ''] = await givenSlots(db, workspace, 2)
    const conversation = await givenConversation(db, workspace)
    await givenBooking(db, workspace, conversation, { slotId: free, status: 'cancelled', turn: 1 })
    await givenBooking(db, workspace, conversation, { slotId: taken, turn: 2 })
    const listed = async () => {
      const all = await here('', (tx) => listOpenedTimes(tx, new Date()))
      return all.filter(({ id }) => [free, taken].includes(id)).map(({ id, isBooked }) => [id, isBooked])
    }
    expect(await listed()).toEqual([
      [free, false],
      [taken, true],
    ])
    expect(await told(await post(`/api/slots/${taken}/delete`))).toEqual({ status: 409, errors: { slot: 'booked' } })
    expect((await post(`/api/slots/${free}/delete`)).status).toBe(200)
    expect((await post(`/api/slots/${free}/delete`)).status).toBe(404)
    expect(await listed()).toEqual([[taken, true]])
    const kept = await db.platform
      .selectFrom('bookings')
      .where('conversation_id', '=', conversation.conversationId)
      .orderBy('turn')
      .select(['status', 'slot_id as slotId'])
      .execute()
    expect(kept).toEqual([
      { status: 'cancelled', slotId: null },
      { status: 'confirmed', slotId: taken },
    ])
    expect(await here('', (tx) => listConsultationsAhead(tx, new Date()))).toHaveLength(1)
  })
})

describe('what holds for the whole workspace', () => {
  it('holidays are added, named anew, removed; a day that is over is refused', async () => {
    const holidays = () => db.platform.selectFrom('holidays').select(['id', 'name']).execute()
    for (const name of ['Libur', 'Natal'])
      expect((await post('/api/holidays', { day: '2099-12-25', name })).status).toBe(200)
    const [holiday, ...more] = await holidays()
    expect([holiday?.name, more]).toEqual(['Natal', []])
    expect((await post(`/api/holidays/${holiday?.id ?? ''}/delete`)).status).toBe(200)
    expect(await holidays()).toEqual([])
    const refused = async (day: string) => told(await post('/api/holidays', { day, name: '' }))
    expect(await refused('2020-01-01')).toEqual({ status: 400, errors: { day: 'past' } })
    expect(await refused('kapan')).toEqual({ status: 400, errors: { day: 'not_a_day' } })
  })

  it('the reminder’s template is one that WhatsApp takes and that we can fill in, or none', async () => {
    const body = 'Halo {{1}}, konsultasi Anda {{2}} bersama {{3}}.'
    const contents = { isNamed: false, header: null, body, footer: null, buttons: [], others: [], examples: {} }
    const rows = [
      { name: 'pengingat', components: contents, status: 'APPROVED' },
      { name: 'ditolak', components: contents, status: 'REJECTED' },
      { name: 'salam', components: { ...contents, body: 'Halo {{1}}' }, status: 'APPROVED' },
    ]
    for (const { components, ...row } of rows)
      await here('', (tx) =>
        tx
          .insertInto('message_templates')
          .values({
            ...{ id: uuidv7(), channel_id: workspace.channelId, language: 'id', ...row },
            ...{ components: JSON.stringify(components), status_at: new Date() },
          })
          .execute(),
      )
    const choose = async (template: string | null) => told(await post('/api/reminder-template', { template }))
    const chosen = () => here('', readReminderTemplate)
    expect(await choose('pengingat')).toMatchObject({ status: 200 })
    for (const name of ['ditolak', 'salam', 'entah'])
      expect(await choose(name)).toEqual({ status: 400, errors: { template: 'not_usable' } })
    expect(await chosen()).toBe('pengingat')
    const page = await (await web.ask('/intern/slots', { cookie: member })).text()
    expect(page).toContain('Halo Nadia, konsultasi Anda Selasa, 24 November 2026 pukul 10.00 WIB bersama Dimas.')
    expect(await choose(null)).toMatchObject({ status: 200 })
    expect(await chosen()).toBeNull()
    expect(await audited('pengingat')).toEqual(['booking.reminder-template'])
  })
})

it('members read it, and change nothing', async () => {
  const id = await givenConsultant({ name: 'Maria Hartono' })
  const page = await (await web.ask('/intern/slots', { cookie: member })).text()
  expect(page).toContain('Maria Hartono')
  expect(page).not.toContain('Konsultan baru')
  const paths = ['consultants', `consultants/${id}`, `consultants/${id}/exceptions`, 'holidays', 'reminder-template']
  for (const path of [...paths, `exceptions/${id}/delete`, `holidays/${id}/delete`, `slots/${id}/delete`])
    expect((await post(`/api/${path}`, form(), member)).status, path).toBe(403)
})
