import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { spawnGuarded } from '../services/guarded.ts'
import { freePort } from '../services/ports.ts'
import type { Row } from './table.ts'

const TARGET_SECONDS = 10
const GIVE_UP_SECONDS = 300

/** B8: `npm start` in demo mode, until GET /readyz on the api's port answers 200; the first time and the second. */
export async function measureStart(folder: string, say: (line: string) => void): Promise<Row[]> {
  const names = ['API_PORT', 'WEB_PORT', 'SIMULATOR_PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT']
  const ports: Record<string, string> = {}
  for (const name of names) ports[name] = String(await freePort())
  const env = { ...process.env, ...ports, DEMO_MODE: 'true', DATA_DIR: join(folder, 'data') }

  const seconds: number[] = []
  for (const which of ['first', 'second']) {
    say(`the ${which} start`)
    const startedAt = performance.now()
    const child = spawnGuarded(process.execPath, ['dev/up.ts'], { env, stdio: 'ignore' })
    const gone = once(child, 'exit')
    await ready(`http://127.0.0.1:${ports['API_PORT'] ?? ''}/readyz`)
    seconds.push((performance.now() - startedAt) / 1000)
    child.kill('SIGTERM')
    await gone
  }
  const [first = Number.NaN, second = Number.NaN] = seconds
  return [
    {
      name: 'B8',
      what: 'npm start, second time (floor: the first)',
      ours: `${second.toFixed(1)} s`,
      floor: `${first.toFixed(1)} s`,
      ratio: (second / first).toFixed(2),
      target: `<= ${TARGET_SECONDS} s`,
      met: second <= TARGET_SECONDS,
    },
  ]
}

async function ready(url: string): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_SECONDS * 1000
  for (;;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    if (Date.now() > giveUpAt) throw new Error(`Not ready within ${GIVE_UP_SECONDS} s`)
    await pause(50)
  }
}
