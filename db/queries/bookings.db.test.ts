import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { givenConversation, givenSlots, givenWorkspace, type GivenWorkspace } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { bookSlotOnce, getBooking } from './bookings.ts'
import { listFreeSlots } from './slots.ts'

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

const book = (conversationId: string, slotId: string, turn = 1) =>
  db.inWorkspace(workspace.workspaceId, (tx) => bookSlotOnce(tx, { conversationId, turn, slotId, now: new Date() }))
const freeSlots = () =>
  db.inWorkspace(workspace.workspaceId, (tx) => listFreeSlots(tx, { notBefore: new Date(), limit: 50 }))

describe('booking a slot', () => {
  it('SB-07 lets one of eight customers have it, and tells the others that it is taken', async () => {
    const [slot = ''] = await givenSlots(db, workspace, 1)
    const conversations = await Promise.all(Array.from({ length: 8 }, () => givenConversation(db, workspace)))
    const results = await Promise.all(conversations.map(({ conversationId }) => book(conversationId, slot)))
    expect(results.filter(({ outcome }) => outcome === 'booked')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome === 'taken')).toHaveLength(7)
  })

  it('SB-04 ties the booking to contact and slot, and tags the contact', async () => {
    const [slot = ''] = await givenSlots(db, workspace, 1)
    const { conversationId, contactId } = await givenConversation(db, workspace)
    await book(conversationId, slot)
    const rows = await db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .selectFrom('bookings')
        .innerJoin('contacts', 'contacts.id', 'bookings.contact_id')
        .where('slot_id', '=', slot)
        .select(['contact_id as contactId', 'contacts.tags', 'bookings.status'])
        .execute(),
    )
    expect(rows).toEqual([{ contactId, tags: ['1on1'], status: 'confirmed' }])
  })

  it('SB-02 takes a booked slot out of what is offered', async () => {
    const [slot = ''] = await givenSlots(db, workspace, 1)
    expect((await freeSlots()).map(({ id }) => id)).toContain(slot)
    await book((await givenConversation(db, workspace)).conversationId, slot)
    expect((await freeSlots()).map(({ id }) => id)).not.toContain(slot)
  })

  it('finds its first booking when a turn is repeated', async () => {
    const [slot = ''] = await givenSlots(db, workspace, 1)
    const { conversationId } = await givenConversation(db, workspace)
    const first = await book(conversationId, slot)
    expect(await book(conversationId, slot)).toEqual(first)
  })

  it('SB-05 keeps the moment in UTC', async () => {
    const [slot = ''] = await givenSlots(db, workspace, 1)
    const { conversationId } = await givenConversation(db, workspace)
    const offered = (await freeSlots()).find(({ id }) => id === slot)
    const booked = await book(conversationId, slot)
    const bookingId = booked.outcome === 'booked' ? booked.bookingId : ''
    const { startsAt } = await db.inWorkspace(workspace.workspaceId, (tx) => getBooking(tx, bookingId))
    expect(startsAt.toISOString()).toBe(offered?.startsAt.toISOString())
  })

  it('refuses a slot that has passed or that nobody knows', async () => {
    const { conversationId } = await givenConversation(db, workspace)
    expect(await book(conversationId, '0190aaaa-0000-7000-8000-000000000000')).toEqual({ outcome: 'taken' })
  })
})
