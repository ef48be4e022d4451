import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bundleWorkflowCode, type Logger } from '@temporalio/worker'

export const WORKFLOWS_PATH = join(import.meta.dirname, '../workflows/index.ts')

/**
 * The workflow code as one file. Nothing is ignored on purpose: a workflow that reaches for what it must not have
 * fails here, not in production.
 */
export async function bundleWorkflows(logger?: Logger): Promise<{ code: string }> {
  return bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, ...(logger && { logger }) })
}

/** Writes the bundle for a production start. */
export async function buildWorkflowBundle(outFile: string): Promise<void> {
  const { code } = await bundleWorkflows()
  await mkdir(dirname(outFile), { recursive: true })
  await writeFile(outFile, code)
}
