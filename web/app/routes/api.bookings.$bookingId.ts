import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { bookingToChange } from '../bookings/agenda.server.ts'
import { BookingOrderForm } from '../bookings/forms.ts'
import { orderBooking } from '../bookings/orders.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'

/** A consultation as it stands now, and the times that it can be moved to. */
export async function loader({ request, params: { bookingId = '' } }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const found = await tx((work) => bookingToChange(work, bookingId, new Date()))
  return found === null ? notFound() : json(found)
}

/** Moves or cancels it. 503: nobody answered in time, and it may be tried again. */
export async function action({ request, params: { bookingId = '' } }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = BookingOrderForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: { order: 'invalid' } }, 400)
  const outcome = await orderBooking(member, bookingId, read.data)
  if (outcome === null) return notFound()
  return json({ outcome }, outcome === 'unavailable' ? 503 : 200)
}
