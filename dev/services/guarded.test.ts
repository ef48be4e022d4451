import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, it, vi } from 'vitest'
import { isAlive } from './lock.ts'

const HOST = `
import { spawnGuarded, stopAll } from ${JSON.stringify(new URL('guarded.ts', import.meta.url).href)}
const child = spawnGuarded('sleep', ['60'])
console.log(child.pid)
process.on('SIGTERM', async () => { await stopAll(1000); console.log('done') })
setInterval(() => undefined, 1000).unref()
process.stdin.resume().unref()
`

async function startHost() {
  const host = spawn(process.execPath, ['--input-type=module', '--eval', HOST], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  createInterface({ input: host.stdout }).on('line', (line) => lines.push(line))
  await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 8_000 })
  return { host, lines, pid: Number(lines[0]) }
}

it('what we started goes when we are killed with no chance to clean up', async () => {
  const { host, pid } = await startHost()
  expect(isAlive(pid)).toBe(true)
  host.kill('SIGKILL')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 8_000 })
})

it('stopping everything leaves nothing, not even the guard', async () => {
  const { host, lines, pid } = await startHost()
  host.kill('SIGTERM')
  await once(host, 'exit')
  expect(lines).toContain('done')
  expect(isAlive(pid)).toBe(false)
})
