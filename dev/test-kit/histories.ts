import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import type { WorkflowHandle } from '@temporalio/client'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'workflows/conversation/histories')

/**
 * Keeps a conversation's history under version control when the tests run with RECORD_HISTORIES=1: after a change of
 * the workflow that is meant, and patched for conversations that are under way.
 */
export async function keepHistory(handle: WorkflowHandle, testName: string): Promise<void> {
  if (process.env['RECORD_HISTORIES'] !== '1') return
  const name = testName
    .toLowerCase()
    .replace(/[a-z]{2}-\d\d /g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
  await mkdir(FOLDER, { recursive: true })
  // Where this was recorded is nobody's business.
  const json = historyToJSON(await handle.fetchHistory()).replaceAll(`${ROOT}/`, '')
  await writeFile(join(FOLDER, `${name}.json`), `${json}\n`)
}

export async function storedHistories() {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => ({
      workflowId: name,
      history: historyFromJSON(JSON.parse(await readFile(join(FOLDER, name), 'utf8'))),
    })),
  )
}
