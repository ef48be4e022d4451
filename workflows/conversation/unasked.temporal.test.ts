import { randomUUID } from 'node:crypto'
import type { WorkflowHandleWithSignaledRunId } from '@temporalio/client'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { modelFailed } from '#activities/failures.ts'
import { registerSearchAttributes } from '#clients/temporal/search-attributes.ts'
import { createWorker } from '../../worker/worker.ts'
import { drafted, recordingActivities, RULES } from '../../dev/test-kit/activities.ts'
import { startTimeSkipping } from '../../dev/test-kit/temporal.ts'
import { CONVERSATION, conversationWorkflowId, messageReceived, takeOver } from './contract.ts'

const HOUR_MS = 60 * 60 * 1000

let time: TestWorkflowEnvironment
beforeAll(async () => {
  time = await startTimeSkipping()
  await registerSearchAttributes(time.connection, time.namespace ?? 'default')
})
afterAll(() => time.teardown())

type Scene = {
  says: (messageId: string) => Promise<WorkflowHandleWithSignaledRunId>
  /** Of each activity of this name, how many hours after the start it was called. */
  hoursOf: (name: string) => number[]
  sleepHours: (hours: number) => Promise<unknown>
}

async function scene(overrides: Partial<Activities>, play: (on: Scene) => Promise<unknown>): Promise<void> {
  const taskQueue = `test-${randomUUID()}`
  const conversationId = randomUUID()
  const startMs = await time.currentTimeMs()
  const times: { name: string; hours: number }[] = []
  const { activities } = recordingActivities(overrides)
  const noting = Object.fromEntries(
    Object.entries(activities).map(([name, run]) => [
      name,
      async (input: never) => {
        times.push({ name, hours: ((await time.currentTimeMs()) - startMs) / HOUR_MS })
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
      hoursOf: (wanted) => times.flatMap(({ name, hours }) => (name === wanted ? [hours] : [])),
      sleepHours: (hours) => time.sleep(hours * HOUR_MS),
    }),
  )
}

const followingUp = (afterHours: number, most: number) => {
  const draft = drafted()
  return { draftReply: async () => ({ ...draft, rules: { ...RULES, followUp: { afterHours, most } } }) }
}
const near = (hours: number) => expect.closeTo(hours, 1) as number

it('BY-16 follows up after a silence, as often as is allowed, and then lets it be', { timeout: 60_000 }, () =>
  scene(followingUp(20, 2), async ({ says, hoursOf }) => {
    // Waiting for the result lets the clock jump, to the end after thirty idle days.
    await (await says('m1')).result()
    expect(hoursOf('followUp')).toEqual([near(20), near(40)])
  }),
)

it('BY-16 a follow-up cancels itself when the customer writes, and counts anew', { timeout: 60_000 }, () =>
  scene(followingUp(20, 1), async ({ says, hoursOf, sleepHours }) => {
    await says('m1')
    await sleepHours(15)
    const handle = await says('m2')
    await sleepHours(15)
    expect(hoursOf('followUp')).toEqual([])
    await handle.result()
    expect(hoursOf('followUp')).toEqual([near(35)])
  }),
)

it('BY-16 nobody is followed up once a person has the conversation', { timeout: 60_000 }, () =>
  scene(followingUp(20, 1), async ({ says, hoursOf, sleepHours }) => {
    const handle = await says('m1')
    await sleepHours(1)
    await handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })
    await handle.result()
    expect(hoursOf('followUp')).toEqual([])
  }),
)

it(
  'BY-16 what may not be said at night is said in the morning, and what may never be is left',
  { timeout: 60_000 },
  () => {
    const answers = ['later', 'stopped'] as const
    let asked = 0
    const followUp: Activities['followUp'] = async () => {
      const outcome = answers[asked++] ?? 'stopped'
      return outcome === 'later' ? { outcome, atMs: (await time.currentTimeMs()) + 9 * HOUR_MS } : { outcome }
    }
    return scene({ ...followingUp(12, 3), followUp }, async ({ says, hoursOf }) => {
      await (await says('m1')).result()
      expect(hoursOf('followUp')).toEqual([near(12), near(21)])
    })
  },
)

const draftReply = async (): Promise<never> => {
  throw modelFailed('no model endpoint is configured')
}
const backIn = (hours: number) => async () => ({ backAtMs: (await time.currentTimeMs()) + hours * HOUR_MS })

it('BY-23 says when people are back before the floor passes to them, and calls on them then', { timeout: 60_000 }, () =>
  scene({ draftReply, sayAway: backIn(10) }, async ({ says, hoursOf }) => {
    await (await says('m1')).result()
    expect(hoursOf('sayAway')).toEqual([near(0)])
    expect(hoursOf('remindTeam')).toEqual([near(10)])
  }),
)

it('BY-23 nobody is called on once somebody came', { timeout: 60_000 }, () =>
  scene({ draftReply, sayAway: backIn(10) }, async ({ says, hoursOf, sleepHours }) => {
    const handle = await says('m1')
    await sleepHours(2)
    await handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })
    await handle.result()
    expect(hoursOf('remindTeam')).toEqual([])
  }),
)
