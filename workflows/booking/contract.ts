import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { BookingAnswer, BookingSnapshot, By, CancelAnswer, MoveAnswer, MoveOrder } from '#schema/booking.ts'

/** Everything the outside may know of a running booking: how to name it, what to tell it, what to ask it. */
export const BOOKING = 'booking'
export const bookingWorkflowId = (bookingId: string): string => `booking:${bookingId}`

/** Answered once the held booking stands, or never will. */
export const makeStand = defineUpdate<BookingAnswer>('makeStand')
/** Answered once the database has it; both sides are told afterwards. */
export const move = defineUpdate<MoveAnswer, [MoveOrder]>('move')
export const cancel = defineUpdate<CancelAnswer, [{ by: By }]>('cancel')

/** WhatsApp would not take the confirmation: the customer knows of no booking, so there is none. */
export const notTold = defineSignal('notTold')

export const standing = defineQuery<BookingSnapshot>('standing')
