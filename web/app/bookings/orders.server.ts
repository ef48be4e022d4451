import { validate as isUuid } from 'uuid'
import { findInAgenda } from '#db/queries/booking-agenda.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import type { BookingOrder, BookingOutcome } from './contract.ts'

/**
 * Has a consultation moved or cancelled, by its own workflow: it changes the row, and tells both sides. Null where this
 * workspace has none of that id. Whoever may write to customers may do it: it is agreed with them, and kept in the log.
 */
export async function orderBooking(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  bookingId: string,
  given: BookingOrder,
): Promise<BookingOutcome | null> {
  const isOurs = isUuid(bookingId) && (await tx((work) => findInAgenda(work, bookingId))) !== undefined
  if (!isOurs) return null
  const { bookings } = services()
  const standing = { workspaceId: workspace.id, bookingId }
  const by = { kind: 'staff', userId: user.id } as const
  return given.order === 'move' ? bookings.move(standing, { slotId: given.slotId, by }) : bookings.cancel(standing, by)
}
