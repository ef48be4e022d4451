/** Everything the outside may know of test conversations that are played. */
export const RELEASE_RUN = 'releaseRun'
export const releaseRunWorkflowId = (runId: string): string => `release-run:${runId}`
