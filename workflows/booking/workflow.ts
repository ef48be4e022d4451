import { allHandlersFinished, condition, setCurrentDetails, upsertSearchAttributes, uuid4 } from '@temporalio/workflow'
import { dueReminder, nextReminder } from '#domain/booking/reminders.ts'
import type { BookingInput } from '#schema/booking.ts'
import {
  cancelBooking,
  confirmBooking,
  mailBooking,
  mailBookingAtOnce,
  moveBooking,
  noteBooked,
  noteMailFailed,
  releaseBooking,
  tellOfBooking,
} from '../effects.ts'
import { BOOKING_STATUS, WORKSPACE_ID } from '../search-attributes.ts'
import { remember, takeNotes, type Notes, type Order } from './handlers.ts'

type Mail = Parameters<typeof mailBooking>[0]
type Told = Parameters<typeof tellOfBooking>[0]

/**
 * One consultation, from the moment that its time is held until it begins. A saga: confirm, tell the consultant, and
 * only then let the customer know; what fails for good before that takes all of it back. Afterwards reminders, moves
 * and a cancellation, one after the other.
 */
export async function booking(input: BookingInput): Promise<void> {
  const { workspaceId, bookingId } = input
  const of = { workspaceId, bookingId }
  const notes = remember(input)
  /** Mails and messages that are on their way: nothing waits for them but the end. */
  const underWay = { count: 0 }

  takeNotes(notes)
  show()

  if (await stand()) await lookAfter()
  notes.status = 'ended'
  show()
  // Whoever asks something now is answered all the same.
  for (;;) {
    await answerOrders()
    await condition(() => notes.orders.length > 0 || (underWay.count === 0 && allHandlersFinished()))
    if (notes.orders.length === 0) return
  }

  /** Makes the hold a booking that both sides know of, or takes it back. */
  async function stand(): Promise<boolean> {
    const { status, startsAtMs, sequence } = await confirmBooking.executeWithOptions(
      { summary: 'Confirm the held time' },
      [of],
    )
    notes.startsAtMs = startsAtMs
    notes.sequence = sequence
    if (status !== 'confirmed') {
      // The hold lapsed and somebody else has the time, or it was cancelled before.
      notes.answer = 'taken'
      return false
    }
    if (!input.stands) {
      try {
        await mailBookingAtOnce.executeWithOptions({ summary: 'Invite the consultant' }, [
          { ...of, sequence, what: 'booked', to: 'consultant' },
        ])
      } catch {
        await takeBack('consultant_not_told')
        notes.answer = 'failed'
        return false
      }
      await noteBooked(of)
      mail({ what: 'booked', to: 'customer', sequence })
    }
    notes.status = 'confirmed'
    notes.answer = 'booked'
    show()
    return true
  }

  /** Until it begins or is cancelled. */
  async function lookAfter(): Promise<void> {
    for (;;) {
      // A booking that was moved since is one that the customer knows of.
      if (isNotTold(notes)) return takeBack('customer_not_told')
      await answerOrders()
      if (notes.status === 'ended') return
      const startsAtMs = notes.startsAtMs ?? 0
      const due = dueReminder(startsAtMs, notes.remindedUntilMs, Date.now())
      if (due !== null) {
        notes.remindedUntilMs = due.atMs
        remind(due.kind)
        continue
      }
      const next = nextReminder(startsAtMs, notes.remindedUntilMs)
      const waitMs = (next?.atMs ?? startsAtMs) - Date.now()
      // Also where a reminder was due and is of no use any more: it has begun.
      if (waitMs <= 0) return
      const summary = next ? `Reminder: one ${next.kind} before` : 'Until it begins'
      await condition(() => notes.orders.length > 0 || isNotTold(notes), waitMs, { summary })
    }
  }

  async function answerOrders(): Promise<void> {
    for (let order = notes.orders.shift(); order; order = notes.orders.shift()) {
      if (order.do === 'cancel') await carryOutCancel(order)
      else await carryOutMove(order)
    }
  }

  async function carryOutCancel(order: Order & { do: 'cancel' }): Promise<void> {
    const { by } = order
    const { outcome, sequence } = await cancelBooking.executeWithOptions({ summary: `Cancel: ${by.kind}` }, [
      { ...of, by },
    ])
    order.answer = outcome
    if (outcome === 'too_late' || notes.status === 'ended') return
    notes.status = 'ended'
    notes.sequence = sequence
    show()
    tellBothSides('cancelled', by.kind === 'staff')
  }

  async function carryOutMove(order: Order & { do: 'move' }): Promise<void> {
    const { by, slotId } = order
    const { outcome, sequence, startsAtMs } = await moveBooking.executeWithOptions({ summary: `Move: ${by.kind}` }, [
      { ...of, slotId, by },
    ])
    order.answer = outcome
    if (outcome !== 'moved' || sequence === notes.sequence) return
    notes.startsAtMs = startsAtMs
    notes.sequence = sequence
    notes.remindedUntilMs = Date.now()
    show()
    tellBothSides('moved', by.kind === 'staff')
  }

  /** Both sides get the change for their calendars. A customer who asked for it hears of it in the conversation. */
  function tellBothSides(what: 'moved' | 'cancelled', alsoOnWhatsApp: boolean): void {
    const { sequence } = notes
    mail({ what, to: 'consultant', sequence })
    mail({ what, to: 'customer', sequence })
    if (alsoOnWhatsApp) tell({ what, sequence })
  }

  function remind(reminder: 'day' | 'hour'): void {
    const { sequence } = notes
    const what = reminder === 'day' ? 'reminder_day' : 'reminder_hour'
    tell({ what, sequence })
    mail({ what, to: 'customer', sequence })
  }

  /** Its time is free again, and whoever was invited is told that it does not take place. */
  async function takeBack(because: string): Promise<void> {
    const { sequence } = await releaseBooking.executeWithOptions({ summary: `Take back: ${because}` }, [
      { ...of, because },
    ])
    notes.status = 'ended'
    notes.sequence = sequence
    show()
    mail({ what: 'cancelled', to: 'consultant', sequence })
    if (because === 'customer_not_told') mail({ what: 'cancelled', to: 'customer', sequence })
  }

  function mail(about: Pick<Mail, 'what' | 'to' | 'sequence'>): void {
    const summary = `Mail ${about.to}: ${about.what}`
    inBackground(() =>
      mailBooking
        .executeWithOptions({ summary }, [{ ...of, ...about }])
        .catch(() => noteMailFailed({ ...of, ...about })),
    )
  }

  function tell(about: Pick<Told, 'what' | 'sequence'>): void {
    // Minted here: repeating it finds the same message in the ledger.
    const messageId = uuid4()
    inBackground(() =>
      tellOfBooking.executeWithOptions({ summary: `WhatsApp: ${about.what}` }, [{ ...of, ...about, messageId }]),
    )
  }

  function inBackground(work: () => Promise<unknown>): void {
    underWay.count++
    const done = () => {
      underWay.count--
    }
    work().then(done, done)
  }

  function show(): void {
    const { status, startsAtMs, sequence } = notes
    upsertSearchAttributes([
      { key: WORKSPACE_ID, value: workspaceId },
      { key: BOOKING_STATUS, value: status },
    ])
    const next = startsAtMs === null ? null : nextReminder(startsAtMs, notes.remindedUntilMs)
    const waits = status === 'confirmed' && next ? ` · next: reminder one ${next.kind} before` : ''
    setCurrentDetails(`**${status}** · changed ${String(sequence)} times${waits}`)
  }
}

const isNotTold = ({ notTold, sequence }: Notes): boolean => notTold && sequence === 0
