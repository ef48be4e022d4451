import type { DataConverter } from '@temporalio/common'
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker'
import type { Activities } from '#activities/index.ts'
import { cachedWorkflowBundle } from './bundle.ts'

export type WorkerSettings = {
  connection: NativeConnection
  namespace: string
  taskQueue: string
  dataConverter?: DataConverter
  activities: Activities
  /** A prebuilt bundle; absent, it is made from the sources. */
  workflowBundle?: WorkerOptions['workflowBundle']
}

/** A worker for everything, polling as soon as it runs. */
export async function createWorker({ workflowBundle, ...settings }: WorkerSettings): Promise<Worker> {
  return Worker.create({
    ...settings,
    workflowBundle: workflowBundle ?? (await cachedWorkflowBundle()),
    // After a worker dies its conversations wait this long for it before another worker may go on with them.
    stickyQueueScheduleToStartTimeout: '1 second',
    // Drafts wait for a model most of their time; the default of 100 would be the limit of conversations at once.
    maxConcurrentActivityTaskExecutions: 400,
    // Kept ready; the others are replayed when they are written to. Where more are in the middle of a turn than are kept,
    // every step is a replay and turns take ten times as long (measured: 200 at once with 150 kept). The default would be
    // 600 for each GB of heap; 200 and their garbage are 66 MB, however many are open.
    maxCachedWorkflows: 200,
    shutdownGraceTime: '10 seconds',
  })
}
