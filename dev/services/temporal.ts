import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { SEARCH_ATTRIBUTES } from '#clients/temporal/search-attributes.ts'
import { killGroup, spawnGuarded, stopChild } from './guarded.ts'
import { answers, freePort } from './ports.ts'

export type RunningTemporal = { address: string; child: ChildProcess; stop: () => Promise<void> }

type Options = {
  binary: string
  /** Unset: a free one. */
  port?: number
  /** Unset: no pages. */
  uiPort?: number
  /** Unset: everything is forgotten when it stops. */
  dbFile?: string
  namespace?: string
  /** Further dynamic settings of the server, `name=value`: small limits, for tests. */
  limits?: readonly string[]
  onLine?: (line: string) => void
}

const READY_WITHIN_MS = 60_000

/** Starts Temporal's dev server, and resolves once it answers. */
export async function startTemporal({
  binary,
  port,
  uiPort,
  dbFile,
  namespace = 'default',
  limits = [],
  onLine,
}: Options): Promise<RunningTemporal> {
  const frontend = port ?? (await freePort())
  if (dbFile !== undefined) mkdirSync(dirname(dbFile), { recursive: true })
  const child = spawnGuarded(
    binary,
    [
      ...[
        'server',
        'start-dev',
        '--ip',
        '127.0.0.1',
        '--port',
        String(frontend),
        '--namespace',
        namespace,
        '--log-level',
        'warn',
      ],
      ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
      ...(dbFile === undefined
        ? []
        : ['--db-filename', dbFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=normal']),
      // By default its queues are polled 20 times a second, so that each step would wait 50 ms.
      ...['--dynamic-config-value', 'history.transferProcessorMaxPollRPS=2000'],
      ...['--dynamic-config-value', 'history.timerProcessorMaxPollRPS=2000'],
      // Work that piles up is handed out to the workspaces in turn.
      ...['--dynamic-config-value', 'matching.useNewMatcher=true'],
      ...['--dynamic-config-value', 'matching.enableFairness=true'],
      ...limits.flatMap((limit) => ['--dynamic-config-value', limit]),
      ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const last: string[] = []
  const state = { isReady: false }
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      // It prints its addresses once everything of it is up.
      if (/^Server:|^Temporal Server:/.test(line)) state.isReady = true
      if (last.push(line) > 20) last.shift()
      onLine?.(line)
    })
  }
  const address = `127.0.0.1:${String(frontend)}`
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (!state.isReady || !(await answers(frontend))) {
    const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined
    if (ended || Date.now() > giveUpAt) {
      killGroup(child)
      throw new Error(
        `The Temporal server ${ended ? 'ended' : 'was not ready in time'}: ${last.slice(-5).join('\n') || 'it gave no reason'}`,
      )
    }
    await pause(20)
  }
  return { address, child, stop: () => stopChild(child, 'SIGTERM', 10_000) }
}
