import { condition, setHandler } from '@temporalio/workflow'
import { nextReminder } from '#domain/booking/reminders.ts'
import type { BookingAnswer, BookingInput, By, CancelAnswer, MoveAnswer } from '#schema/booking.ts'
import { cancel, makeStand, move, notTold, standing } from './contract.ts'

export type Order =
  | { do: 'move'; slotId: string; by: By; answer: MoveAnswer | null }
  | { do: 'cancel'; by: By; answer: CancelAnswer | null }

/** What the workflow knows: written by its handlers, acted upon by its loop. */
export type Notes = {
  answer: BookingAnswer | null
  orders: Order[]
  notTold: boolean
  status: 'held' | 'confirmed' | 'ended'
  startsAtMs: number | null
  sequence: number
  /** Reminders up to this moment have had their turn. */
  remindedUntilMs: number
}

export const remember = ({ stands }: BookingInput): Notes => ({
  answer: null,
  orders: [],
  notTold: false,
  status: stands ? 'confirmed' : 'held',
  startsAtMs: null,
  sequence: 0,
  remindedUntilMs: Date.now(),
})

/** Handlers take notes; the loop acts, one thing after the other, so a move and a cancellation never interleave. */
export function takeNotes(notes: Notes): void {
  async function whenKnown(): Promise<BookingAnswer> {
    await condition(() => notes.answer !== null)
    return notes.answer ?? 'failed'
  }

  async function whenDone<Some extends Order>(order: Some): Promise<NonNullable<Some['answer']> | 'too_late'> {
    notes.orders.push(order)
    await condition(() => order.answer !== null)
    return order.answer ?? 'too_late'
  }

  setHandler(makeStand, whenKnown)
  setHandler(move, (wish) => whenDone({ ...wish, do: 'move', answer: null as MoveAnswer | null }))
  setHandler(cancel, (wish) => whenDone({ ...wish, do: 'cancel', answer: null as CancelAnswer | null }))
  setHandler(notTold, () => {
    notes.notTold = true
  })
  setHandler(standing, () => {
    const { status, startsAtMs, sequence, remindedUntilMs } = notes
    const next = startsAtMs === null || status === 'ended' ? null : nextReminder(startsAtMs, remindedUntilMs)
    return { status, startsAtMs, sequence, nextReminder: next?.kind ?? null }
  })
}
