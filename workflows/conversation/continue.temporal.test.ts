import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createConversations } from '#clients/temporal/conversations.ts'
import { createWorker } from '../../worker/worker.ts'
import { findTemporal } from '../../dev/services/temporal-binary.ts'
import { startTemporal, type RunningTemporal } from '../../dev/services/temporal.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { conversationWorkflowId, snapshot } from './contract.ts'

// A server that asks for a new run after forty events instead of four thousand.
let server: RunningTemporal
let connection: Connection
let native: NativeConnection
beforeAll(async () => {
  const binary = await findTemporal(() => undefined)
  server = await startTemporal({ binary, limits: ['limit.historyCount.suggestContinueAsNew=40'] })
  connection = await Connection.connect({ address: server.address })
  native = await NativeConnection.connect({ address: server.address })
})
afterAll(async () => {
  await native.close()
  await connection.close()
  await server.stop()
})

const settled = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 25 })

describe('a long conversation', () => {
  it('goes on in new runs: every message answered once, nothing that was learnt forgotten', async () => {
    const taskQueue = `test-${randomUUID()}`
    const { activities, calls } = recordingActivities()
    const client = new Client({ connection })
    const worker = await createWorker({ connection: native, namespace: 'default', taskQueue, activities })
    const conversations = createConversations(client, { taskQueue })
    const input = { workspaceId: randomUUID(), conversationId: randomUUID(), state: null }
    const tell = (messageId: string) =>
      conversations.tell(input, { messageId, workspaceId: input.workspaceId, sentAtMs: Date.now(), burstMs: 0 })
    const answered = () =>
      calls.flatMap(({ name, input: it }) => (name === 'sendReply' ? (it as { messageIds: string[] }).messageIds : []))
    const handle = client.workflow.getHandle(conversationWorkflowId(input.conversationId))

    await worker.runUntil(async () => {
      const first = (await conversations.takeOver(input, 'user-1')).outcome
      expect(first).toBe('done')
      expect((await conversations.handBack(input, 'user-1')).outcome).toBe('done')
      const { runId } = await handle.describe()
      for (let index = 1; index <= 12; index++) {
        await tell(`m${index}`)
        await settled(() => expect(answered()).toContain(`m${index}`))
        // Told again, as after a crash between the telling and its record; perhaps to another run.
        await tell(`m${index}`)
      }
      expect((await handle.describe()).runId).not.toBe(runId)
      expect(answered()).toEqual(Array.from({ length: 12 }, (_, index) => `m${index + 1}`))
      expect(await handle.query(snapshot)).toMatchObject({
        turn: 12,
        stage: 'qualification',
        floor: { holder: 'bot', epoch: 2 },
      })
      await handle.terminate()
    })
  })
})
