import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

export type Report = (line: string) => void

/** Runs the work alone among all processes that use the same lock file; the lock of a dead process is taken over. */
export async function alone<Result>(lockFile: string, report: Report, work: () => Promise<Result>): Promise<Result> {
  let told = false
  while (!tryLock(lockFile)) {
    if (!told) report(`waiting for process ${String(lockHolder(lockFile))}, which holds ${lockFile}`)
    told = true
    await pause(500)
  }
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

/** Takes the lock and says so, unless a living process has it. */
export function tryLock(lockFile: string): boolean {
  for (;;) {
    try {
      writeFileSync(lockFile, `${String(process.pid)} ${identity(process.pid) ?? ''}`, { flag: 'wx' })
      return true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    if (lockHolder(lockFile) !== undefined) return false
    rmSync(lockFile, { force: true })
  }
}

/** The living process that holds the lock. */
export function lockHolder(lockFile: string): number | undefined {
  const [, pid = '', holder] = /^(\d+) (.*)$/.exec(readOrEmpty(lockFile)) ?? []
  return pid !== '' && identity(Number(pid)) === holder ? Number(pid) : undefined
}

/** Tells a process from a later one with the same number; undefined: there is none. */
function identity(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = readOrEmpty(`/proc/${String(pid)}/stat`)
    // The name in brackets may hold spaces; then come the state and, twentieth, the start time.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isGone = stat === '' || state === 'Z'
    return isGone ? undefined : `${readOrEmpty('/proc/sys/kernel/random/boot_id').trim()} ${rest[18] ?? ''}`
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export function isAlive(pid: number): boolean {
  return identity(pid) !== undefined
}
