import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import type { WorkflowHandle } from '@temporalio/client'

const ROOT = join(import.meta.dirname, '../..')
const KINDS = ['conversation', 'booking'] as const
type Kind = (typeof KINDS)[number]
const folderOf = (kind: Kind) => join(ROOT, 'workflows', kind, 'histories')

/**
 * Keeps a workflow's history under version control when the tests run with RECORD_HISTORIES=1: after a change of
 * the workflow that is meant, and patched for conversations that are under way.
 */
export async function keepHistory(
  handle: WorkflowHandle,
  testName: string,
  kind: Kind = 'conversation',
): Promise<void> {
  if (process.env['RECORD_HISTORIES'] !== '1') return
  const name = testName
    .toLowerCase()
    .replace(/[a-z]{2}-\d\d /g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
  await mkdir(folderOf(kind), { recursive: true })
  // Where this was recorded is nobody's business.
  const json = historyToJSON(await handle.fetchHistory()).replaceAll(`${ROOT}/`, '')
  await writeFile(join(folderOf(kind), `${name}.json`), `${json}\n`)
}

export async function storedHistories() {
  const stored = await Promise.all(KINDS.map(storedOf))
  return stored.flat()
}

async function storedOf(kind: Kind) {
  const names = (await readdir(folderOf(kind))).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => ({
      workflowId: `${kind}/${name}`,
      history: historyFromJSON(JSON.parse(await readFile(join(folderOf(kind), name), 'utf8'))),
    })),
  )
}
