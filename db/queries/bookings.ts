import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'

export type BookingResult = { outcome: 'booked'; bookingId: string } | { outcome: 'taken' }

const TAG = '1on1'

/**
 * Books a slot for a conversation's contact; `taken` when it is booked already, has passed or is gone. Two callers at
 * once: the database's exclusion constraint lets one of them win. Repeating a turn's booking finds the first one, and
 * so does the same person choosing the same slot again.
 */
export async function bookSlotOnce(
  tx: WorkspaceTx,
  { conversationId, turn, slotId, now }: { conversationId: string; turn: number; slotId: string; now: Date },
): Promise<BookingResult> {
  const before = await findBookingBefore(tx, { conversationId, turn, slotId })
  if (before) return { outcome: 'booked', bookingId: before.id }
  const inserted = await tx
    .insertInto('bookings')
    .columns(['id', 'consultant_id', 'slot_id', 'contact_id', 'conversation_id', 'turn', 'during'])
    .expression((query) =>
      query
        .selectFrom('slots')
        .innerJoin('conversations', (join) => join.on('conversations.id', '=', conversationId))
        .innerJoin('contacts', 'contacts.id', 'conversations.contact_id')
        .where('slots.id', '=', slotId)
        .where(sql<Date>`lower(slots.during)`, '>', now)
        .select([
          sql.val(uuidv7()).as('id'),
          'slots.consultant_id',
          'slots.id as slot_id',
          sql<string>`coalesce(contacts.merged_into, contacts.id)`.as('contact_id'),
          'conversations.id as conversation_id',
          sql.val(turn).as('turn'),
          'slots.during',
        ]),
    )
    // No target: a clash with the exclusion constraint is a slot that somebody else was quicker to take.
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'contact_id as contactId'])
    .executeTakeFirst()
  if (!inserted) return { outcome: 'taken' }
  await tx
    .updateTable('contacts')
    .set({ tags: sql`array_append(tags, ${TAG})`, updated_at: now })
    .where('id', '=', inserted.contactId)
    .where(sql<boolean>`not ${TAG} = any(tags)`)
    .execute()
  await notify(tx, { kind: 'booking', conversationId })
  return { outcome: 'booked', bookingId: inserted.id }
}

/** What a confirmation says: when, and with whom. */
export async function getBooking(tx: WorkspaceTx, bookingId: string): Promise<{ startsAt: Date; consultant: string }> {
  return tx
    .selectFrom('bookings')
    .innerJoin('consultants', 'consultants.id', 'bookings.consultant_id')
    .where('bookings.id', '=', bookingId)
    .select([sql<Date>`lower(bookings.during)`.as('startsAt'), 'consultants.name as consultant'])
    .executeTakeFirstOrThrow()
}

type Wish = { conversationId: string; turn: number; slotId: string }

async function findBookingBefore(tx: WorkspaceTx, { conversationId, turn, slotId }: Wish) {
  return tx
    .selectFrom('bookings')
    .where((where) =>
      where.or([
        where.and([where('conversation_id', '=', conversationId), where('turn', '=', turn)]),
        where.and([
          where('slot_id', '=', slotId),
          where('status', '=', 'confirmed'),
          where('contact_id', '=', contactOf(conversationId)),
        ]),
      ]),
    )
    .select('id')
    .limit(1)
    .executeTakeFirst()
}

const contactOf = (conversationId: string) =>
  sql<string>`(select coalesce(contacts.merged_into, contacts.id) from conversations
    join contacts on contacts.id = conversations.contact_id where conversations.id = ${conversationId})`
