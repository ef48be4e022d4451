import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

export type Running = { child: ChildProcess; stop: () => Promise<void> }
export type Kept = { stop: () => Promise<void>; restart: () => Promise<void> }

type Options = {
  name: string
  /** Resolves once it is ready; `again` tells a repeat from the first time. */
  start: (again: boolean) => Promise<Running>
  report: (line: string) => void
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const STEADY_AFTER_MS = 30_000

/** How long to wait before a program that died after `aliveMs` is started again. */
export function nextPause(previousMs: number | undefined, aliveMs: number): number {
  if (previousMs === undefined || aliveMs >= STEADY_AFTER_MS) return FIRST_PAUSE_MS
  return Math.min(previousMs * 2, LONGEST_PAUSE_MS)
}

/** Starts a program and, whenever it dies, starts it again. Rejects only when the first start fails. */
export async function keepRunning({ name, start, report }: Options): Promise<Kept> {
  const stopping = new AbortController()
  const isStopping = () => stopping.signal.aborted
  let running = await start(false)
  let isWanted = true
  const loop = watch()

  async function watch(): Promise<void> {
    let previous: number | undefined
    let startedAt = Date.now()
    while (!isStopping()) {
      const how = await ended(running.child)
      if (isStopping()) return
      if (isWanted) {
        previous = nextPause(previous, Date.now() - startedAt)
        report(`${name} ended (${how}), starting it again in ${String(previous / 1000)} s`)
        await pause(previous, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
      isWanted = true
      startedAt = Date.now()
      if (!isStopping()) await startAgain()
    }
  }

  async function startAgain(): Promise<void> {
    try {
      running = await start(true)
      if (isStopping()) await running.stop()
      else report(`${name} runs again`)
    } catch (error) {
      // The child that failed to start has ended: the loop sees that, and waits longer.
      report(`${name} did not start: ${error instanceof Error ? error.message : 'unknown reason'}`)
    }
  }

  return {
    restart: async () => {
      isWanted = false
      await running.stop()
    },
    stop: async () => {
      stopping.abort()
      await running.stop()
      await loop
    },
  }
}

function ended(child: ChildProcess): Promise<string> {
  const how = () => (child.signalCode === null ? `exit code ${String(child.exitCode)}` : child.signalCode)
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(how())
  return new Promise((resolve) => child.once('exit', () => resolve(how())))
}
