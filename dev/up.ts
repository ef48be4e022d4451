import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { SettingsProblem } from '#schema/env.ts'
import { killAll, stopAll } from './services/guarded.ts'
import { checkPorts, checkSettings, claimDataDir } from './up/before-start.ts'
import { createDesk, type Desk } from './up/desk.ts'
import { loadEnv } from './up/dotenv.ts'
import { createFormatter } from './up/log.ts'
import { addressTable, portsNeeded } from './up/programs.ts'

// `npm start`: everything that the desk needs, in one terminal.

const FORCE_AFTER_MS = 1_000
const startedAt = Date.now()
const format = createFormatter({ colour: process.stdout.isTTY && !process.env['NO_COLOR'] })
const print = (program: string) => (line: string) => void process.stdout.write(`${format(program, line)}\n`)
const report = print('start')

let desk: Desk | undefined
let dataDir: string | undefined
let stoppingSince: number | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => onSignal())
// The terminal or the program that started us has gone.
process.on('disconnect', () => onSignal())
process.stdout.on('error', () => onSignal())
process.on('uncaughtException', (error) => {
  if (stoppingSince !== undefined) return
  stoppingSince = Date.now()
  process.stderr.write(`${error.stack ?? error.message}\n`)
  void end(1)
})

try {
  await start()
} catch (error) {
  if (stoppingSince === undefined) {
    stoppingSince = Date.now()
    process.stderr.write(`${error instanceof SettingsProblem || isPlain(error) ? error.message : String(error)}\n`)
    await end(1)
  }
}

async function start(): Promise<void> {
  const { env, namesInFile, made } = loadEnv(process.env)
  const settings = checkSettings(env, namesInFile)
  const ownTemporal = !env['TEMPORAL_ADDRESS']
  claimDataDir(settings.dataDir)
  dataDir = settings.dataDir
  await checkPorts(portsNeeded(settings, ownTemporal))

  if (made.length > 0) report(`made in .env: ${made.join(', ')}`)
  if (settings.ignored.length > 0) report(`demo mode: nothing calls outside; ignored: ${settings.ignored.join(', ')}`)
  desk = createDesk({ env, settings, reload: process.argv.includes('--reload'), print })
  await desk.start()
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  if (stoppingSince === undefined)
    process.stdout.write(`\n  ready in ${seconds} s\n\n${addressTable(settings, ownTemporal)}\n\n`)
}

function onSignal(): void {
  if (stoppingSince === undefined) {
    stoppingSince = Date.now()
    report('stopping …')
    void end(0)
  } else if (Date.now() - stoppingSince > FORCE_AFTER_MS) {
    // A Ctrl-C reaches us from the terminal and through npm as well: only a later one is a second one.
    report('forced to stop')
    killAll()
    leave(130)
  }
}

async function end(code: number): Promise<void> {
  await desk?.stop()
  await stopAll(5_000)
  if (code === 0) report('stopped; the next start continues here')
  leave(code)
}

function leave(code: number): never {
  if (dataDir !== undefined) rmSync(join(dataDir, 'up.lock'), { force: true })
  process.exit(code)
}

/** A failure that we worded for the reader; anything else is shown with its stack. */
function isPlain(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Error'
}
