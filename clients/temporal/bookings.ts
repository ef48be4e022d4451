import { WithStartWorkflowOperation, WorkflowNotFoundError, type Client } from '@temporalio/client'
import type { UpdateDefinition } from '@temporalio/common'
import type { BookingAnswer, BookingInput, By, CancelAnswer, MoveAnswer, MoveOrder } from '#schema/booking.ts'
import { BOOKING, bookingWorkflowId, cancel, makeStand, move, notTold } from '#workflows/booking/contract.ts'
import { isTemporalAway, isWorkflowNotReady } from './connect.ts'

export type Bookings = ReturnType<typeof createBookings>

type Standing = Omit<BookingInput, 'stands'>

/** Longer than the consultant's invitation may take. */
const STANDS_WITHIN_MS = 45_000
/** Longer than a worker's death is felt, shorter than a person's patience. */
const ANSWER_WITHIN_MS = 5_000

/** Running bookings, seen from outside. The only code that talks to Temporal about them. */
export function createBookings(client: Client, { taskQueue }: { taskQueue: string }) {
  /** An update to the booking, whose workflow is started where it is not running. */
  async function order<Answer, Args extends unknown[]>(
    input: BookingInput,
    update: UpdateDefinition<Answer, Args>,
    { args, withinMs }: { args: Args; withinMs: number },
  ): Promise<Answer> {
    const startWorkflowOperation = new WithStartWorkflowOperation(BOOKING, {
      workflowId: bookingWorkflowId(input.bookingId),
      taskQueue,
      args: [input],
      workflowTaskTimeout: '2 seconds',
      staticSummary: 'Consultation',
      priority: { fairnessKey: input.workspaceId },
      workflowIdConflictPolicy: 'USE_EXISTING',
    })
    return client.connection.withDeadline(Date.now() + withinMs, () =>
      client.workflow.executeUpdateWithStart(update, { args, startWorkflowOperation }),
    )
  }

  /** What a person waits for: `unavailable` when nobody answered in time; repeating it is safe. */
  async function ask<Answer, Args extends unknown[]>(
    input: Standing,
    update: UpdateDefinition<Answer, Args>,
    args: Args,
  ): Promise<Answer | 'unavailable'> {
    try {
      return await order({ ...input, stands: true }, update, { args, withinMs: ANSWER_WITHIN_MS })
    } catch (error) {
      if (isTemporalAway(error) || isWorkflowNotReady(error)) return 'unavailable'
      throw error
    }
  }

  return {
    /** Has a held booking made to stand; fails when that is not known in time, and may be asked again. */
    makeStand: (input: Standing): Promise<BookingAnswer> =>
      order(input, makeStand, { args: [], withinMs: STANDS_WITHIN_MS }),
    move: (input: Standing, wish: MoveOrder): Promise<MoveAnswer | 'unavailable'> => ask(input, move, [wish]),
    cancel: (input: Standing, by: By): Promise<CancelAnswer | 'unavailable'> => ask(input, cancel, [{ by }]),
    /** The customer could not be told of it. A booking that has ended already needs no word. */
    async notTold(bookingId: string): Promise<void> {
      try {
        await client.workflow.getHandle(bookingWorkflowId(bookingId)).signal(notTold)
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error
      }
    },
  }
}
