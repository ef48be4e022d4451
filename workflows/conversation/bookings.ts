import { booked, unbooked, type Step } from '#domain/conversation/step.ts'
import type { AriRules } from '#schema/ari-config.ts'
import { bookSlot, cancelStanding, type sendReply } from '../effects.ts'

type Of = { workspaceId: string; conversationId: string }
/** What the customer is told, and what holds once they are. */
type Reply = { what: Parameters<typeof sendReply>[0]['what']; next: Step }

/** Books the time that the customer chose, and says what came of it. */
export async function book(
  of: Of,
  { turn, slotId, rules }: { turn: number; slotId: string; rules: AriRules },
  next: Step,
): Promise<Reply> {
  const result = await bookSlot({ ...of, turn, slotId })
  if (result.outcome === 'taken') return { what: { say: 'slot_taken', slotId }, next }
  if (result.outcome === 'failed') return leftToPeople(next)
  const { bookingId } = result
  const state = booked(next.state, bookingId, rules)
  // Moved, it is where it was.
  const passed = state.stage === next.state.stage ? next.passed : [...next.passed, state.stage]
  return { what: { say: 'booking', bookingId }, next: { ...next, state, passed } }
}

/** Cancels the customer's consultation, as they have said twice. */
export async function cancelBooking(of: Of, bookingId: string, next: Step): Promise<Reply> {
  const { outcome } = await cancelStanding({ ...of, bookingId })
  // It has begun, or is not theirs to cancel.
  if (outcome !== 'cancelled') return leftToPeople(next)
  const state = unbooked(next.state)
  return { what: { say: 'booking_cancelled', bookingId }, next: { ...next, state, passed: ['booking'] } }
}

function leftToPeople(next: Step): Reply {
  return { what: { say: 'booking_failed' }, next: { ...next, afterwards: 'booking_failed' } }
}
