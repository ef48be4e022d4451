import { createAsker, postJson } from '../inbox/api.ts'
import type { BookingOrder, BookingOutcome, BookingToChange } from './contract.ts'

const pathOf = (bookingId: string) => `/api/bookings/${bookingId}`

/** A consultation as it stands now; null where it could not be read. */
export async function askBooking(bookingId: string): Promise<BookingToChange | null> {
  const answer = await createAsker<BookingToChange>()(pathOf(bookingId))
  return answer === 'unchanged' || !answer.ok ? null : answer.data
}

/** Moves or cancels it; `signed_out` where the session has ended, `gone` where there is no such consultation. */
export async function orderBooking(
  bookingId: string,
  order: BookingOrder,
): Promise<BookingOutcome | 'signed_out' | 'gone'> {
  const answer = await postJson<{ outcome: BookingOutcome }>(pathOf(bookingId), order)
  if (answer.ok) return answer.data.outcome
  if (answer.status === 401 || answer.status === 403) return 'signed_out'
  return answer.status === 404 || answer.status === 400 ? 'gone' : 'unavailable'
}
