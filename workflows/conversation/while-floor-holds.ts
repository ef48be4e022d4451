import { CancellationScope, condition, patched } from '@temporalio/workflow'
import type { Notes } from './notes.ts'

/**
 * A message may wait long for its turn to be sent. When the floor passes on meanwhile that is put on record, where the
 * fences look, and sending is asked again; a call that is under way ends as it ends.
 */
export async function whileFloorHolds<T>(
  notes: Notes,
  putOnRecord: () => Promise<void>,
  send: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const { epoch } = notes.state.floor
    const moved = () => notes.state.floor.epoch !== epoch
    const scope = new CancellationScope()
    const progress = { done: false }
    const sending = scope.run(send).finally(() => (progress.done = true))
    try {
      await Promise.race([sending, condition(() => progress.done || moved())])
      // Conversations that sent before this was done go on as they did.
      if (!progress.done && patched('floor-moves-while-sending')) scope.cancel()
      return await sending
    } catch (error) {
      // A call that ends in a refusal after that fails as such, and not as cancelled.
      if (!scope.consideredCancelled || !moved()) throw error
      await putOnRecord()
    }
  }
}
