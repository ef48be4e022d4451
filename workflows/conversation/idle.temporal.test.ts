import { randomUUID } from 'node:crypto'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registerSearchAttributes } from '#clients/temporal/search-attributes.ts'
import type { ConversationState } from '#schema/conversation.ts'
import { createWorker } from '../../worker/worker.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { startTimeSkipping } from '../../dev/test-kit/temporal.ts'
import { CONVERSATION, conversationWorkflowId, messageReceived } from './contract.ts'

let time: TestWorkflowEnvironment
beforeAll(async () => {
  time = await startTimeSkipping()
  await registerSearchAttributes(time.connection, time.namespace ?? 'default')
})
afterAll(() => time.teardown())

it(
  'CV-02 a conversation ends after 30 idle days, and begins again from what it stored',
  { timeout: 60_000 },
  async () => {
    const taskQueue = `test-${randomUUID()}`
    const { activities, calls } = recordingActivities()
    const { nativeConnection: connection, client } = time
    const worker = await createWorker({ connection, namespace: time.namespace ?? 'default', taskQueue, activities })
    const conversationId = randomUUID()
    const tell = (messageId: string, state: ConversationState | null) =>
      client.workflow.signalWithStart(CONVERSATION, {
        workflowId: conversationWorkflowId(conversationId),
        taskQueue,
        args: [{ workspaceId: 'w', conversationId, state }],
        signal: messageReceived,
        signalArgs: [{ messageId, workspaceId: 'w', sentAtMs: 0, burstMs: 4_000 }],
      })

    await worker.runUntil(async () => {
      // Waiting for a result lets the clock jump: over the burst window, then over thirty days of silence.
      const first = await tell('m1', null)
      await first.result()
      const run = await first.describe()
      const idleDays = (Number(run.closeTime) - Number(run.startTime)) / 86_400_000
      expect(idleDays).toBeGreaterThanOrEqual(30)
      expect(idleDays).toBeLessThan(31)

      const [stored] = calls.flatMap(({ input }) => ('what' in input && 'state' in input ? [input.state] : []))
      await (await tell('m2', stored ?? null)).result()
    })
    const drafts = calls.flatMap(({ input }) =>
      'conversationId' in input && 'stage' in input ? [{ turn: input.turn, stage: input.stage }] : [],
    )
    expect(drafts).toEqual([
      { turn: 1, stage: 'greeting' },
      { turn: 2, stage: 'qualification' },
    ])
  },
)
