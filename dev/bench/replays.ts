import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { Activities } from '#activities/index.ts'
import { openTemporal } from '#clients/temporal/connect.ts'
import { createConversations, type Conversations } from '#clients/temporal/conversations.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { cachedWorkflowBundle } from '../../worker/bundle.ts'
import { createWorker } from '../../worker/worker.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { drafted, recordingActivities } from '../test-kit/activities.ts'
import type { Row } from './table.ts'

const HISTORIES = 1_000
const AT_ONCE = 8
const MOST_STEPS = 6

/** BY-14: a thousand conversations, each of its own random course, run on a real server and then replay. */
export async function measureReplays(folder: string, say: (line: string) => void): Promise<Row[]> {
  const binary = await findTemporal(say)
  const server = await startTemporal({ binary, dbFile: join(folder, 'temporal.db') })
  const temporal = await openTemporal({ address: server.address, namespace: 'default' })
  const connection = await NativeConnection.connect({ address: server.address })
  const taskQueue = `replays-${randomUUID()}`
  const { activities } = recordingActivities(ANY_COURSE)
  const worker = await createWorker({ connection, namespace: 'default', taskQueue, activities })
  const conversations = createConversations(temporal.client, { taskQueue })

  say(`${HISTORIES} conversations take their courses`)
  const left = Array.from({ length: HISTORIES }, () => randomUUID())
  const ids = [...left]
  await worker.runUntil(async () => {
    const seat = async () => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) await takeCourse(conversations, id)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, seat))
  })

  say('replaying them')
  const startedAt = performance.now()
  const size = { events: 0, refused: 0 }
  const histories = async function* () {
    for (const id of ids) {
      const workflowId = conversations.workflowIdOf(id)
      const history = await temporal.client.workflow.getHandle(workflowId).fetchHistory()
      size.events += history.events?.length ?? 0
      yield { workflowId, history }
    }
  }
  const workflowBundle = await cachedWorkflowBundle()
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories())) {
    if (error) say(`${workflowId}: ${error.message}`)
    if (error) size.refused++
  }
  const seconds = (performance.now() - startedAt) / 1000
  await Promise.all([temporal.close(), connection.close()])
  await server.stop()
  return [
    {
      name: 'BY-14',
      what: `${HISTORIES} histories of random courses, ${size.events} events, replayed in ${seconds.toFixed(0)} s`,
      ours: `${size.refused} refused`,
      floor: '',
      ratio: '',
      target: '0 refused',
      met: size.refused === 0,
    },
  ]
}

const oneOf = <T>(...all: T[]): T => all[Math.floor(Math.random() * all.length)] as T

const ANY_COURSE: Partial<Activities> = {
  draftReply: async () => {
    await pause(Math.random() * 30)
    return oneOf(
      () => drafted(),
      () => drafted({ held: true }),
      () => drafted({ intent: 'human' }),
      () => drafted({ failedCheck: 'grounded' }),
      () => ({ kind: 'slot_chosen' as const, slotId: 'slot-1', lead: OPENING.lead }),
      () => ({ kind: 'model_failed' as const }),
      () => ({ kind: 'not_ours' as const, outcome: 'ignored: bot_off' }),
    )()
  },
  sendReply: () => Promise.resolve({ outcome: oneOf('sent', 'sent', 'sent', 'refused', 'window_closed', 'no_slots') }),
  bookSlot: () => Promise.resolve(oneOf({ outcome: 'booked', bookingId: 'booking-1' }, { outcome: 'taken' })),
}

/** Some steps in any order, at any moment of what came before. */
async function takeCourse(conversations: Conversations, conversationId: string): Promise<void> {
  const input = { workspaceId: randomUUID(), conversationId, state: null }
  const message = () => {
    const burstMs = oneOf(0, 0, 20)
    return { messageId: randomUUID(), workspaceId: input.workspaceId, sentAtMs: Date.now(), burstMs }
  }
  const steps = [
    () => conversations.tell(input, message()),
    () => conversations.tell(input, message(), message(), message()),
    () => conversations.takeOver(input, 'user-1'),
    () => conversations.handBack(input, 'bench'),
    () => conversations.setAi(input, { on: oneOf(true, false), userId: 'user-1' }),
    () => conversations.sendStaffMessage(input, { messageId: randomUUID(), userId: 'user-2' }),
  ]
  await conversations.tell(input, message())
  for (let left = Math.ceil(Math.random() * MOST_STEPS); left > 0; left--) {
    await oneOf(...steps)()
    await pause(Math.random() * 100)
  }
}
