import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

type StopSignal = 'SIGINT' | 'SIGTERM'

let guard: ChildProcess | undefined
const living = new Map<ChildProcess, StopSignal>()

/**
 * Starts a process that cannot outlive us, not even when we are killed with no chance to clean up.
 * It leads a process group of its own, so that Ctrl-C in a terminal reaches only us and we stop things in order.
 */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { stopSignal?: StopSignal } = {},
): ChildProcess {
  const { stopSignal = 'SIGTERM', ...rest } = options
  const child = spawn(command, args, { ...rest, detached: true })
  const { pid } = child
  if (pid !== undefined) {
    living.set(child, stopSignal)
    tellGuard(`+${String(pid)} ${stopSignal}`)
    child.once('exit', () => {
      living.delete(child)
      tellGuard(`-${String(pid)}`)
    })
  }
  return child
}

/** Asks a process to stop, and makes it stop when it does not within the grace. Resolves once it is gone. */
export async function stopChild(child: ChildProcess, signal: StopSignal, graceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const force = setTimeout(() => killGroup(child), graceMs)
  await gone
  clearTimeout(force)
}

/** Stops whatever is still running, and the guard, so that nothing of ours is left. */
export async function stopAll(graceMs: number): Promise<void> {
  await Promise.all([...living].map(([child, signal]) => stopChild(child, signal, graceMs)))
  if (!guard || guard.exitCode !== null) return
  const gone = new Promise<void>((resolve) => guard?.once('exit', () => resolve()))
  guard.ref()
  guard.stdin?.end()
  await gone
}

export function killAll(): void {
  for (const child of living.keys()) killGroup(child)
}

/** Ends a process and what it started, at once. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

function tellGuard(line: string): void {
  guard ??= startGuard()
  guard.stdin?.write(`${line}\n`)
}

function startGuard(): ChildProcess {
  const program = fileURLToPath(new URL('guard.mjs', import.meta.url))
  const started = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  started.unref()
  started.stdin.on('error', () => undefined)
  // The pipe must not keep us alive: that it closes with us is all that it is for.
  if (started.stdin instanceof Socket) started.stdin.unref()
  return started
}
