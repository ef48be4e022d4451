import { CancellationScope, condition } from '@temporalio/workflow'

/**
 * What `work` comes to. The moment that `isUnwanted` says so it is asked to stop, and what it then comes to is waited
 * for: a call that is under way ends as it ends.
 */
export async function unless<T>(isUnwanted: () => boolean, work: () => Promise<T>): Promise<T> {
  const scope = new CancellationScope()
  const progress = { isDone: false }
  const done = () => {
    progress.isDone = true
  }
  const working = scope.run(work)
  working.then(done, done)
  await condition(() => progress.isDone || isUnwanted())
  if (!progress.isDone) scope.cancel()
  return working
}
