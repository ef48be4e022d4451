// In zod's small form, as all forms of the pages.
import * as z from 'zod/mini'

/** What somebody of ours orders of a consultation. */
export const BookingOrderForm = z.discriminatedUnion(
  'order',
  [
    z.object({ order: z.literal('move'), slotId: z.string('invalid').check(z.minLength(1), z.maxLength(100)) }),
    z.object({ order: z.literal('cancel') }),
  ],
  'invalid',
)
