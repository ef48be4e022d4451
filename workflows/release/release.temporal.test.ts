import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { createReleaseRuns } from '#clients/temporal/release-runs.ts'
import { recordingActivities } from '../../dev/test-kit/activities.ts'
import { onDevServer } from '../../dev/test-kit/conversation.ts'
import { eventually } from '../../dev/test-kit/desk.ts'
import { cachedWorkflowBundle } from '../../worker/bundle.ts'
import { createWorker } from '../../worker/worker.ts'
import { releaseRunWorkflowId } from './contract.ts'

const { temporal } = onDevServer()

/** A run over these plays, on a worker of its own for as long as the work takes. */
async function withRun(
  { waiting, ...overrides }: { waiting: string[] } & Partial<Activities>,
  work: (run: {
    input: { workspaceId: string; runId: string }
    runs: ReturnType<typeof createReleaseRuns>
    ended: () => Promise<unknown>
    ends: () => boolean[]
    playing: () => string[]
  }) => Promise<void>,
): Promise<void> {
  const taskQueue = `test-${randomUUID()}`
  const { activities, calls } = recordingActivities({
    listTestsToPlay: async ({ most }) => ({ playIds: waiting.slice(0, most) }),
    endReleaseRun: async ({ isStopped }) => ({ outcome: isStopped || waiting.length === 0 ? 'ended' : 'more' }),
    failTest: async ({ playId }) => void waiting.splice(waiting.indexOf(playId), 1),
    ...overrides,
  })
  const { nativeConnection: connection, namespace, client } = temporal()
  const workflowBundle = await cachedWorkflowBundle()
  const worker = await createWorker({ connection, namespace, taskQueue, activities, workflowBundle })
  const input = { workspaceId: randomUUID(), runId: randomUUID() }
  await worker.runUntil(() =>
    work({
      ...{ input, runs: createReleaseRuns(client, { taskQueue }) },
      ended: () => client.workflow.getHandle(releaseRunWorkflowId(input.runId)).result(),
      ends: () => calls.flatMap((call) => (call.name === 'endReleaseRun' ? [call.input.isStopped] : [])),
      playing: () => calls.flatMap((call) => (call.name === 'playTest' ? [call.input.playId] : [])),
    }),
  )
}

it('plays everything once, what comes in meanwhile too, and one that cannot be played keeps nothing back', async () => {
  const waiting = Array.from({ length: 50 }, (_, place) => `play-${String(place)}`)
  let atOnce = 0
  let most = 0
  const playTest: Activities['playTest'] = async ({ playId }) => {
    most = Math.max(most, ++atOnce)
    await new Promise((resolve) => setTimeout(resolve, 5))
    atOnce -= 1
    waiting.splice(waiting.indexOf(playId), 1)
    if (playId === 'play-49') waiting.push('late')
  }
  await withRun({ waiting, playTest }, async ({ input, runs, ended, ends, playing }) => {
    expect(await Promise.all([runs.start(input), runs.start(input)])).toEqual([true, true])
    await ended()
    expect(playing().toSorted()).toEqual(
      ['late', ...Array.from({ length: 50 }, (_, n) => `play-${String(n)}`)].toSorted(),
    )
    expect(ends()).toEqual([false])
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(4)
  })
})

it('stopped, it plays no more and says so', async () => {
  const { promise: isOver, resolve: letGo } = Promise.withResolvers<undefined>()
  const playTest: Activities['playTest'] = () => isOver
  await withRun({ waiting: ['a', 'b'], playTest }, async ({ input, runs, ended, ends, playing }) => {
    await runs.start(input)
    await eventually(() => expect(playing()).toHaveLength(2))
    expect(await runs.stop(input.runId)).toBe('stopping')
    await ended()
    letGo(undefined)
    expect(ends()).toEqual([true])
    expect(await runs.stop(randomUUID())).toBe('not-running')
  })
})
