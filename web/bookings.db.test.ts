import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import {
  givenBooking,
  givenConversation,
  givenSlots,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { BookingToChange } from './app/bookings/contract.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let workspace: GivenWorkspace
let customer: GivenConversation
let slots: string[]
let member: string
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  // Nobody answers there.
  web = await startWeb({ databaseUrl: postgres.url, settings: { TEMPORAL_ADDRESS: '127.0.0.1:9' } })
  workspace = await givenWorkspace(db)
  customer = await givenConversation(db, workspace)
  slots = await givenSlots(db, workspace, 3)
  const { workspaceId } = workspace
  member = await web.signIn((await givenPerson(db, { workspaceId, role: 'member' })).email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

const api = (bookingId: string, json?: object) =>
  web.ask(`/api/bookings/${bookingId}`, { cookie: member, ...(json && { json }) })

it('BC-08 a consultation is shown with the free times of the table, without the one that it has', async () => {
  const bookingId = await givenBooking(db, workspace, customer, { slotId: slots[0] ?? '' })
  await givenBooking(db, workspace, customer, { slotId: slots[2] ?? '', turn: 2 })
  const found = (await (await api(bookingId)).json()) as BookingToChange
  expect(found.booking).toMatchObject({
    ...{ id: bookingId, state: 'coming', customer: 'Nadia Rahmawati', contactId: customer.contactId },
    // The customer wrote a moment ago; nobody has a mail address.
    reach: ['whatsapp'],
  })
  expect(found.times.map(({ slotId }) => slotId)).toEqual([slots[1]])
})

it('an order that nobody answers may be repeated, and nothing was changed; a member may give it', async () => {
  const bookingId = await givenBooking(db, workspace, customer, { slotId: slots[1] ?? '', turn: 3 })
  const answer = await api(bookingId, { order: 'cancel' })
  expect([answer.status, await answer.json()]).toEqual([503, { outcome: 'unavailable' }])
  expect(((await (await api(bookingId)).json()) as BookingToChange).booking.state).toBe('coming')
}, 20_000)

it.each([{}, { order: 'delete' }, { order: 'move' }, { order: 'move', slotId: '' }])(
  'an order that makes no sense is refused: %j',
  async (order) => {
    const bookingId = '01936b5c-0000-7000-8000-000000000000'
    expect((await api(bookingId, order)).status).toBe(400)
    expect((await api(bookingId, { order: 'cancel' })).status).toBe(404)
  },
)
