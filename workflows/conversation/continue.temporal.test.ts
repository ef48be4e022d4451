import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { createConversations, type OrderOutcome } from '#clients/temporal/conversations.ts'
import { createWorker } from '../../worker/worker.ts'
import { findTemporal } from '../../dev/services/temporal-binary.ts'
import { startTemporal, type RunningTemporal } from '../../dev/services/temporal.ts'
import { drafted, recordingActivities } from '../../dev/test-kit/activities.ts'
import { findWordsInHistories } from '../../dev/test-kit/words-in-histories.ts'
import { conversationWorkflowId, decideReview, snapshot } from './contract.ts'

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
  expect((await findWordsInHistories(server.address)).found).toEqual([])
  await native.close()
  await connection.close()
  await server.stop()
})

const settled = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 25 })
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)

type Desk = {
  input: { workspaceId: string; conversationId: string; state: null }
  conversations: ReturnType<typeof createConversations>
  handle: WorkflowHandle
  tell: (...messageIds: string[]) => Promise<void>
  /** Inbound messages in the order in which they were accounted for, by a reply or by people's floor. */
  accounted: () => string[]
  staffSent: () => string[]
  /** How many runs there were. */
  runs: () => Promise<number>
}

async function withLongTalk(overrides: Partial<Activities>, scenario: (desk: Desk) => Promise<void>): Promise<void> {
  const taskQueue = `test-${randomUUID()}`
  const { activities, calls } = recordingActivities(overrides)
  const client = new Client({ connection })
  const worker = await createWorker({ connection: native, namespace: 'default', taskQueue, activities })
  const conversations = createConversations(client, { taskQueue })
  const input = { workspaceId: randomUUID(), conversationId: randomUUID(), state: null }
  const workflowId = conversationWorkflowId(input.conversationId)
  const handle = client.workflow.getHandle(workflowId)
  await worker.runUntil(async () => {
    await scenario({
      input,
      conversations,
      handle,
      tell: (...messageIds) =>
        conversations.tell(
          input,
          ...messageIds.map((messageId) => ({
            messageId,
            workspaceId: input.workspaceId,
            sentAtMs: Date.now(),
            burstMs: 0,
          })),
        ),
      accounted: () =>
        calls.flatMap(({ input: it }) =>
          'messageIds' in it && !('version' in it) && (!('outcome' in it) || it.outcome !== null) ? it.messageIds : [],
        ),
      staffSent: () => calls.flatMap(({ name, input: it }) => (name === 'sendStaffReply' ? [it.messageId] : [])),
      runs: async () => {
        for (let [runId, count]: [string, number] = [(await handle.describe()).runId, 1]; ; count++) {
          const [first] = (await client.workflow.getHandle(workflowId, runId).fetchHistory()).events ?? []
          const before = first?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId
          if (!before) return count
          runId = before
        }
      },
    })
    await handle.terminate()
  })
}

