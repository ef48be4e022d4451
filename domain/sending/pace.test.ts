import { describe, expect, it } from 'vitest'
import { numberBucket, PAIR, roomInMs, type Bucket } from './pace.ts'

/** When so many sends go out that all want to go at once, in ms. */
function sendTimes(count: number, bucket: Bucket): number[] {
  const times: number[] = []
  let fullAt = 0
  for (let now = 0; times.length < count;) {
    const waitMs = roomInMs(Math.max(0, fullAt - now), bucket)
    now += waitMs
    fullAt = Math.max(fullAt, now) + bucket.everyMs
    times.push(now)
  }
  return times
}

/** The most sends in any stretch of so many ms. */
function mostWithin(ms: number, times: number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length))
}

describe('PX-27 the buckets', () => {
  it('let a burst to one customer pass, then one message in 6 s', () => {
    const times = sendTimes(50, PAIR)
    expect(times.slice(0, 44).every((at) => at === 0)).toBe(true)
    expect(times.slice(44)).toEqual([6_000, 12_000, 18_000, 24_000, 30_000, 36_000])
  })

  it.each([1, 20, 80, 1_000])('let a number of %i a second send no more than that in any second', (perSecond) => {
    const times = sendTimes(perSecond * 3, numberBucket(perSecond))
    expect(mostWithin(1_000, times)).toBeLessThanOrEqual(perSecond)
    expect(times.at(-1)).toBeLessThan(4_500)
  })
})
