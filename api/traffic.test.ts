import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from 'koa'
import { describe, expect, it } from 'vitest'
import { createTraffic, type Traffic } from './traffic.ts'

const context: Partial<Context> = {}

/** Requests that stay under way until they are let go. */
function requests({ count }: Traffic, howMany: number) {
  const gates = Array.from({ length: howMany }, () => Promise.withResolvers<undefined>())
  const ended = gates.map(({ promise }) =>
    Promise.resolve(count(context as Context, () => promise)).catch(() => undefined),
  )
  return {
    async end(how: 'answered' | 'failed' = 'answered') {
      for (const { resolve, reject } of gates) {
        if (how === 'answered') resolve(undefined)
        else reject(new Error('no'))
      }
      await Promise.all(ended)
    },
  }
}

const timeOf = async (work: Promise<void>) => {
  const startedAt = performance.now()
  await work
  return performance.now() - startedAt
}

describe('what can wait', () => {
  it('need not while little is under way', async () => {
    const traffic = createTraffic()
    const some = requests(traffic, 32)
    expect(await timeOf(traffic.calm())).toBeLessThan(20)
    await some.end()
  })

  it.each(['answered', 'failed'] as const)('waits for a flood to end, when its requests are %s', async (how) => {
    const traffic = createTraffic()
    const flood = requests(traffic, 100)
    let isCalm = false
    const calm = traffic.calm().then(() => (isCalm = true))
    await pause(30)
    // The next wave comes before it was calm for a moment.
    await flood.end(how)
    const next = requests(traffic, 100)
    await pause(40)
    expect(isCalm).toBe(false)
    await next.end(how)
    await calm
  })

  it('waits no longer than its patience for a flood without end', async () => {
    const traffic = createTraffic({ patienceMs: 200 })
    const flood = requests(traffic, 100)
    const wave = setInterval(() => requests(traffic, 1), 10)
    const took = await timeOf(traffic.calm())
    clearInterval(wave)
    await flood.end()
    expect(took).toBeGreaterThanOrEqual(200)
    expect(took).toBeLessThan(600)
  })
})
