import { DeterminismViolationError } from '@temporalio/workflow'
import { Worker } from '@temporalio/worker'
import { beforeAll, describe, expect, it } from 'vitest'
import { storedHistories } from '../../dev/test-kit/histories.ts'
import { cachedWorkflowBundle } from '../../worker/bundle.ts'

let workflowBundle: { codePath: string }
beforeAll(async () => {
  workflowBundle = await cachedWorkflowBundle()
})

describe('stored histories', () => {
  it('BY-14 replay on the code of today', async () => {
    const histories = await storedHistories()
    expect(histories.length).toBeGreaterThanOrEqual(10)
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
      expect(error, workflowId).toBeUndefined()
    }
  })

  it('BY-14 do not replay when the order of commands has changed', async () => {
    const [stored] = await storedHistories()
    const scheduled = stored?.history.events?.find(({ activityTaskScheduledEventAttributes: it }) => it)
    const activity = scheduled?.activityTaskScheduledEventAttributes?.activityType
    if (!stored || !activity) throw new Error('The first history has no activity.')
    activity.name = activity.name === 'draftReply' ? 'sendReply' : 'draftReply'
    await expect(Worker.runReplayHistory({ workflowBundle }, stored.history)).rejects.toThrow(DeterminismViolationError)
  })

  it('hold no words: texts, names and numbers stay in Postgres', async () => {
    const text = JSON.stringify(await storedHistories())
    expect(text).not.toMatch(/wamid|\+62|Nadia/)
  })
})
