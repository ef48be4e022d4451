import { CancellationScope, condition } from '@temporalio/workflow'
import type { Notes } from './notes.ts'

/**
 * A message may wait long for its turn to be sent. When the floor passes on meanwhile, and Postgres has it, where the
 * fences look, sending is asked again; a call that is under way ends as it ends.
 */
export async function whileFloorHolds<T>(notes: Notes, send: () => Promise<T>): Promise<T> {
  for (;;) {
    const { epoch } = notes.state.floor
    const moved = () => notes.state.floor.epoch !== epoch
    const scope = new CancellationScope()
    const progress = { done: false }
    const sending = scope.run(send).finally(() => (progress.done = true))
    try {
      await Promise.race([sending, condition(() => progress.done || moved())])
      if (!progress.done) scope.cancel()
      return await sending
    } catch (error) {
      // A call that ends in a refusal after that fails as such, and not as cancelled.
      if (!scope.consideredCancelled || !moved()) throw error
      await condition(() => notes.toldEpoch >= notes.state.floor.epoch)
    }
  }
}
