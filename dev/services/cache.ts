import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { spawnGuarded } from './guarded.ts'
import type { Report } from './lock.ts'

/** Where programs that are fetched or built once are kept, for all clones of this user. */
export function cacheFolder(): string {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'my21staff')
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Runs a command that takes its time, and says every ten seconds that it goes on. Its own words come out only when it fails. */
export async function runReporting(
  what: string,
  command: string,
  args: readonly string[],
  report: Report,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const startedAt = Date.now()
  const seconds = () => String(Math.round((Date.now() - startedAt) / 1000))
  report(`${what} …`)
  const tick = setInterval(() => report(`${what} … ${seconds()} s`), 10_000)
  try {
    const { code, said } = await run(command, args, env)
    if (code !== 0)
      throw new Error(`${what} failed after ${seconds()} s: ${said.trim().split('\n').slice(-5).join('\n')}`)
    report(`${what}: done in ${seconds()} s`)
  } finally {
    clearInterval(tick)
  }
}

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawnGuarded(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, said }
}

/** The full path of a program, or undefined where there is none. */
export function findOnPath(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
