import { sql } from 'kysely'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import type { By } from '#schema/booking.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAuditOnce } from './audit.ts'
import { insertBookingEvent } from './booking-details.ts'
import { notify } from './notify.ts'

/** A time that is free as far as we have read; `slotId` where it was opened by hand. */
export type TimeToBook = { slotId: string | null; consultantId: string; startsAt: Date; endsAt: Date }

const TAG = '1on1'
/** Names the audit line of one change of a booking, so that doing it twice is one line. */
const BOOKING_CHANGES = '5b8d0f5e-0a3c-4c0e-9a57-6c1d7f3e2b90'

/** The booking that a turn has made, whatever became of it; undefined when it has made none. */
export async function findBookingOfTurn(
  tx: WorkspaceTx,
  { conversationId, turn }: { conversationId: string; turn: number },
): Promise<{ id: string; status: string; endedBecause: string | null } | undefined> {
  return tx
    .selectFrom('bookings')
    .where('conversation_id', '=', conversationId)
    .where('turn', '=', turn)
    .select(['id', 'status', 'ended_because as endedBecause'])
    .executeTakeFirst()
}

export type StandingBooking = TimeToBook & { id: string; consultant: string }

/** The consultation that a conversation's contact has ahead, the next one; undefined when there is none. */
export async function findStandingBooking(
  tx: WorkspaceTx,
  { conversationId, now }: { conversationId: string; now: Date },
): Promise<StandingBooking | undefined> {
  return tx
    .selectFrom('bookings as b')
    .innerJoin('consultants', 'consultants.id', 'b.consultant_id')
    .where('b.contact_id', '=', contactOf(conversationId))
    .where('b.status', '=', 'confirmed')
    .where(sql<Date>`lower(b.during)`, '>', now)
    .orderBy(sql`lower(b.during)`)
    .limit(1)
    .select([
      'b.id',
      'b.slot_id as slotId',
      'b.consultant_id as consultantId',
      'consultants.name as consultant',
      sql<Date>`lower(b.during)`.as('startsAt'),
      sql<Date>`upper(b.during)`.as('endsAt'),
    ])
    .executeTakeFirst()
}

/**
 * Holds a time for a conversation's contact; null when somebody else was quicker. Two callers at once: the database's
 * exclusion constraint lets one of them win.
 */
export async function holdTime(
  tx: WorkspaceTx,
  hold: TimeToBook & { conversationId: string; turn: number; now: Date; heldUntil: Date },
): Promise<string | null> {
  const { slotId, consultantId, conversationId, turn, now, heldUntil } = hold
  await releaseLapsed(tx, consultantId, now)
  const held = await tx
    .insertInto('bookings')
    .values({
      id: uuidv7(),
      consultant_id: consultantId,
      slot_id: slotId,
      contact_id: contactOf(conversationId),
      conversation_id: conversationId,
      turn,
      during: range(hold),
      status: 'held',
      held_until: heldUntil,
    })
    // No target: a clash with the exclusion constraint is a time that somebody else was quicker to take.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return held?.id ?? null
}

/** Holds that nobody made use of are in nobody's way. */
async function releaseLapsed(tx: WorkspaceTx, consultantId: string, now: Date): Promise<void> {
  await tx
    .updateTable('bookings')
    .set({ status: 'released', ended_because: 'hold_lapsed', updated_at: now })
    .where('consultant_id', '=', consultantId)
    .where('status', '=', 'held')
    .where('held_until', '<=', now)
    .execute()
}

/** How a booking stands after what was asked of it. */
export type BookingStatus = { status: string; sequence: number; startsAtMs: number; consultantId: string }

/** Makes a hold a booking, unless it lapsed and somebody took its time. Repeating it changes nothing. */
export async function confirmHold(tx: WorkspaceTx, bookingId: string): Promise<BookingStatus> {
  await tx
    .updateTable('bookings')
    .set({ status: 'confirmed', held_until: null, updated_at: sql`now()` })
    .where('id', '=', bookingId)
    .where('status', '=', 'held')
    .execute()
  return lockBooking(tx, bookingId)
}

/** The booking stands, and all who must know of it can: the contact is tagged, the record has it, pages are told. */
export async function noteBooked(tx: WorkspaceTx, bookingId: string): Promise<void> {
  const { contactId, conversationId, startsAt, consultantId } = await tx
    .selectFrom('bookings')
    .where('id', '=', bookingId)
    .select(['contact_id as contactId', 'conversation_id as conversationId', 'consultant_id as consultantId'])
    .select(sql<Date>`lower(during)`.as('startsAt'))
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('contacts')
    .set({ tags: sql`array_append(tags, ${TAG})`, updated_at: sql`now()` })
    .where('id', '=', contactId)
    .where(sql<boolean>`not ${TAG} = any(tags)`)
    .execute()
  const at = { startsAt: startsAt.toISOString(), consultantId }
  await insertBookingEvent(tx, { bookingId, sequence: 0, what: 'booked', ...at })
  await notify(tx, { kind: 'booking', conversationId })
}

