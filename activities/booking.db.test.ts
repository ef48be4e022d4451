import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bookings } from '#clients/temporal/bookings.ts'
import { connect, type Database } from '#db/connect.ts'
import { cancelBooking, confirmHold, noteBooked, releaseBooking } from '#db/queries/bookings.ts'
import {
  addException,
  listConsultants,
  removeHoliday,
  saveConsultant,
  saveHoliday,
  listHolidays,
} from '#db/queries/consultants.ts'
import { dateOf, localTime } from '#domain/booking/zones.ts'
import { ConsultantForm } from '#schema/booking.ts'
import { noBookings, runActivity } from '../dev/test-kit/activities.ts'
import {
  givenConversation,
  givenSlots,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createBookingActivities, type BookingResult } from './booking.ts'
import { listFreeTimes, listTimesAfter, type FreeSlot } from './free-times.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

const order = () => ({ workspaceId: workspace.workspaceId, actor: 'intan' })
const here: Database['inWorkspace'] = (_, work) => db.inWorkspace(workspace.workspaceId, work)

/** A workspace with one consultant who works round the clock, an hour at a time. */
async function givenConsultant(form: Partial<ConsultantForm> = {}): Promise<string> {
  workspace = await givenWorkspace(db)
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: 0, toMinute: 1440 }))
  const dimas = ConsultantForm.parse({
    ...{ name: 'Dimas', email: 'dimas@example.test', active: true, timeZone: null, durationMinutes: 60 },
    ...{ bufferMinutes: 0, noticeMinutes: 120, daysAhead: 3, hours, ...form },
  })
  return (await here('', (tx) => saveConsultant(tx, { ...order(), id: null, form: dimas }))) ?? ''
}

const free = async (most = 200): Promise<FreeSlot[]> =>
  (await here('', (tx) => listFreeTimes(tx, { now: new Date(), wish: null, timeZone: 'Asia/Jakarta', most }))).times
const customer = () => givenConversation(db, workspace)

/** A booking's workflow without Temporal: what it does to the database. */
const atOnce: Bookings = {
  async makeStand({ bookingId }) {
    const { status } = await here('', (tx) => confirmHold(tx, bookingId))
    if (status === 'confirmed') await here('', (tx) => noteBooked(tx, bookingId))
    return status === 'confirmed' ? 'booked' : 'taken'
  },
  async move({ bookingId, workspaceId }, wish) {
    const { moveBooking } = createBookingActivities({ db, bookings: noBookings.bookings })
    return (await moveBooking({ workspaceId, bookingId, ...wish })).outcome
  },
  cancel: async ({ bookingId }, by) =>
    (await here('', (tx) => cancelBooking(tx, { bookingId, by, now: new Date() }))).outcome,
  notTold: () => Promise.resolve(),
}

function book(
  { conversationId }: GivenConversation,
  slotId: string,
  { turn = 1, bookings = atOnce } = {},
): Promise<BookingResult> {
  const { bookSlot } = createBookingActivities({ db, bookings })
  return runActivity(bookSlot, { workspaceId: workspace.workspaceId, conversationId, turn, slotId })
}

const bookingsOf = ({ contactId }: GivenConversation) =>
  db.platform
    .selectFrom('bookings')
    .where('contact_id', '=', contactId)
    .orderBy('id')
    .select(['id', 'status', 'sequence', 'turn', 'slot_id as slotId'])
    .execute()

