import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendHeldBack } from '#activities/failures.ts'
import type { Activities } from '#activities/index.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { eventually } from '../../dev/test-kit/desk.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { connectTemporal, type TemporalConnections } from '../../dev/test-kit/temporal.ts'
import { createWorker } from '../../worker/worker.ts'
import { conversationWorkflowId, snapshot } from './contract.ts'

let temporal: TemporalConnections
beforeAll(async () => {
  temporal = await connectTemporal()
})
afterAll(async () => {
  await temporal.nativeConnection.close()
  await temporal.connection.close()
})

type Desk = {
  sends: () => unknown[]
  calls: ReturnType<typeof recordingActivities>['calls']
  says: (messageId: string) => Promise<void>
  takeOver: () => Promise<unknown>
  order: (message: { messageId: string; userId: string; again?: true }) => Promise<unknown>
  handle: ReturnType<TemporalConnections['client']['workflow']['getHandle']>
}

async function withConversation(overrides: Partial<Activities>, scenario: (desk: Desk) => Promise<void>) {
  const taskQueue = `test-${randomUUID()}`
  const { activities, calls } = recordingActivities(overrides)
  const { nativeConnection: connection, namespace, client } = temporal
  const worker = await createWorker({ connection, namespace, taskQueue, activities })
  const input = { workspaceId: randomUUID(), conversationId: randomUUID(), state: null }
  const handle = client.workflow.getHandle(conversationWorkflowId(input.conversationId))
  const conversations = createConversations(client, { taskQueue })
  await worker.runUntil(async () => {
    await scenario({
      handle,
      sends: () =>
        calls.flatMap(({ name, input: sent }) =>
          name === 'sendStaffReply' && 'messageId' in sent ? sent.messageId : [],
        ),
      calls,
      says: (messageId) =>
        conversations.tell(input, { messageId, workspaceId: input.workspaceId, sentAtMs: Date.now(), burstMs: 0 }),
      takeOver: () => conversations.takeOver(input, 'user-1'),
      order: (message) => conversations.sendStaffMessage(input, message),
    })
    await handle.terminate()
  })
}

it('messages of people go out in the order of writing, whatever holds one back or fails it', async () => {
  let held = 0
  const sendStaffReply: Activities['sendStaffReply'] = async ({ messageId }) => {
    if (messageId === 's1' && held++ < 2) throw sendHeldBack(300)
    return { outcome: messageId === 's2' ? 'refused' : 'sent' }
  }
  await withConversation({ sendStaffReply }, async ({ sends, order, handle }) => {
    const userId = 'user-1'
    for (const messageId of ['s1', 's2', 's3'])
      expect(await order({ messageId, userId })).toMatchObject({ outcome: 'done' })
    // Told again while it waits: nothing comes of it, and nothing is kept of it.
    expect(await order({ messageId: 's3', userId })).toEqual({ outcome: 'unchanged' })
    await eventually(() => expect(sends()).toEqual(['s1', 's1', 's1', 's2', 's3']))
    const { events = [] } = await handle.fetchHistory()
    expect(events?.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toHaveLength(3)
  })
})

it('what is to be sent again is sent again, and nobody takes the floor by that', async () => {
  await withConversation({}, async ({ sends, order, handle }) => {
    for (let press = 1; press <= 2; press++) {
      expect(await order({ messageId: 'b1', userId: 'user-1', again: true })).toMatchObject({ outcome: 'done' })
      await eventually(() => expect(sends()).toHaveLength(press))
    }
    expect(await handle.query(snapshot)).toMatchObject({ floor: { holder: 'bot', epoch: 0 } })
  })
})

it.each(['waits for its turn', 'is refused for now at that moment'])(
  'a reply of ARI that %s is given up when a person takes the floor, and their message goes out',
  async (how) => {
    let floorInPostgres = 0
    const taken = Promise.withResolvers<undefined>()
    const overrides: Partial<Activities> = {
      raiseFloor: async ({ floor }) => void (floorInPostgres = floor.epoch),
      sendReply: async ({ state }) => {
        // As the real one: the fence first, then what holds it back.
        if (state.floor.epoch !== floorInPostgres) return { outcome: 'floor_changed' }
        if (how.startsWith('is refused')) await taken.promise
        throw sendHeldBack(3_600_000)
      },
    }
    await withConversation(overrides, async ({ calls, says, takeOver, sends, order, handle }) => {
      const names = () => calls.map(({ name }) => name)
      await says('m1')
      await eventually(() => expect(names()).toContain('sendReply'))
      expect(await takeOver()).toMatchObject({ outcome: 'done' })
      taken.resolve(undefined)
      await eventually(() =>
        expect(names()).toEqual(['draftReply', 'sendReply', 'raiseFloor', 'sendReply', 'saveState']),
      )
      expect(calls.at(-1)?.input).toMatchObject({ messageIds: ['m1'], outcome: 'human' })
      await order({ messageId: 's1', userId: 'user-1' })
      await eventually(() => expect(sends()).toEqual(['s1']))
      expect(await handle.query(snapshot)).toMatchObject({ floor: { holder: 'person', epoch: 1 } })
    })
  },
)
