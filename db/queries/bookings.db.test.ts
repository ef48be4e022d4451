import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { isTimeTaken } from '#db/failures.ts'
import { givenConversation, givenWorkspace, type GivenWorkspace } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import {
  cancelBooking,
  confirmHold,
  findBookingOfTurn,
  holdTime,
  moveBooking,
  noteBooked,
  releaseBooking,
  type TimeToBook,
} from './bookings.ts'
import { mergeContacts } from './merge-contacts.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  workspace = await givenWorkspace(db)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

const here: Database['inWorkspace'] = (_, work) => db.inWorkspace(workspace.workspaceId, work)
const at = (hour: number, minute = 0) => new Date(Date.UTC(2030, 0, 7, hour, minute))
const staff = { kind: 'staff', userId: 'intan' } as const

async function givenConsultant(bufferMinutes = 0): Promise<string> {
  const id = uuidv7()
  const row = { id, name: `Dimas ${id}`, buffer_minutes: bufferMinutes }
  await here('', (tx) => tx.insertInto('consultants').values(row).execute())
  return id
}

const hour = (consultantId: string, from: Date): TimeToBook => ({
  slotId: null,
  consultantId,
  startsAt: from,
  endsAt: new Date(from.getTime() + 3_600_000),
})

/** Holds a time for a customer of its own, unless told which. */
async function hold(time: TimeToBook, { conversationId, turn = 1, now = new Date(), forMs = 600_000 }: Hold = {}) {
  const whose = conversationId ?? (await givenConversation(db, workspace)).conversationId
  const heldUntil = new Date(now.getTime() + forMs)
  return here('', (tx) => holdTime(tx, { ...time, conversationId: whose, turn, now, heldUntil }))
}
type Hold = { conversationId?: string; turn?: number; now?: Date; forMs?: number }

async function booked(time: TimeToBook): Promise<string> {
  const id = await hold(time)
  if (id === null) throw new TypeError('The time was not free.')
  await here('', (tx) => confirmHold(tx, id))
  return id
}

const rowOf = (id: string) =>
  db.platform.selectFrom('bookings').where('id', '=', id).selectAll().executeTakeFirstOrThrow()

describe('the last line', () => {
  it('SB-07 BY-18 lets one of twenty customers at once have the last time', async () => {
    const time = hour(await givenConsultant(), at(9))
    const customers = await Promise.all(Array.from({ length: 20 }, () => givenConversation(db, workspace)))
    const holds = await Promise.all(customers.map(({ conversationId }) => hold(time, { conversationId })))
    expect(holds.filter((id) => id !== null)).toHaveLength(1)
  })

  it('BY-18 keeps the pause between two, whatever the code forgets', async () => {
    const consultantId = await givenConsultant(15)
    await booked(hour(consultantId, at(9)))
    expect(await hold(hour(consultantId, at(10)))).toBeNull()
    expect(await hold(hour(consultantId, at(10, 14)))).toBeNull()
    expect(await hold(hour(consultantId, at(7, 50)))).toBeNull()
    expect(await hold(hour(consultantId, at(10, 15)))).not.toBeNull()
    expect(await hold(hour(consultantId, at(7, 45)))).not.toBeNull()
  })

  it('gives one consultant no hold that another one has, and two consultants the same hour', async () => {
    const [one, other] = [await givenConsultant(), await givenConsultant()]
    expect(await hold(hour(one, at(9)))).not.toBeNull()
    expect(await hold(hour(one, at(9)))).toBeNull()
    expect(await hold(hour(other, at(9)))).not.toBeNull()
  })

  it('refuses a move into what somebody else has, and leaves the booking where it was', async () => {
    const consultantId = await givenConsultant()
    const bookingId = await booked(hour(consultantId, at(9)))
    await booked(hour(consultantId, at(11)))
    const moved = here('', (tx) =>
      moveBooking(tx, { bookingId, by: staff, now: new Date(), time: hour(consultantId, at(11, 30)) }),
    )
    await expect(moved).rejects.toSatisfy(isTimeTaken)
    expect(await rowOf(bookingId)).toMatchObject({ status: 'confirmed', sequence: 0 })
  })
})

describe('a hold', () => {
  it('BY-18 that has lapsed is in nobody’s way, and is not confirmed once its time is somebody else’s', async () => {
    const time = hour(await givenConsultant(), at(9))
    const lapsed = (await hold(time, { forMs: -1 })) ?? ''
    const next = await hold(time)
    expect(next).not.toBeNull()
    expect(await here('', (tx) => confirmHold(tx, lapsed))).toMatchObject({ status: 'released' })
    expect(await here('', (tx) => confirmHold(tx, next ?? ''))).toMatchObject({ status: 'confirmed' })
  })

  it('that has lapsed is confirmed all the same while nobody wants its time', async () => {
    const id = (await hold(hour(await givenConsultant(), at(9)), { forMs: -1 })) ?? ''
    expect(await here('', (tx) => confirmHold(tx, id))).toMatchObject({ status: 'confirmed', sequence: 0 })
  })

  it('is found again by its turn', async () => {
    const { conversationId } = await givenConversation(db, workspace)
    const id = await hold(hour(await givenConsultant(), at(9)), { conversationId, turn: 7 })
    const found = await here('', (tx) => findBookingOfTurn(tx, { conversationId, turn: 7 }))
    expect(found).toEqual({ id, status: 'held', endedBecause: null })
  })

  it('is taken back, and its time is free', async () => {
    const time = hour(await givenConsultant(), at(9))
    const id = await booked(time)
    await here('', (tx) => releaseBooking(tx, { bookingId: id, because: 'consultant_not_told' }))
    await here('', (tx) => releaseBooking(tx, { bookingId: id, because: 'again' }))
    expect(await rowOf(id)).toMatchObject({ status: 'released', ended_because: 'consultant_not_told' })
    expect(await hold(time)).not.toBeNull()
  })
})

