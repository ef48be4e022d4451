import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { spawnGuarded, stopChild } from '../services/guarded.ts'
import type { Env } from './dotenv.ts'
import type { Running } from './keep-running.ts'
import { eventOf } from './log.ts'

export type Program = {
  name: string
  file: string
  /** What tells that it is ready: an address that answers 200, or an event in its log. */
  ready: { url: string } | { event: string }
  /** How long it may take to finish what it is doing when it is told to stop. */
  graceMs: number
  /** Folders whose changes start it again, when asked for. */
  watch: string[]
}

const READY_WITHIN_MS = 60_000

/** Starts one of our programs under this Node, and resolves once it is ready. */
export async function startProgram(
  { name, file, ready, graceMs }: Program,
  env: Env,
  onLine: (line: string) => void,
): Promise<Running> {
  const child = spawnGuarded(process.execPath, [file], {
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const state = { heard: false }
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      if ('event' in ready && !state.heard && eventOf(line) === ready.event) state.heard = true
      onLine(line)
    })
  }

  const stop = () => stopChild(child, 'SIGTERM', graceMs)
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (!('event' in ready ? state.heard : await answersOk(ready.url))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `${name} ended (${child.signalCode ?? `exit code ${String(child.exitCode)}`}) before it was ready; it says why above.`,
      )
    }
    if (Date.now() > giveUpAt) {
      await stop()
      throw new Error(`${name} was not ready within ${String(READY_WITHIN_MS / 1000)} s.`)
    }
    await pause(50)
  }
  return { child, stop }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false
  }
}
