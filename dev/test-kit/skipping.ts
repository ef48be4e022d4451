import { randomUUID } from 'node:crypto'
import type { WorkflowHandleWithSignaledRunId } from '@temporalio/client'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { registerSearchAttributes } from '#clients/temporal/search-attributes.ts'
import { CONVERSATION, conversationWorkflowId, messageReceived } from '#workflows/conversation/contract.ts'
import { createWorker } from '../../worker/worker.ts'
import { recordingActivities } from './activities.ts'
import { startTimeSkipping } from './temporal.ts'

type Called = { name: string; input: unknown; afterMs: number }

/** A conversation on a clock that jumps to whatever is waited for. */
export type SkippingScene = {
  says: (messageId: string) => Promise<WorkflowHandleWithSignaledRunId>
  /** The calls of one activity: what it was given, and how long after the start. */
  callsOf: (name: keyof Activities) => Called[]
  sleep: (ms: number) => Promise<unknown>
}

/** A server of the test file's own whose time is skipped, and scenes on it. */
export function onSkippedTime() {
  let time: TestWorkflowEnvironment
  beforeAll(async () => {
    time = await startTimeSkipping()
    await registerSearchAttributes(time.connection, time.namespace ?? 'default')
  })
  afterAll(() => time.teardown())

  async function scene(overrides: Partial<Activities>, play: (on: SkippingScene) => Promise<unknown>): Promise<void> {
    const taskQueue = `test-${randomUUID()}`
    const conversationId = randomUUID()
    const startMs = await time.currentTimeMs()
    const called: Called[] = []
    const { activities } = recordingActivities(overrides)
    const noting = Object.fromEntries(
      Object.entries(activities).map(([name, run]) => [
        name,
        async (input: never) => {
          called.push({ name, input, afterMs: (await time.currentTimeMs()) - startMs })
          return (run as (input: never) => unknown)(input)
        },
      ]),
    ) as unknown as Activities
    const { nativeConnection: connection, client } = time
    const namespace = time.namespace ?? 'default'
    const worker = await createWorker({ connection, namespace, taskQueue, activities: noting })
    await worker.runUntil(() =>
      play({
        says: (messageId) =>
          client.workflow.signalWithStart(CONVERSATION, {
            workflowId: conversationWorkflowId(conversationId),
            taskQueue,
            args: [{ workspaceId: 'w', conversationId, state: null }],
            signal: messageReceived,
            signalArgs: [{ messageId, workspaceId: 'w', sentAtMs: 0, burstMs: 1_000 }],
          }),
        callsOf: (wanted) => called.filter(({ name }) => name === wanted),
        sleep: (ms) => time.sleep(ms),
      }),
    )
  }

  return { scene, now: () => time.currentTimeMs() }
}
