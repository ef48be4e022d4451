import type { Delivery, Way } from '#domain/booking/delivery.ts'
import type { CancelAnswer, MoveAnswer } from '#schema/booking.ts'

// What loaders and API give to the pages about consultations. Times are ISO strings in UTC.

/** `under_way`: it has begun and is not over. `not_made`: it never came to stand. */
export type BookingState = 'coming' | 'under_way' | 'past' | 'cancelled' | 'not_made'

export type ShownBooking = {
  id: string
  state: BookingState
  /** Why it ended, where it did: who cancelled it, or what failed. */
  endedBecause: string | null
  startsAt: string
  endsAt: string
  consultantId: string
  consultant: string
  contactId: string
  /** The customer's name, or what else they are known by; null where nothing is. */
  customer: string | null
  consultantHasMail: boolean
  customerHasMail: boolean
  delivery: Delivery
  /** Who would hear of a change now. */
  reach: Way[]
}

export type AgendaPart = 'ahead' | 'past' | 'ended'
export type AgendaPage = { bookings: ShownBooking[]; next: string | null }

/** A time to which a consultation can be moved. */
export type ShownTime = {
  slotId: string
  consultantId: string
  consultant: string
  consultantHasMail: boolean
  startsAt: string
  endsAt: string
}

/** `GET /api/bookings/:bookingId`. */
export type BookingToChange = { booking: ShownBooking; times: ShownTime[] }

/** `POST /api/bookings/:bookingId`. `unavailable`: nothing is known to have happened, and it may be repeated. */
export type BookingOrder = { order: 'move'; slotId: string } | { order: 'cancel' }
export type BookingOutcome = MoveAnswer | CancelAnswer | 'unavailable'