/** Takes back a booking that did not come to stand: its time is free again. */
export async function releaseBooking(
  tx: WorkspaceTx,
  { bookingId, because }: { bookingId: string; because: string },
): Promise<BookingStatus> {
  const { numUpdatedRows } = await tx
    .updateTable('bookings')
    .set({ status: 'released', ended_because: because, sequence: sql`sequence + 1`, updated_at: sql`now()` })
    .where('id', '=', bookingId)
    .where('status', 'in', ['held', 'confirmed'])
    .executeTakeFirst()
  const after = await lockBooking(tx, bookingId)
  if (numUpdatedRows > 0n) {
    const { sequence } = after
    await insertBookingEvent(tx, { bookingId, sequence, what: 'released', reason: because })
  }
  return after
}

/** Whether it is a booking of that conversation's contact. */
export async function isBookingOf(
  tx: WorkspaceTx,
  { conversationId, bookingId }: { conversationId: string; bookingId: string },
): Promise<boolean> {
  const found = await tx
    .selectFrom('bookings')
    .where('id', '=', bookingId)
    .where('contact_id', '=', contactOf(conversationId))
    .select('id')
    .executeTakeFirst()
  return found !== undefined
}

export type CancelledBooking = BookingStatus & { outcome: 'cancelled' | 'too_late' }

/** Cancels a consultation that has not begun. Repeating it changes nothing. */
export async function cancelBooking(
  tx: WorkspaceTx,
  { bookingId, by, now }: { bookingId: string; by: By; now: Date },
): Promise<CancelledBooking> {
  const before = await lockBooking(tx, bookingId)
  if (before.status === 'cancelled') return { ...before, outcome: 'cancelled' }
  if (before.status !== 'confirmed' || before.startsAtMs <= now.getTime()) return { ...before, outcome: 'too_late' }
  const changed = { status: 'cancelled', ended_because: by.kind }
  const cancel = { bookingId, by, now, what: 'cancelled' as const, changed }
  return { ...(await change(tx, cancel)), outcome: 'cancelled' }
}

export type MovedBooking = BookingStatus & { outcome: 'moved' | 'too_late' }

/**
 * Moves a consultation that has not begun to a free time, both or neither; one that is there already stays. Throws what `isTimeTaken` knows when somebody
 * else was quicker: the transaction is over then, and the booking stays where it was.
 */
export async function moveBooking(
  tx: WorkspaceTx,
  { bookingId, by, now, time }: { bookingId: string; by: By; now: Date; time: TimeToBook },
): Promise<MovedBooking> {
  const before = await lockBooking(tx, bookingId)
  if (before.status !== 'confirmed' || before.startsAtMs <= now.getTime()) return { ...before, outcome: 'too_late' }
  const isThere = before.consultantId === time.consultantId && before.startsAtMs === time.startsAt.getTime()
  if (isThere) return { ...before, outcome: 'moved' }
  await releaseLapsed(tx, time.consultantId, now)
  const changed = { consultant_id: time.consultantId, slot_id: time.slotId, during: range(time) }
  const from = placeOf(before)
  return { ...(await change(tx, { bookingId, by, now, what: 'moved', changed, from })), outcome: 'moved' }
}

type Place = { startsAt: string; consultantId: string }
type Change = { bookingId: string; by: By; now: Date; what: 'moved' | 'cancelled'; changed: object; from?: Place }

async function change(tx: WorkspaceTx, { bookingId, by, now, what, changed, from }: Change): Promise<BookingStatus> {
  await tx
    .updateTable('bookings')
    .set({ ...changed, sequence: sql`sequence + 1`, updated_at: now })
    .where('id', '=', bookingId)
    .execute()
  const after = await lockBooking(tx, bookingId)
  const { sequence } = after
  const place = placeOf(after)
  await insertAuditOnce(tx, uuidv5(`${bookingId} ${sequence}`, BOOKING_CHANGES), {
    actor: by.kind === 'staff' ? by.userId : by.kind,
    action: `booking.${what}`,
    subject: bookingId,
    detail: { startsAt: place.startsAt },
  })
  const who = { by: by.kind, ...(by.kind === 'staff' && { userId: by.userId }) }
  await insertBookingEvent(tx, { bookingId, sequence, what, ...place, ...who, ...(from && { from }) })
  return after
}

function placeOf({ startsAtMs, consultantId }: BookingStatus): Place {
  return { startsAt: new Date(startsAtMs).toISOString(), consultantId }
}

/** How it stands, for as long as the transaction lasts. */
export async function lockBooking(tx: WorkspaceTx, bookingId: string): Promise<BookingStatus> {
  return tx
    .selectFrom('bookings')
    .where('id', '=', bookingId)
    .forUpdate()
    .select([
      'status',
      'sequence',
      'consultant_id as consultantId',
      sql<number>`extract(epoch from lower(during))::float8 * 1000`.as('startsAtMs'),
    ])
    .executeTakeFirstOrThrow()
}

function range({ startsAt, endsAt }: Pick<TimeToBook, 'startsAt' | 'endsAt'>) {
  return sql<string>`tstzrange(${startsAt.toISOString()}, ${endsAt.toISOString()})`
}

const contactOf = (conversationId: string) =>
  sql<string>`(select coalesce(contacts.merged_into, contacts.id) from conversations
    join contacts on contacts.id = conversations.contact_id where conversations.id = ${conversationId})`
