import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { stopChild } from '../services/guarded.ts'
import { keepRunning, nextPause } from './keep-running.ts'

it.each([
  ['the first time half a second', undefined, 0, 500],
  ['then double', 500, 1_000, 1_000],
  ['and double again', 1_000, 100, 2_000],
  ['30 seconds at most', 16_000, 100, 30_000],
  ['never more', 30_000, 100, 30_000],
  ['from the beginning after a steady run', 30_000, 30_000, 500],
])('the pause before a restart: %s', (_, previous, alive, expected) => {
  expect(nextPause(previous, alive)).toBe(expected)
})

it('a program that dies is started again, one that is stopped is not', async () => {
  const starts: boolean[] = []
  const lines: string[] = []
  const children: ReturnType<typeof spawn>[] = []
  const kept = await keepRunning({
    name: 'sleeper',
    report: (line) => lines.push(line),
    start: async (again) => {
      starts.push(again)
      const child = spawn('sleep', ['60'])
      await once(child, 'spawn')
      children.push(child)
      return { child, stop: () => stopChild(child, 'SIGTERM', 1_000) }
    },
  })
  children[0]?.kill('SIGKILL')
  await vi.waitFor(() => expect(children).toHaveLength(2), { timeout: 5_000 })
  expect(starts).toEqual([false, true])
  expect(lines[0]).toBe('sleeper ended (SIGKILL), starting it again in 0.5 s')
  await kept.stop()
  expect(children[1]?.signalCode).toBe('SIGTERM')
  expect(starts).toHaveLength(2)
})

it('a first start that fails is told, not repeated', async () => {
  const start = vi.fn(() => Promise.reject(new Error('port in use')))
  await expect(keepRunning({ name: 'x', start, report: () => undefined })).rejects.toThrow('port in use')
  expect(start).toHaveBeenCalledTimes(1)
})
