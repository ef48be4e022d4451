import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrateToLatest } from '#db/migrate.ts'
import { startPostgres } from '../services/postgres.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { findWordsInHistories } from './words-in-histories.ts'

declare module 'vitest' {
  // Vitest's way to say what `inject` gives: its own interface, added to.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  export interface ProvidedContext {
    templateDatabaseUrl: string
    temporalAddress: string
  }
}

type Running<Value> = { value: Value; stop: () => Promise<void> }
type Shared = {
  postgres?: Promise<Running<string>> | undefined
  temporal?: Promise<Running<string>> | undefined
  users: number
}

// Vitest loads this file once for each project: what they share lies where all of them see it.
const SHARED = Symbol.for('my21staff.test-services')
const holder: typeof globalThis & { [SHARED]?: Shared } = globalThis
const shared: Shared = holder[SHARED] ?? { users: 0 }
holder[SHARED] = shared

/** One Postgres and one Temporal for the whole run, whatever number of projects is in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.users++
  const needsTemporal = project.name !== 'db'
  shared.postgres ??= startTemplate()
  if (needsTemporal) shared.temporal ??= startServer()
  project.provide('templateDatabaseUrl', (await shared.postgres).value)
  if (shared.temporal) project.provide('temporalAddress', (await shared.temporal).value)
  return async () => {
    if (--shared.users > 0) return
    const { postgres, temporal } = shared
    if (temporal) await failOnWords((await temporal).value)
    shared.postgres = shared.temporal = undefined
    await Promise.all([postgres, temporal].map(async (running) => (await running)?.stop()))
  }
}

async function startTemplate(): Promise<Running<string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'my21staff-test-'))
  const postgres = await startPostgres(dataDir, { throwaway: true })
  await migrateToLatest(postgres.url)
  return {
    value: postgres.url,
    stop: async () => {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function startServer(): Promise<Running<string>> {
  const binary = await findTemporal((line) => process.stderr.write(`${line}\n`))
  const temporal = await startTemporal({ binary })
  return { value: temporal.address, stop: () => temporal.stop() }
}

/** Every history of the whole run holds ids, keys and numbers only, or the run fails. */
async function failOnWords(address: string): Promise<void> {
  const { histories, found } = await findWordsInHistories(address)
  process.stderr.write(`${String(histories)} histories looked through for words: ${String(found.length)} found\n`)
  for (const { workflowId, event, rule } of found) process.stderr.write(`  ${workflowId}, ${event}: ${rule}\n`)
  if (found.length > 0) process.exitCode = 1
}