describe('SB-01 SB-03 free times', () => {
  it('are those of the table: hours, exceptions, holidays, what is booked', async () => {
    const consultantId = await givenConsultant()
    const all = await free()
    expect(all.length).toBeGreaterThan(60)
    expect(all.every(({ consultant, slotId }) => consultant === 'Dimas' && slotId === null)).toBe(true)

    const dayOf = ({ startsAt }: FreeSlot) => dateOf(localTime(startsAt.getTime(), 'Asia/Jakarta').day)
    const [tomorrow = '', dayAfter = ''] = [...new Set(all.map(dayOf))].slice(1)
    await here('', (tx) =>
      addException(tx, {
        ...order(),
        consultantId,
        form: { kind: 'off', firstDay: tomorrow, lastDay: tomorrow, note: '' },
      }),
    )
    await here('', (tx) => saveHoliday(tx, { ...order(), form: { day: dayAfter, name: 'Libur' } }))
    expect((await free()).filter((time) => [tomorrow, dayAfter].includes(dayOf(time)))).toEqual([])

    const [holiday] = await here('', (tx) => listHolidays(tx, new Date()))
    await here('', (tx) => removeHoliday(tx, { ...order(), id: holiday?.id ?? '' }))
    expect((await free()).filter((time) => dayOf(time) === dayAfter)).toHaveLength(24)
  })

  it('are none of a consultant who pauses, and of nobody in another workspace', async () => {
    await givenConsultant({ active: false })
    expect(await free()).toEqual([])
  })

  it('SB-05 keeps the moment in UTC: ten in the morning in Jakarta is three', async () => {
    await givenConsultant()
    const ten = (await free()).find(({ startsAt }) => localTime(startsAt.getTime(), 'Asia/Jakarta').minute === 600)
    expect(ten?.startsAt.toISOString()).toContain('T03:00')
  })
})

describe('booking a time', () => {
  it('SB-02 SB-04 BC-08 books a computed time, which is offered no more, and one that was opened by hand', async () => {
    await givenConsultant()
    const [computed = { id: '' }] = await free()
    const one = await customer()
    expect(await book(one, computed.id)).toMatchObject({ outcome: 'booked' })
    expect((await free()).map(({ id }) => id)).not.toContain(computed.id)
    const [opened = ''] = await givenSlots(db, workspace, 1)
    const other = await customer()
    expect(await book(other, opened)).toMatchObject({ outcome: 'booked' })
    expect(await bookingsOf(other)).toMatchObject([{ slotId: opened, status: 'confirmed' }])
  })

  it('SB-02 books nothing that was never offered: another’s time, no time, one off the grid', async () => {
    const consultantId = await givenConsultant()
    const someone = await customer()
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    for (const [turn, id] of [
      uuidv7(),
      'nonsense',
      `${consultantId}@${tomorrow}T03:17Z`,
      `${uuidv7()}@${tomorrow}T03:00Z`,
    ].entries())
      expect(await book(someone, id, { turn }), id).toEqual({ outcome: 'taken' })
    expect(await bookingsOf(someone)).toEqual([])
  })

  it('SB-07 BY-18 of twenty customers at once one has the time, and the others are offered the next two', async () => {
    await givenConsultant()
    const [first = { id: '', startsAtMs: 0 }, ...later] = await free()
    const customers = await Promise.all(Array.from({ length: 20 }, customer))
    const results = await Promise.all(customers.map((one) => book(one, first.id)))
    expect(results.filter(({ outcome }) => outcome === 'booked')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome === 'taken')).toHaveLength(19)
    const after = { now: new Date(), afterMs: first.startsAtMs, most: 2 }
    const offered = await here('', (tx) => listTimesAfter(tx, after))
    expect(offered.map(({ id }) => id)).toEqual(later.slice(0, 2).map(({ id }) => id))
  })

  it('BY-18 finds what it has begun when the activity dies at any step', async () => {
    await givenConsultant()
    const [time = { id: '' }] = await free()
    const someone = await customer()
    const dies: Bookings = { ...atOnce, makeStand: () => Promise.reject(new TypeError('The worker is gone.')) }
    await expect(book(someone, time.id, { bookings: dies })).rejects.toThrow('gone')
    expect(await bookingsOf(someone)).toMatchObject([{ status: 'held' }])
    // Nobody else gets it meanwhile.
    expect(await book(await customer(), time.id)).toEqual({ outcome: 'taken' })
    const diesAfterwards: Bookings = {
      ...atOnce,
      makeStand: async (input) => {
        await atOnce.makeStand(input)
        throw new TypeError('The worker is gone.')
      },
    }
    await expect(book(someone, time.id, { bookings: diesAfterwards })).rejects.toThrow('gone')
    expect(await book(someone, time.id)).toMatchObject({ outcome: 'booked' })
    expect(await bookingsOf(someone)).toHaveLength(1)
  })

  it('BY-18 a turn whose booking was taken back says so when it is repeated, and its time is free', async () => {
    await givenConsultant()
    const [time = { id: '' }] = await free()
    const fails: Bookings = {
      ...atOnce,
      makeStand: async ({ bookingId }) => {
        await here('', (tx) => releaseBooking(tx, { bookingId, because: 'consultant_not_told' }))
        return 'failed'
      },
    }
    const someone = await customer()
    expect(await book(someone, time.id, { bookings: fails })).toEqual({ outcome: 'failed' })
    expect(await book(someone, time.id)).toEqual({ outcome: 'failed' })
    expect((await free()).map(({ id }) => id)).toContain(time.id)
  })

  it('who chooses another time is moved to it, and the first one is free again', async () => {
    await givenConsultant()
    const [first = { id: '' }, second = { id: '' }] = await free()
    const someone = await customer()
    const before = await book(someone, first.id)
    expect(await book(someone, second.id, { turn: 2 })).toEqual(before)
    // Repeated, and chosen once more: nothing changes.
    expect(await book(someone, second.id, { turn: 2 })).toEqual(before)
    expect(await book(someone, second.id, { turn: 3 })).toEqual(before)
    expect(await bookingsOf(someone)).toMatchObject([{ status: 'confirmed', sequence: 1 }])
    const ids = (await free()).map(({ id }) => id)
    expect([ids.includes(first.id), ids.includes(second.id)]).toEqual([true, false])
  })

  it('of two who move to one time at once one has it, and the other keeps their own', async () => {
    await givenConsultant()
    const [first = { id: '' }, second = { id: '' }, wanted = { id: '' }] = await free()
    const [one, other] = [await customer(), await customer()]
    await book(one, first.id)
    await book(other, second.id)
    const results = await Promise.all([book(one, wanted.id, { turn: 2 }), book(other, wanted.id, { turn: 2 })])
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['booked', 'taken'])
    expect((await bookingsOf(one)).length + (await bookingsOf(other)).length).toBe(2)
  })

  it('nobody cancels what is somebody else’s', async () => {
    await givenConsultant()
    const [time = { id: '' }] = await free()
    const [one, other] = [await customer(), await customer()]
    const made = await book(one, time.id)
    const bookingId = made.outcome === 'booked' ? made.bookingId : ''
    const { cancelStanding } = createBookingActivities({ db, bookings: atOnce })
    const cancelAs = ({ conversationId }: GivenConversation) =>
      runActivity(cancelStanding, { workspaceId: workspace.workspaceId, conversationId, bookingId })
    expect(await cancelAs(other)).toEqual({ outcome: 'too_late' })
    expect(await cancelAs(one)).toEqual({ outcome: 'cancelled' })
    expect((await free()).map(({ id }) => id)).toContain(time.id)
  })
})

