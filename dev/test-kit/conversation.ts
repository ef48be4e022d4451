import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { cancellationSignal, heartbeat } from '@temporalio/activity'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { conversationWorkflowId } from '#workflows/conversation/contract.ts'
import { cachedWorkflowBundle } from '../../worker/bundle.ts'
import { createWorker } from '../../worker/worker.ts'
import { recordingActivities } from './activities.ts'
import { keepHistory } from './histories.ts'
import { connectTemporal, type TemporalConnections } from './temporal.ts'

export const WORKSPACE = randomUUID()

/** Runs a worker with these activities around `scenario`, which may write as the customer. */
export async function withConversation(
  temporal: TemporalConnections,
  overrides: Partial<Activities>,
  scenario: (desk: {
    calls: ReturnType<typeof recordingActivities>['calls']
    says: (messageId: string, at?: { sentAtMs?: number; burstMs?: number }) => Promise<void>
    handle: ReturnType<TemporalConnections['client']['workflow']['getHandle']>
    order: ReturnType<typeof createConversations>
    input: { workspaceId: string; conversationId: string; state: null }
    sent: () => ReturnType<typeof recordingActivities>['calls']
  }) => Promise<void>,
) {
  const taskQueue = `test-${randomUUID()}`
  const { activities, calls } = recordingActivities(overrides)
  const workflowBundle = await cachedWorkflowBundle()
  const { nativeConnection: connection, namespace, client } = temporal
  const worker = await createWorker({ connection, namespace, taskQueue, activities, workflowBundle })
  const conversationId = randomUUID()
  const conversations = createConversations(client, { taskQueue })
  const handle = client.workflow.getHandle(conversationWorkflowId(conversationId))
  await worker.runUntil(async () => {
    await scenario({
      calls,
      handle,
      order: conversations,
      input: { workspaceId: WORKSPACE, conversationId, state: null },
      sent: () => calls.filter(({ name }) => name === 'sendReply'),
      says: (messageId, { sentAtMs = Date.now(), burstMs = 0 } = {}) =>
        conversations.tell(
          { workspaceId: WORKSPACE, conversationId, state: null },
          { messageId, workspaceId: WORKSPACE, sentAtMs, burstMs },
        ),
    })
    await keepHistory(handle, expect.getState().currentTestName ?? '')
    await handle.terminate().catch(() => undefined)
  })
}

/** A model that takes its time, and stops when nobody wants the answer any more. */
export async function thinkLong(): Promise<void> {
  const beat = setInterval(heartbeat, 200)
  await pause(20_000, undefined, { signal: cancellationSignal() }).finally(() => clearInterval(beat))
}

export const settled = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 25 })

/** For the tests of one file: connections to the dev server for as long as they run, and `withConversation` on them. */
export function onDevServer() {
  let connected: TemporalConnections | undefined
  const temporal = () => {
    if (!connected) throw new TypeError('Connected before the first test, not before.')
    return connected
  }
  beforeAll(async () => {
    connected = await connectTemporal()
  })
  afterAll(async () => {
    await connected?.nativeConnection.close()
    await connected?.connection.close()
  })
  return {
    temporal,
    withConversation: (overrides: Partial<Activities>, scenario: Parameters<typeof withConversation>[2]) =>
      withConversation(temporal(), overrides, scenario),
  }
}
