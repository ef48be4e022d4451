import type { Conversations, OrderOutcome } from '#clients/temporal/conversations.ts'
import type { ConversationInput, StaffMessage } from '#schema/conversation.ts'

/**
 * Orders what people wrote, the oldest first: what could not be ordered before goes before what comes after it. What
 * waits with its conversation already is not sent twice.
 */
export async function tellInOrder(
  sendStaffMessage: Conversations['sendStaffMessage'],
  input: ConversationInput,
  waiting: readonly StaffMessage[],
): Promise<OrderOutcome> {
  let last: OrderOutcome = { outcome: 'unchanged' }
  for (const message of waiting) {
    last = await sendStaffMessage(input, message)
    if (last.outcome === 'unavailable') break
  }
  return last
}
