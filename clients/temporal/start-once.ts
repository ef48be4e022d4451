import type { Client, WorkflowStartOptions } from '@temporalio/client'
import { isTemporalAway } from './connect.ts'

const ANSWER_WITHIN_MS = 5_000

type Started = Pick<WorkflowStartOptions, 'workflowId' | 'taskQueue' | 'staticSummary' | 'workflowTaskTimeout'>
type Wish<Input> = Started & { input: Input }

/**
 * Has a workflow begin that works off what stands in Postgres; once, however often it is asked. False where Temporal is
 * away. Workspaces take turns.
 */
export async function startOnce<Input extends { workspaceId: string }>(
  client: Client,
  type: string,
  { input, ...options }: Wish<Input>,
): Promise<boolean> {
  try {
    await client.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.start(type, {
        ...options,
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [input],
        priority: { fairnessKey: input.workspaceId },
      }),
    )
    return true
  } catch (error) {
    if (isTemporalAway(error)) return false
    throw error
  }
}