describe('BC-08 consultants as people keep them', () => {
  it('are saved with their week, and listed with what is ahead', async () => {
    const id = await givenConsultant()
    const [time = { id: '' }] = await free()
    await book(await customer(), time.id)
    const [dimas] = await here('', (tx) => listConsultants(tx, new Date()))
    expect(dimas).toMatchObject({ id, name: 'Dimas', ahead: 1, durationMinutes: 60, exceptions: [] })
    expect(dimas?.hours).toHaveLength(7)
    const form = ConsultantForm.parse({ ...dimas, hours: [{ weekday: 1, fromMinute: '09:00', toMinute: '10:00' }] })
    expect(await here('', (tx) => saveConsultant(tx, { ...order(), id, form }))).toBe(id)
    const [changed] = await here('', (tx) => listConsultants(tx, new Date()))
    expect(changed?.hours).toEqual([{ weekday: 1, fromMinute: 540, toMinute: 600 }])
    expect(await here('', (tx) => saveConsultant(tx, { ...order(), id: null, form }))).toBeNull()
    const audit = await db.platform
      .selectFrom('audit_log')
      .where('subject', '=', id)
      .select(['actor', 'action'])
      .execute()
    expect(audit).toEqual([
      { actor: 'intan', action: 'consultant.added' },
      { actor: 'intan', action: 'consultant.changed' },
    ])
  })
})
