import { condition } from '@temporalio/workflow'
import type { Notes } from './notes.ts'
import { unless } from './unless.ts'

/**
 * A message may wait long for its turn to be sent. When the floor passes on meanwhile, and Postgres has it, where the
 * fences look, sending is asked again; a call that is under way ends as it ends.
 */
export async function whileFloorHolds<T>(notes: Notes, send: () => Promise<T>): Promise<T> {
  for (;;) {
    const { epoch } = notes.state.floor
    const moved = () => notes.state.floor.epoch !== epoch
    try {
      return await unless(moved, send)
    } catch (error) {
      // A call that ends in a refusal after that fails as such, and not as cancelled.
      if (!moved()) throw error
      await condition(() => notes.toldEpoch >= notes.state.floor.epoch)
    }
  }
}
