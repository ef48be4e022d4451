import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, findOnPath, isExecutable, runReporting } from './cache.ts'
import { alone, type Report } from './lock.ts'

const VERSION = 'v1.5.1'
const DOWNLOAD_HOST = 'https://temporal.download/'

/** Temporal's server: the one on PATH, else the one fetched or built before, else it is fetched or built now. */
export async function findTemporal(report: Report): Promise<string> {
  const cached = join(cacheFolder(), `temporal-${VERSION}`)
  const found = findOnPath('temporal') ?? (isExecutable(cached) ? cached : undefined)
  if (found !== undefined) return found

  return alone(`${cached}.lock`, report, async () => {
    if (isExecutable(cached)) return cached
    const work = mkdtempSync(join(cacheFolder(), 'temporal-'))
    try {
      const made = (await download(work, report)) ?? (await build(work, report))
      renameSync(made, cached)
      return cached
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
}

/** The SDK fetches the server by itself; where its host cannot be reached we know within seconds. */
async function download(folder: string, report: Report): Promise<string | undefined> {
  try {
    await fetch(DOWNLOAD_HOST, { method: 'HEAD', signal: AbortSignal.timeout(4_000) })
    report('fetching the Temporal server …')
    const { TestWorkflowEnvironment } = await import('@temporalio/testing')
    const server = { executable: { type: 'cached-download', version: VERSION, downloadDir: folder } } as const
    await (await TestWorkflowEnvironment.createLocal({ server })).teardown()
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .find(isExecutable)
  } catch (error) {
    report(`the Temporal server cannot be fetched (${error instanceof Error ? error.message : 'unknown reason'})`)
    return undefined
  }
}

async function build(folder: string, report: Report): Promise<string> {
  const go = findOnPath('go') ?? findOnPath('go', '/usr/local/go/bin')
  if (go === undefined) {
    throw new Error(
      'There is no Temporal server. Install the Temporal CLI (docs.temporal.io/cli) or Go (go.dev), which builds it, or set TEMPORAL_ADDRESS to a server of your own.',
    )
  }
  const target = `github.com/temporalio/cli/cmd/temporal@${VERSION}`
  await runReporting('building the Temporal server, once, about 3 minutes', go, ['install', target], report, {
    ...process.env,
    GOBIN: folder,
  })
  return join(folder, 'temporal')
}
