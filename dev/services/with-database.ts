import { join } from 'node:path'
import { mkdirSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { prepareEmbedded } from './database.ts'
import { stopAll } from './guarded.ts'
import { lockHolder, tryLock, type Report } from './lock.ts'
import { findRunningPostgres, startPostgres } from './postgres.ts'

export type DatabaseUrls = {
  /** For programs. */
  url: string
  /** For migrations. */
  adminUrl: string
}

const WAIT_MS = 120_000

/**
 * Runs the work on the database of this place: DATABASE_URL, else the embedded one of a running `npm start`,
 * else the embedded one, started for as long as the work takes. An embedded one is brought up to date first.
 */
export async function withDatabase<Result>(
  env: Record<string, string | undefined>,
  report: Report,
  work: (urls: DatabaseUrls) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_URL: given, DIRECT_URL: direct } = env
  if (given) return work({ url: given, adminUrl: direct || given })

  const dataDir = env['DATA_DIR'] || '.data'
  mkdirSync(dataDir, { recursive: true })
  const lock = join(dataDir, 'up.lock')
  const giveUpAt = Date.now() + WAIT_MS
  for (;;) {
    const running = await findRunningPostgres(dataDir)
    if (running !== null) return work({ url: await prepareEmbedded(running, () => undefined), adminUrl: running })
    if (tryLock(lock)) return startFor(dataDir, lock, report, work)
    if (Date.now() > giveUpAt) {
      throw new Error(
        `Process ${String(lockHolder(lock))} uses the data folder ${dataDir}, but its database does not answer: stop that process, or set DATABASE_URL.`,
      )
    }
    await pause(200)
  }
}

async function startFor<Result>(
  dataDir: string,
  lock: string,
  report: Report,
  work: (urls: DatabaseUrls) => Promise<Result>,
): Promise<Result> {
  try {
    const postgres = await startPostgres(dataDir, { onLine: report })
    return await work({ url: await prepareEmbedded(postgres.url, () => undefined), adminUrl: postgres.url })
  } finally {
    await stopAll(15_000)
    rmSync(lock, { force: true })
  }
}
