import { WorkflowNotFoundError, type Client } from '@temporalio/client'
import type { ReleaseRunInput } from '#schema/release.ts'
import { RELEASE_RUN, releaseRunWorkflowId } from '#workflows/release/contract.ts'
import { isTemporalAway } from './connect.ts'
import { startOnce } from './start-once.ts'

export type ReleaseRuns = ReturnType<typeof createReleaseRuns>

const ANSWER_WITHIN_MS = 5_000

/** Runs of test conversations, seen from outside. */
export function createReleaseRuns(client: Client, { taskQueue }: { taskQueue: string }) {
  return {
    /** Has a run played that stands in Postgres; once, however often it is asked. False where Temporal is away. */
    start: (input: ReleaseRunInput): Promise<boolean> =>
      startOnce(client, RELEASE_RUN, {
        ...{ workflowId: releaseRunWorkflowId(input.runId), taskQueue, input },
        staticSummary: 'Test conversations before a release',
      }),

    /** Nobody wants the rest of it. `not-running`: there was nothing to stop. */
    async stop(runId: string): Promise<'stopping' | 'not-running' | 'unavailable'> {
      try {
        await client.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflow.getHandle(releaseRunWorkflowId(runId)).cancel(),
        )
        return 'stopping'
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'not-running'
        if (isTemporalAway(error)) return 'unavailable'
        throw error
      }
    },
  }
}
