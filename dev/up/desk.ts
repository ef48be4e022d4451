import { watch } from 'node:fs'
import { join } from 'node:path'
import { readSettings, type Settings } from '#schema/env.ts'
import { seedDemo } from '../seed.ts'
import { DEMO_PEOPLE } from '../seed/people.ts'
import { migrate, prepareEmbedded } from '../services/database.ts'
import { startPostgres } from '../services/postgres.ts'
import { prepareTemporal } from '../services/search-attributes.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { buildWebOnce } from '../services/web-build.ts'
import type { Env } from './dotenv.ts'
import { keepRunning, type Kept } from './keep-running.ts'
import { API, SIMULATORS, WEB, WORKER } from './programs.ts'
import { startProgram, type Program } from './start-program.ts'

type Options = {
  env: Env
  settings: Settings
  reload: boolean
  /** Where the lines of each program go. */
  print: (program: string) => (line: string) => void
}

export type Desk = { start: () => Promise<void>; stop: () => Promise<void> }

/** Everything that runs, started in the order of who needs whom and stopped the other way round. */
export function createDesk({ env, settings, reload, print }: Options): Desk {
  const kept = new Map<string, Kept>()
  const stopping = new AbortController()
  const isStopping = () => stopping.signal.aborted
  const report = print('start')
  const { dataDir, temporal, ports, demoMode } = settings
  const ownTemporal = !env['TEMPORAL_ADDRESS']

  async function start(): Promise<void> {
    const simulators = demoMode ? program(SIMULATORS(settings), env) : Promise.resolve()
    // Awaited further down; when something else fails before, its own failure is not news.
    simulators.catch(() => undefined)
    const pages = reload ? Promise.resolve() : timed('pages', () => buildWebOnce(report))
    pages.catch(() => undefined)
    const [databaseUrl] = await Promise.all([database(), temporalServer()])
    const programEnv = { ...env, DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporal.address }
    const seeded = demoMode
      ? timed('demo data', () => seedDemo(readSettings(programEnv, 'command')))
      : Promise.resolve()
    await Promise.all([simulators, seeded, program(WORKER, programEnv), web(programEnv, pages)])
    await program(API(settings), programEnv)
  }

  async function stop(): Promise<void> {
    stopping.abort()
    for (const name of ['api', 'web', 'worker', 'simulator', 'temporal', 'postgres']) await kept.get(name)?.stop()
  }

  async function database(): Promise<string> {
    if (env['DATABASE_URL']) {
      await migrate(settings.directUrl, report)
      return settings.databaseUrl
    }
    const onLine = print('postgres')
    let url = ''
    await keep('postgres', async (again) => {
      const running = await startPostgres(dataDir, { onLine, keepPort: again })
      url = running.url
      return running
    })
    return prepareEmbedded(url, report)
  }

  async function temporalServer(): Promise<void> {
    if (!ownTemporal) return prepareTemporal(temporal, report)
    const binary = await findTemporal(report)
    const onLine = (line: string) => {
      // While it is being stopped it complains about each part of itself that has gone.
      const [, warning] = /^time=\S+ (level=(?:WARN|ERROR) .*)$/.exec(line) ?? []
      if (warning !== undefined && !isStopping()) print('temporal')(warning)
    }
    const options = { binary, port: ports.temporal, uiPort: ports.temporalUi, namespace: temporal.namespace }
    await keep('temporal', () => startTemporal({ ...options, dbFile: join(dataDir, 'temporal.db'), onLine }))
  }

  async function web(programEnv: Env, pages: Promise<void>): Promise<void> {
    await pages
    await program(WEB(reload), { ...programEnv, ...(demoMode && { DEMO_PEOPLE: JSON.stringify(DEMO_PEOPLE) }) })
  }

  async function program(which: Program, programEnv: Env): Promise<void> {
    const running = await keep(which.name, () => startProgram(which, programEnv, print(which.name)))
    if (reload) restartOnChange(which.watch, () => void running.restart())
  }

  async function keep(name: string, startIt: Parameters<typeof keepRunning>[0]['start']): Promise<Kept> {
    if (isStopping()) throw new Error('stopping')
    const one = await timed(name, () => keepRunning({ name, start: startIt, report }))
    kept.set(name, one)
    if (isStopping()) await one.stop()
    return one
  }

  async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const startedAt = Date.now()
    const result = await work()
    if (!isStopping()) report(`${what} ready in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
    return result
  }

  return { start, stop }
}

function restartOnChange(folders: string[], restart: () => void): void {
  let soon: NodeJS.Timeout | undefined
  for (const folder of folders) {
    watch(folder, { recursive: true }, (_, file) => {
      if (file === null || /[.]test[.]ts$|~$|[.]swp$/.test(file)) return
      clearTimeout(soon)
      soon = setTimeout(restart, 300)
    })
  }
}