describe('a booking', () => {
  it('SB-04 SB-08 is tied to its contact, who is tagged once', async () => {
    const { conversationId, contactId } = await givenConversation(db, workspace)
    const id = (await hold(hour(await givenConsultant(), at(9)), { conversationId })) ?? ''
    await here('', (tx) => noteBooked(tx, id))
    await here('', (tx) => noteBooked(tx, id))
    const { tags } = await db.platform
      .selectFrom('contacts')
      .where('id', '=', contactId)
      .select('tags')
      .executeTakeFirstOrThrow()
    expect(tags).toEqual(['1on1'])
    expect(await rowOf(id)).toMatchObject({ contact_id: contactId, conversation_id: conversationId })
  })

  it('is of the contact that stays, when two turn out to be one', async () => {
    const [kept, gone] = [await givenConversation(db, workspace), await givenConversation(db, workspace)]
    await here('', (tx) => mergeContacts(tx, workspace.workspaceId, [kept.contactId, gone.contactId]))
    const id = (await hold(hour(await givenConsultant(), at(9)), { conversationId: gone.conversationId })) ?? ''
    expect([kept.contactId, gone.contactId]).toContain((await rowOf(id)).contact_id)
    const { merged_into: mergedInto } = await db.platform
      .selectFrom('contacts')
      .where('id', '=', (await rowOf(id)).contact_id)
      .select('merged_into')
      .executeTakeFirstOrThrow()
    expect(mergedInto).toBeNull()
  })

  it('is moved by staff: the old time is free, the new one is not, and the audit log says who did it', async () => {
    const consultantId = await givenConsultant()
    const bookingId = await booked(hour(consultantId, at(9)))
    const wish = { bookingId, by: staff, now: new Date(), time: hour(consultantId, at(13)) }
    expect(await here('', (tx) => moveBooking(tx, wish))).toMatchObject({ outcome: 'moved', sequence: 1 })
    // Repeating it changes nothing.
    expect(await here('', (tx) => moveBooking(tx, wish))).toMatchObject({ outcome: 'moved', sequence: 1 })
    expect(await hold(hour(consultantId, at(13)))).toBeNull()
    expect(await hold(hour(consultantId, at(9)))).not.toBeNull()
    expect(await auditOf(bookingId)).toEqual([{ actor: 'intan', action: 'booking.moved' }])
  })

  it('moves to a time that overlaps its own', async () => {
    const consultantId = await givenConsultant()
    const bookingId = await booked(hour(consultantId, at(9)))
    const wish = { bookingId, by: staff, now: new Date(), time: hour(consultantId, at(9, 30)) }
    expect(await here('', (tx) => moveBooking(tx, wish))).toMatchObject({ outcome: 'moved' })
  })

  it('is cancelled once, and its time is free', async () => {
    const time = hour(await givenConsultant(), at(9))
    const bookingId = await booked(time)
    const cancel = () => here('', (tx) => cancelBooking(tx, { bookingId, by: staff, now: new Date() }))
    expect(await Promise.all([cancel(), cancel()])).toMatchObject([
      { outcome: 'cancelled', sequence: 1 },
      { outcome: 'cancelled', sequence: 1 },
    ])
    expect(await hold(time)).not.toBeNull()
    expect(await auditOf(bookingId)).toEqual([{ actor: 'intan', action: 'booking.cancelled' }])
  })

  it('is neither moved nor cancelled once it has begun', async () => {
    const consultantId = await givenConsultant()
    const bookingId = await booked(hour(consultantId, at(9)))
    const late = { bookingId, by: staff, now: at(9, 1) }
    expect(await here('', (tx) => cancelBooking(tx, late))).toMatchObject({ outcome: 'too_late' })
    const time = hour(consultantId, at(13))
    expect(await here('', (tx) => moveBooking(tx, { ...late, time }))).toMatchObject({ outcome: 'too_late' })
  })
})

const auditOf = (bookingId: string) =>
  db.platform
    .selectFrom('audit_log')
    .where('subject', '=', bookingId)
    .orderBy('at')
    .select(['actor', 'action'])
    .execute()

it('periods of one weekday never overlap, whatever the code forgets', async () => {
  const consultantId = await givenConsultant()
  const add = (from: number, to: number) =>
    here('', (tx) =>
      sql`insert into consultant_hours (id, consultant_id, weekday, from_minute, to_minute)
        values (${uuidv7()}, ${consultantId}, 1, ${from}, ${to})`.execute(tx),
    )
  await add(540, 720)
  await add(720, 900)
  await expect(add(700, 800)).rejects.toThrow(/conflicting key value/)
})
