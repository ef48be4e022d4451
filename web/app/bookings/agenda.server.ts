import { validate as isUuid } from 'uuid'
import type { WorkspaceTx } from '#db/connect.ts'
import { findInAgenda, listAgenda, listConsultantNames, type BookingInAgenda } from '#db/queries/booking-agenda.ts'
import { readAvailability } from '#db/queries/slots.ts'
import { deliveryOf, reachOf } from '#domain/booking/delivery.ts'
import { freeTimes } from '#domain/booking/free-times.ts'
import { BookingEvent } from '#schema/booking.ts'
import { cursorOf, keyOf } from '../inbox/cursor.ts'
import { titleOf } from '../inbox/title.ts'
import type { AgendaPage, AgendaPart, BookingState, BookingToChange, ShownBooking, ShownTime } from './contract.ts'

const WINDOW_MS = 24 * 3_600_000
const PARTS: readonly AgendaPart[] = ['ahead', 'past', 'ended']

/** The part of the agenda that an address asks for; what it asks for and is not there is left out. */
export async function agendaFor(tx: WorkspaceTx, params: URLSearchParams, now: Date) {
  const part = PARTS.find((one) => one === params.get('show')) ?? 'ahead'
  const consultants = (await listConsultantNames(tx)).map(({ id, name }) => ({ id, name }))
  const consultantId = consultants.find(({ id }) => id === params.get('consultant'))?.id ?? null
  const after = keyOf(params.get('after'))
  const { bookings, next } = await listAgenda(tx, { part, consultantId, after, now })
  const page: AgendaPage = { bookings: bookings.map((one) => toBooking(one, now)), next: cursorOf(next) }
  return { part, consultantId, consultants, page, isFirst: after === null }
}

/** A consultation with the times that it can be moved to; null where this workspace has none of that id. */
export async function bookingToChange(tx: WorkspaceTx, bookingId: string, now: Date): Promise<BookingToChange | null> {
  const found = isUuid(bookingId) ? await findInAgenda(tx, bookingId) : undefined
  if (found === undefined) return null
  const booking = toBooking(found, now)
  return { booking, times: booking.state === 'coming' ? await timesFor(tx, booking, now) : [] }
}

/** Every free time but the one that it has. Its own is not in the way of another that overlaps it. */
async function timesFor(tx: WorkspaceTx, booking: ShownBooking, now: Date): Promise<ShownTime[]> {
  const [availability, consultants] = await Promise.all([
    readAvailability(tx, { now, exceptBookingId: booking.id }),
    listConsultantNames(tx),
  ])
  const known = new Map(consultants.map((one) => [one.id, one]))
  return freeTimes({ ...availability, nowMs: now.getTime() })
    .map(({ id, consultantId, startsAtMs, endsAtMs }) => ({
      ...{ slotId: id, consultantId, consultant: known.get(consultantId)?.name ?? '' },
      consultantHasMail: known.get(consultantId)?.hasMail === true,
      startsAt: new Date(startsAtMs).toISOString(),
      endsAt: new Date(endsAtMs).toISOString(),
    }))
    .filter(({ consultantId, startsAt }) => consultantId !== booking.consultantId || startsAt !== booking.startsAt)
}

function toBooking(row: BookingInAgenda, now: Date): ShownBooking {
  const { id, endedBecause, consultantId, consultant, contactId, startsAt, endsAt } = row
  const { consultantHasMail, customerHasMail, lastInboundAt } = row
  const isWindowOpen = lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() < WINDOW_MS
  return {
    ...{ id, endedBecause, consultantId, consultant, contactId, consultantHasMail, customerHasMail },
    state: stateOf(row, now),
    customer: titleOf({ name: row.customer, username: row.username, phone: row.phone }),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    delivery: deliveryOf(row.events.flatMap((event) => BookingEvent.safeParse(event).data ?? [])),
    reach: reachOf({ customerHasMail, consultantHasMail, isWindowOpen }),
  }
}

function stateOf({ status, startsAt, endsAt }: BookingInAgenda, now: Date): BookingState {
  if (status === 'released') return 'not_made'
  if (status === 'cancelled') return 'cancelled'
  if (startsAt > now) return 'coming'
  return endsAt > now ? 'under_way' : 'past'
}
