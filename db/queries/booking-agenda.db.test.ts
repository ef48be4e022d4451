import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import {
  givenBooking,
  givenConversation,
  givenSlots,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { findInAgenda, listAgenda, type AgendaWish } from './booking-agenda.ts'
import { insertBookingEvent } from './booking-details.ts'
import { cancelBooking, moveBooking, releaseBooking } from './bookings.ts'
import { listThread } from './thread.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let customer: GivenConversation
/** Of one consultant, an hour apart, the first a day from now. */
let slots: string[]
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  workspace = await givenWorkspace(db)
  customer = await givenConversation(db, workspace)
  slots = await givenSlots(db, workspace, 6)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

const HOUR = 3_600_000
const staff = { kind: 'staff', userId: uuidv7() } as const
const here = <T>(work: Parameters<typeof db.inWorkspace<T>>[1]) => db.inWorkspace(workspace.workspaceId, work)
let turn = 0
const book = (at: number, status = 'confirmed') =>
  givenBooking(db, workspace, customer, { slotId: slots[at] ?? '', status, turn: ++turn })
const agenda = async (wish: Partial<AgendaWish> = {}) => {
  const now = new Date()
  const { bookings, next } = await here((tx) =>
    listAgenda(tx, { part: 'ahead', consultantId: null, after: null, now, ...wish }),
  )
  return { ids: bookings.map(({ id }) => id), bookings, next }
}
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR)

describe('the agenda', () => {
  it('SB-04 has what is booked, the soonest first, with its customer and its consultant', async () => {
    const [later, sooner, held] = [await book(1), await book(0), await book(2, 'held')]
    const { bookings, ids } = await agenda()
    expect(ids).toEqual([sooner, later])
    expect(ids).not.toContain(held)
    expect(bookings[0]).toMatchObject({
      ...{ contactId: customer.contactId, customer: 'Nadia Rahmawati', customerHasMail: false },
      consultant: expect.stringMatching(/^Dimas/) as string,
    })
  })

  it('comes in pages by key, forwards and backwards, each once', async () => {
    const { ids } = await agenda()
    const first = await agenda({ limit: 1 })
    const second = await agenda({ limit: 1, after: first.next })
    expect([...first.ids, ...second.ids]).toEqual(ids)
    expect(second.next).toBeNull()
    // In two days all of it is over.
    const past = { part: 'past', now: inHours(48), limit: 1 } as const
    const latest = await agenda(past)
    const before = await agenda({ ...past, after: latest.next })
    expect([...latest.ids, ...before.ids]).toEqual(ids.toReversed())
  })

  it('keeps what is under way among what is ahead until it is over', async () => {
    const { ids } = await agenda()
    expect((await agenda({ now: inHours(24.5) })).ids).toEqual(ids)
    expect((await agenda({ now: inHours(24.8) })).ids).toEqual(ids.slice(1))
    expect((await agenda({ part: 'past', now: inHours(24.8) })).ids).toEqual(ids.slice(0, 1))
  })

  it('is one consultant’s where that is asked for', async () => {
    const [own] = (await agenda()).bookings
    expect((await agenda({ consultantId: own?.consultantId ?? '' })).ids).toHaveLength(2)
    expect((await agenda({ consultantId: uuidv7() })).ids).toEqual([])
  })

  it('has what was cancelled, and what never came to stand, apart; not a hold that lapsed', async () => {
    const [cancelled, notMade, lapsed] = [await book(3), await book(4), await book(5)]
    await here((tx) => cancelBooking(tx, { bookingId: cancelled, by: staff, now: new Date() }))
    await here((tx) => releaseBooking(tx, { bookingId: notMade, because: 'consultant_not_told' }))
    await here((tx) => releaseBooking(tx, { bookingId: lapsed, because: 'hold_lapsed' }))
    const { bookings } = await agenda({ part: 'ended' })
    expect(bookings.map(({ id, endedBecause }) => [id, endedBecause])).toEqual([
      [notMade, 'consultant_not_told'],
      [cancelled, 'staff'],
    ])
    expect((await agenda()).ids).not.toContain(cancelled)
  })

  it('is another workspace’s alone', async () => {
    const other = await givenWorkspace(db)
    const [id = ''] = (await agenda()).ids
    expect(await db.inWorkspace(other.workspaceId, (tx) => findInAgenda(tx, id))).toBeUndefined()
  })
})

describe('the record of a consultation', () => {
  it('BY-18 has each change once, and the agenda what was told of the last one', async () => {
    const [bookingId = ''] = (await agenda()).ids
    const { rows } = await sql<{ consultantId: string }>`
      select consultant_id as "consultantId" from slots where id = ${slots[4]}`.execute(db.platform)
    const consultantId = rows[0]?.consultantId ?? ''
    const sent = { bookingId, what: 'mail_sent', to: 'customer' } as const
    await here((tx) => insertBookingEvent(tx, { ...sent, sequence: 0, mail: 'booked' }))
    const time = { slotId: null, consultantId, startsAt: inHours(72), endsAt: inHours(73) }
    await here((tx) => moveBooking(tx, { bookingId, by: staff, now: new Date(), time }))
    await here((tx) => insertBookingEvent(tx, { ...sent, sequence: 1, mail: 'moved' }))
    await here((tx) => insertBookingEvent(tx, { ...sent, sequence: 1, mail: 'moved' }))
    const found = await here((tx) => findInAgenda(tx, bookingId))
    expect(found?.sequence).toBe(1)
    expect(found?.events).toMatchObject([
      { what: 'moved', sequence: 1, by: 'staff', userId: staff.userId, from: { consultantId } },
      { what: 'mail_sent', mail: 'moved', to: 'customer' },
    ])
  })

  it('stands in the thread, without the mails that simply went out', async () => {
    const { items } = await here((tx) => listThread(tx, customer.conversationId, null))
    const lines = items.flatMap((item) => ('event' in item ? [(item.event.detail as { what: string }).what] : []))
    expect(lines.toSorted()).toEqual(['cancelled', 'moved', 'released', 'released'])
  })
})