describe('a long conversation', () => {
  it('goes on in new runs: every message answered once, nothing that was learnt forgotten', async () => {
    await withLongTalk({}, async ({ conversations, input, handle, tell, accounted }) => {
      expect((await conversations.takeOver(input, 'user-1')).outcome).toBe('done')
      expect((await conversations.handBack(input, 'user-1')).outcome).toBe('done')
      const { runId } = await handle.describe()
      for (const messageId of names('m', 12)) {
        await tell(messageId)
        await settled(() => expect(accounted()).toContain(messageId))
        // Told again, as after a crash between the telling and its record; perhaps to another run.
        await tell(messageId)
      }
      expect((await handle.describe()).runId).not.toBe(runId)
      expect(accounted()).toEqual(names('m', 12))
      expect(await handle.query(snapshot)).toMatchObject({
        turn: 12,
        stage: 'qualification',
        floor: { holder: 'bot', epoch: 2 },
      })
    })
  })

  it('holds its drafts across new runs: each stale one is made anew, each message is answered once', async () => {
    let drafts = 0
    const draftReply = async () => drafted({ held: true, draftId: `draft-${++drafts}` })
    await withLongTalk({ draftReply }, async ({ handle, tell, accounted, runs }) => {
      for (const round of [1, 2, 3, 4]) {
        for (const messageId of [`a${round}`, `b${round}`, `c${round}`]) {
          const before = drafts
          await tell(messageId)
          await settled(async () => {
            expect(drafts).toBeGreaterThan(before)
            expect(await handle.query(snapshot)).toMatchObject({ heldDraftId: `draft-${drafts}`, unread: 0 })
          })
        }
        await handle.executeUpdate(decideReview, {
          args: [{ draftId: `draft-${drafts}`, verdict: 'approve', userId: 'user-1' }],
        })
        await settled(() => expect(accounted()).toHaveLength(3 * round))
      }
      expect(accounted()).toEqual([1, 2, 3, 4].flatMap((round) => [`a${round}`, `b${round}`, `c${round}`]))
      await settled(async () => expect(await runs()).toBeGreaterThan(2))
    })
  })

  it('loses nothing and does nothing twice while messages, orders and new runs cross each other', async () => {
    const slowly = async <T>(result: T): Promise<T> => {
      await pause(Math.random() * 40)
      return result
    }
    const overrides = {
      draftReply: () => slowly(drafted()),
      sendReply: () => slowly({ outcome: 'sent' as const }),
      sendStaffReply: () => slowly({ outcome: 'sent' as const }),
      saveState: () => slowly(undefined),
    }
    await withLongTalk(overrides, async ({ conversations, input, handle, tell, accounted, staffSent, runs }) => {
      /** As the pages do: what nobody answered is asked again. */
      const ordered = async (order: () => Promise<OrderOutcome>) => {
        while ((await order()).outcome === 'unavailable') await pause(50)
      }
      const customer = async () => {
        for (const messageId of names('m', 40)) {
          await tell(messageId)
          if (Math.random() < 0.3) await tell(messageId)
          await pause(Math.random() * 60)
        }
      }
      const staff = async () => {
        for (const messageId of names('s', 10)) {
          await ordered(() => conversations.sendStaffMessage(input, { messageId, userId: 'user-1' }))
          await pause(Math.random() * 60)
          await ordered(() => conversations.handBack(input, 'user-1'))
          await pause(Math.random() * 100)
        }
      }
      await Promise.all([customer(), staff()])
      await settled(() => expect(new Set(accounted()).size).toBe(40))
      await settled(() => expect(staffSent()).toHaveLength(10))
      await settled(async () => expect(await runs()).toBeGreaterThan(3))
      expect(accounted()).toEqual(names('m', 40))
      expect(staffSent()).toEqual(names('s', 10))
      expect(await handle.query(snapshot)).toMatchObject({ unread: 0, floor: { holder: 'bot' } })
    })
  })

  it('carries little into a new run: the state, what waits, and two hundred ids', async () => {
    await withLongTalk({}, async ({ handle, tell, accounted }) => {
      const told = Array.from({ length: 13 }, () => Array.from({ length: 20 }, () => randomUUID()))
      for (const some of told) {
        await tell(...some)
        await settled(() => expect(accounted()).toContain(some[0]))
      }
      // Turns until the run that holds all of it is a new one.
      const { runId } = await handle.describe()
      for (let extra = 0; (await handle.describe()).runId === runId; extra++) {
        await tell(`extra-${extra}`)
        await settled(() => expect(accounted()).toContain(`extra-${extra}`))
      }
      const [started] = (await handle.fetchHistory()).events ?? []
      const [carried] = started?.workflowExecutionStartedEventAttributes?.input?.payloads ?? []
      const { heard } = (JSON.parse(Buffer.from(carried?.data ?? []).toString()) as { carried: { heard: string[] } })
        .carried
      expect(heard).toHaveLength(200)
      // Some four of them are the rules that a workspace decides by.
      expect(carried?.data?.length).toBeLessThan(14 * 1024)
      // The oldest are forgotten; the youngest are not answered again.
      const before = accounted().length
      await tell(...(told[12] ?? []))
      await tell('last')
      await settled(() => expect(accounted()).toContain('last'))
      expect(accounted()).toHaveLength(before + 1)
    })
  })
})
