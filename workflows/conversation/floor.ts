import { condition } from '@temporalio/workflow'
import type { ConversationInput } from '#schema/conversation.ts'
import { raiseFloor } from '../effects.ts'
import type { Notes } from './notes.ts'

/**
 * Tells Postgres of every change of the floor that a person ordered, in their order and at once: the conversation's loop
 * may be busy with a reply, and that reply must not go out any more. Runs until it is cancelled.
 */
export async function tellFloor(
  notes: Notes,
  { workspaceId, conversationId }: ConversationInput,
  onTold: () => void,
): Promise<never> {
  for (;;) {
    await condition(() => notes.floors.length > 0)
    const [next] = notes.floors
    if (!next) continue
    await raiseFloor({ workspaceId, conversationId, ...next })
    notes.floors.shift()
    notes.toldEpoch = Math.max(notes.toldEpoch, next.floor.epoch)
    onTold()
  }
}
