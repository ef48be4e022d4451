import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { vi } from 'vitest'
import { freePort } from '../services/ports.ts'

export type Started = {
  process: ChildProcess
  lines: string[]
  apiUrl: string
  /** As the start itself says it. */
  readySeconds: () => number
  /** Everything that it started, by what it runs. */
  children: () => { pid: number; args: string }[]
  untilReady: () => Promise<void>
}

/** Settings of a demo of its own, on free ports, that leave the .env of this clone alone. */
export async function demoSettings(dataDir: string): Promise<Record<string, string>> {
  const names = ['WEB_PORT', 'API_PORT', 'SIMULATOR_PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT']
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())] as const))
  return {
    DEMO_MODE: 'true',
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    DIRECT_URL: '',
    TEMPORAL_ADDRESS: '',
    WHATSAPP_GRAPH_URL: '',
    KAPSO_API_URL: '',
    LLM_BASE_URL: '',
    APP_URL: '',
    WEBHOOK_BASE_URL: '',
    ENCRYPTION_KEY: Buffer.alloc(32, 3).toString('base64'),
    SESSION_SECRET: 'q8Zr2VtYw7LkPf4Nc6Xb1Mj9Hs5Gd3Ta',
    KAPSO_WEBHOOK_SECRET: 'kapso-secret-of-this-test',
    META_APP_SECRET: 'meta-secret-of-this-test',
    META_WEBHOOK_VERIFY_TOKEN: 'verify-token-of-this-test',
    ...Object.fromEntries(ports),
  }
}

/** `npm start`, as a person's terminal would have it. */
export function startDesk(settings: Record<string, string>): Started {
  const child = spawn(process.execPath, ['dev/bootstrap.mjs', 'up'], {
    env: { ...process.env, NODE_ENV: 'development', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line))
  const ready = () =>
    lines.map((line) => /^ {2}ready in ([\d.]+) s$/.exec(line)?.[1]).find((found) => found !== undefined)
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return {
    process: child,
    lines,
    apiUrl: `http://127.0.0.1:${settings['API_PORT'] ?? ''}`,
    readySeconds: () => Number(ready()),
    children: () => descendants(child.pid ?? 0),
    untilReady: async () => {
      const isSettled = () => {
        if (isOver()) throw new Error(`It ended before it was ready:\n${lines.slice(-20).join('\n')}`)
        return ready() !== undefined
      }
      await vi.waitUntil(isSettled, { timeout: 110_000, interval: 100 })
    },
  }
}

export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

function descendants(root: number): { pid: number; args: string }[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, pid, parent, args = '']) => ({ pid: Number(pid), parent: Number(parent), args }))
  const below = (pid: number): typeof all =>
    all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...below(one.pid)])
  return below(root).map(({ pid, args }) => ({ pid, args }))
}
