import type { WorkspaceTx } from '#db/connect.ts'
import { insertBookingEvent } from '#db/queries/booking-details.ts'
import {
  cancelBooking,
  confirmHold,
  findBookingOfTurn,
  findStandingBooking,
  holdTime,
  isBookingOf,
  lockBooking,
  moveBooking,
  noteBooked,
  releaseBooking,
  type BookingStatus,
  type CancelledBooking,
} from '#db/queries/bookings.ts'
import { isTimeTaken } from '#db/failures.ts'
import { timeId } from '#domain/booking/free-times.ts'
import type { By, CancelAnswer, MoveAnswer } from '#schema/booking.ts'
import type { BookingMail } from './booking-mail.ts'
import type { Deps } from './deps.ts'
import { bookingUnanswered } from './failures.ts'
import { findFreeTime } from './free-times.ts'
import type { Of } from './ledger.ts'

type OfBooking = { workspaceId: string; bookingId: string }

/** `failed`: a step towards it failed for good, and it was taken back. */
export type BookingResult = { outcome: 'booked'; bookingId: string } | { outcome: 'taken' } | { outcome: 'failed' }

/** How long a time is held for whoever chose it, while the booking is made to stand. */
const HOLD_MS = 10 * 60_000

type Wanted = { conversationId: string; turn: number; slotId: string; now: Date }
type Held = BookingResult | { outcome: 'held'; bookingId: string } | { outcome: 'to_move'; bookingId: string }

export const createBookingActivities = ({ db, bookings }: Pick<Deps, 'db' | 'bookings'>) => ({
  /**
   * Books a time for a conversation's contact, or moves the consultation that they have ahead to it; or finds that
   * somebody else was quicker. Holds the time, and leaves the rest to the booking's own workflow. Repeating it finds
   * what was begun.
   */
  async bookSlot({ workspaceId, ...wanted }: Of & { turn: number; slotId: string }): Promise<BookingResult> {
    const held = await db.inWorkspace(workspaceId, (tx) => hold(tx, { ...wanted, now: new Date() }))
    if (held.outcome === 'to_move') {
      const { bookingId } = held
      const wish = { slotId: wanted.slotId, by: { kind: 'customer' } } as const
      const answer = await bookings.move({ workspaceId, bookingId }, wish)
      if (answer === 'unavailable') throw bookingUnanswered(bookingId)
      return answer === 'moved' ? { outcome: 'booked', bookingId } : { outcome: 'taken' }
    }
    if (held.outcome !== 'held') return held
    const { bookingId } = held
    const outcome = await bookings.makeStand({ workspaceId, bookingId })
    return outcome === 'booked' ? { outcome, bookingId } : { outcome }
  },

  /** Cancels the customer's own consultation. */
  async cancelStanding({ workspaceId, conversationId, bookingId }: Of & OfBooking): Promise<{ outcome: CancelAnswer }> {
    const isTheirs = await db.inWorkspace(workspaceId, (tx) => isBookingOf(tx, { conversationId, bookingId }))
    if (!isTheirs) return { outcome: 'too_late' }
    const outcome = await bookings.cancel({ workspaceId, bookingId }, { kind: 'customer' })
    if (outcome === 'unavailable') throw bookingUnanswered(bookingId)
    return { outcome }
  },

  async confirmBooking({ workspaceId, bookingId }: OfBooking): Promise<BookingStatus> {
    return db.inWorkspace(workspaceId, (tx) => confirmHold(tx, bookingId))
  },

  async noteBooked({ workspaceId, bookingId }: OfBooking): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => noteBooked(tx, bookingId))
  },

  async releaseBooking({ workspaceId, ...release }: OfBooking & { because: string }): Promise<BookingStatus> {
    return db.inWorkspace(workspaceId, (tx) => releaseBooking(tx, release))
  },

  async cancelBooking({ workspaceId, ...cancel }: OfBooking & { by: By }): Promise<CancelledBooking> {
    return db.inWorkspace(workspaceId, (tx) => cancelBooking(tx, { ...cancel, now: new Date() }))
  },

  /** Moves it to another free time, or leaves it where it is. */
  async moveBooking({
    workspaceId,
    bookingId,
    slotId,
    by,
  }: OfBooking & { slotId: string; by: By }): Promise<BookingStatus & { outcome: MoveAnswer }> {
    const now = new Date()
    try {
      return await db.inWorkspace(workspaceId, async (tx) => {
        const time = await findFreeTime(tx, slotId, { now, exceptBookingId: bookingId })
        if (time) return moveBooking(tx, { bookingId, by, now, time })
        return { ...(await lockBooking(tx, bookingId)), outcome: 'taken' }
      })
    } catch (error) {
      if (!isTimeTaken(error)) throw error
      return { ...(await db.inWorkspace(workspaceId, (tx) => lockBooking(tx, bookingId))), outcome: 'taken' }
    }
  },

  /** A mail about it did not go out for good: the record of the conversation says so. */
  async noteMailFailed({ workspaceId, bookingId, sequence, what: mail, to }: BookingMail): Promise<void> {
    const failed = { bookingId, sequence, what: 'mail_failed' as const, mail, to }
    await db.inWorkspace(workspaceId, (tx) => insertBookingEvent(tx, failed))
  },
})

async function hold(tx: WorkspaceTx, wanted: Wanted): Promise<Held> {
  const { conversationId, slotId, now } = wanted
  const before = await findBookingOfTurn(tx, wanted)
  if (before) return whatBecameOf(before)
  const standing = await findStandingBooking(tx, { conversationId, now })
  const isSame =
    standing && [standing.slotId, timeId(standing.consultantId, standing.startsAt.getTime())].includes(slotId)
  if (isSame) return { outcome: 'booked', bookingId: standing.id }
  const time = await findFreeTime(tx, slotId, { now, exceptBookingId: standing?.id ?? null })
  if (!time) return { outcome: 'taken' }
  if (standing) return { outcome: 'to_move', bookingId: standing.id }
  const heldUntil = new Date(now.getTime() + HOLD_MS)
  const bookingId = await holdTime(tx, { ...time, ...wanted, slotId: time.slotId, heldUntil })
  return bookingId === null ? { outcome: 'taken' } : { outcome: 'held', bookingId }
}

/** A turn that is repeated finds what it has done before. */
function whatBecameOf({ id, status, endedBecause }: NonNullable<Awaited<ReturnType<typeof findBookingOfTurn>>>): Held {
  switch (status) {
    case 'confirmed':
    case 'held':
      return { outcome: 'held', bookingId: id }
    case 'released':
      return { outcome: endedBecause === 'hold_lapsed' ? 'taken' : 'failed' }
    default:
      return { outcome: 'taken' }
  }
}
