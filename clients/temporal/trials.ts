import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client'
import type { UpdateDefinition } from '@temporalio/common'
import type { Stage } from '#schema/conversation.ts'
import type { TrialInput, TrialRepeatInput, TrialTurn } from '#schema/trial.ts'
import {
  handBack,
  jump,
  say,
  stop,
  TRIAL,
  TRIAL_REPEAT,
  trialRepeatWorkflowId,
  trialWorkflowId,
} from '#workflows/trial/contract.ts'
import { isTemporalAway, isWorkflowNotReady } from './connect.ts'

export type Trials = ReturnType<typeof createTrials>

/**
 * What became of a wish: `refused` where ARI is busy with another one or it is so already; `unavailable` where no worker
 * or no server answered in time.
 */
export type TrialOutcome = 'done' | 'refused' | 'unavailable'
/** `thinking`: it was heard, and the answer takes longer than we wait. */
export type SayOutcome = { outcome: 'done'; turn: TrialTurn } | { outcome: 'thinking' | 'refused' | 'unavailable' }

/** Longer than a worker's death is felt, shorter than a person's patience. */
const HEARD_WITHIN_MS = 5_000
/** A page asks again after this long. */
const ANSWER_WITHIN_MS = 10_000

/** Trials of ARI, seen from outside. */
export function createTrials(client: Client, { taskQueue }: { taskQueue: string }) {
  const startOperation = (input: TrialInput) =>
    new WithStartWorkflowOperation(TRIAL, {
      workflowId: trialWorkflowId(input.trialId),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue,
      args: [input],
      workflowTaskTimeout: '2 seconds',
      staticSummary: 'Trial of ARI',
      // Where work piles up, each workspace gets its share; trials are no exception.
      priority: { fairnessKey: input.workspaceId },
    } satisfies WorkflowStartOptions)

  async function order<Args extends unknown[]>(
    input: TrialInput,
    update: UpdateDefinition<void, Args>,
    args: Args,
  ): Promise<TrialOutcome> {
    try {
      await client.connection.withDeadline(Date.now() + HEARD_WITHIN_MS, () =>
        client.workflow.executeUpdateWithStart(update, { args, startWorkflowOperation: startOperation(input) }),
      )
      return 'done'
    } catch (error) {
      return whyNot(error)
    }
  }

  async function cancel(workflowId: string): Promise<void> {
    try {
      await client.connection.withDeadline(Date.now() + HEARD_WITHIN_MS, () =>
        client.workflow.getHandle(workflowId).cancel(),
      )
    } catch (error) {
      // Not running; or nobody answers, and then it ends by itself.
      if (!(error instanceof WorkflowNotFoundError)) whyNot(error)
    }
  }

  return {
    /** Has ARI answer a message that stands in Postgres. Repeating it is the same turn. */
    async say(input: TrialInput, messageId: string): Promise<SayOutcome> {
      const heard = await client.connection
        .withDeadline(Date.now() + HEARD_WITHIN_MS, () =>
          client.workflow.startUpdateWithStart(say, {
            args: [{ messageId }],
            updateId: messageId,
            waitForStage: 'ACCEPTED',
            startWorkflowOperation: startOperation(input),
          }),
        )
        .catch(whyNot)
      if (heard === 'refused' || heard === 'unavailable') return { outcome: heard }
      try {
        const turn = await client.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => heard.result())
        return { outcome: 'done', turn }
      } catch (error) {
        // A server that is away now has heard it: the page finds out.
        return { outcome: whyNot(error) === 'refused' ? 'refused' : 'thinking' }
      }
    },
    jump: (input: TrialInput, stage: Stage) => order(input, jump, [{ stage }]),
    handBack: (input: TrialInput) => order(input, handBack, []),
    stop: (input: TrialInput) => order(input, stop, []),
    /** Has a question asked several times that stands in Postgres; once, however often that is wished. */
    async repeat(input: TrialRepeatInput): Promise<TrialOutcome> {
      try {
        await client.connection.withDeadline(Date.now() + HEARD_WITHIN_MS, () =>
          client.workflow.start(TRIAL_REPEAT, {
            workflowId: trialRepeatWorkflowId(input.repeatId),
            workflowIdConflictPolicy: 'USE_EXISTING',
            taskQueue,
            args: [input],
            staticSummary: 'One question, several times',
            priority: { fairnessKey: input.workspaceId },
          }),
        )
        return 'done'
      } catch (error) {
        return whyNot(error)
      }
    },
    /** The trial is over, whatever it was at. */
    end: (trialId: string) => cancel(trialWorkflowId(trialId)),
    /** Nobody wants the rest of the answers. */
    endRepeat: (repeatId: string) => cancel(trialRepeatWorkflowId(repeatId)),
  }
}

/** Throws what is a fault of ours. */
function whyNot(error: unknown): 'refused' | 'unavailable' {
  if (error instanceof WorkflowUpdateFailedError) return 'refused'
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return 'unavailable'
  if (isTemporalAway(error) || isWorkflowNotReady(error)) return 'unavailable'
  throw error
}
