import { execFileSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readSettings, SettingsProblem, unknownSettings, type Settings } from '#schema/env.ts'
import { lockHolder, tryLock } from '../services/lock.ts'
import { isFree } from '../services/ports.ts'
import type { Env } from './dotenv.ts'

export type PortUse = { port: number; program: string; setting: string }

const ROOM_NEEDED_MB = 500

/** The settings for all programs together, before there is a database: that one is ours to start, outside production. */
export function checkSettings(env: Env, namesInFile: string[]): Settings {
  const isProduction = env['NODE_ENV'] === 'production'
  const willHave =
    isProduction || env['DATABASE_URL'] ? env : { ...env, DATABASE_URL: 'postgres://127.0.0.1/my21staff' }
  const problems = [
    ...unknownSettings(namesInFile).map((problem) => `.env: ${problem}`),
    ...problemsOf('api'),
    ...problemsOf('worker'),
    ...problemsOf('web'),
  ]
  if (problems.length > 0) throw new SettingsProblem([...new Set(problems)])
  return readSettings(willHave, 'api')

  function problemsOf(program: 'api' | 'worker' | 'web'): string[] {
    try {
      readSettings(willHave, program)
      return []
    } catch (error) {
      if (error instanceof SettingsProblem) return error.problems
      throw error
    }
  }
}

/** Throws with one line for each port that something else uses. */
export async function checkPorts(uses: readonly PortUse[]): Promise<void> {
  const problems: string[] = []
  for (const use of uses) if (!(await isFree(use.port))) problems.push(portMessage(use, listenerOn(use.port)))
  const twice = uses.filter(({ port }, at) => uses.findIndex((other) => other.port === port) !== at)
  for (const { port, setting } of twice)
    problems.push(`Port ${String(port)} is given twice: set ${setting} to another.`)
  if (problems.length > 0) throw new SettingsProblem(problems)
}

export function portMessage({ port, program, setting }: PortUse, by: string | undefined): string {
  return `Port ${String(port)} (${program}) is in use${by === undefined ? '' : ` by ${by}`}: stop that, or set ${setting} to another port.`
}

/** Makes the data folder ours for as long as we live. */
export function claimDataDir(dataDir: string): void {
  const folder = resolve(dataDir)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new Error(`The data folder ${folder} cannot be written: allow it, or set DATA_DIR to another.`, { cause })
  }
  const { bavail, bsize } = statfsSync(folder)
  const freeMb = Math.floor((bavail * bsize) / 1_048_576)
  if (freeMb < ROOM_NEEDED_MB) throw new Error(roomMessage(folder, freeMb))
  const lock = join(folder, 'up.lock')
  if (tryLock(lock)) return
  throw new Error(
    `Another npm start or command (process ${String(lockHolder(lock))}) uses the data folder ${folder}: stop it, or set DATA_DIR to another.`,
  )
}

export function roomMessage(folder: string, freeMb: number): string {
  return `Only ${String(freeMb)} MB are free where the data folder ${folder} lies; ${String(ROOM_NEEDED_MB)} MB are needed: make room, or set DATA_DIR to another disk.`
}

/** What listens on a port and its number, where the machine has a tool that tells. */
function listenerOn(port: number): string | undefined {
  const pid =
    ask('lsof', ['-nP', `-iTCP:${String(port)}`, '-sTCP:LISTEN', '-t'], /^(\d+)/) ??
    ask('ss', ['-ltnpH', `sport = :${String(port)}`], /pid=(\d+)/)
  if (pid === undefined) return undefined
  const command = ask('ps', ['-o', 'args=', '-p', pid], /^(.{1,60})/) ?? 'a program'
  return `${command} (process ${pid})`
}

function ask(command: string, args: string[], answer: RegExp): string | undefined {
  try {
    return answer
      .exec(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[1]
      ?.trim()
  } catch {
    // Not installed, or it may not see the other's processes.
    return undefined
  }
}
