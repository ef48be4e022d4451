import { CancellationScope, continueAsNew, isCancellation, workflowInfo } from '@temporalio/workflow'
import type { ReleaseRunInput } from '#schema/release.ts'
import { endReleaseRun, failTest, listTestsToPlay, playTest } from '../effects.ts'

/** So many are played at once: a model that many customers wait for is not taken from them. */
const AT_ONCE = 4
const LISTED = 40

/** Plays all test conversations of a run, those that are wished while it is under way too. Cancelled, it plays no more. */
export async function releaseRun(input: ReleaseRunInput): Promise<void> {
  try {
    let isOver = false
    while (!isOver) {
      const { playIds } = await listTestsToPlay({ ...input, most: LISTED })
      await playAll(playIds)
      if (playIds.length === 0) isOver = (await endReleaseRun({ ...input, isStopped: false })).outcome === 'ended'
      else if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof releaseRun>(input)
    }
  } catch (error) {
    if (!isCancellation(error)) throw error
    await CancellationScope.nonCancellable(() => endReleaseRun({ ...input, isStopped: true }))
  }

  async function playAll(playIds: readonly string[]): Promise<void> {
    const waiting = [...playIds]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let playId = waiting.shift(); playId !== undefined; playId = waiting.shift()) await play(playId)
      }),
    )
  }

  async function play(playId: string): Promise<void> {
    const { workspaceId } = input
    try {
      await playTest({ workspaceId, playId })
    } catch (error) {
      if (isCancellation(error)) throw error
      await failTest({ workspaceId, playId })
    }
  }
}
