import { describe, expect, it } from 'vitest'
import { createServerClock } from './server-clock.ts'

const NOON = Date.UTC(2026, 10, 22, 5)

function clockAt(ms = 0) {
  let monotonic = ms
  return { clock: createServerClock(() => monotonic), pass: (by: number) => void (monotonic += by) }
}

describe('the server’s clock in a browser', () => {
  it('goes on from what the server said, whatever the browser’s own clock shows', () => {
    const { clock, pass } = clockAt()
    clock.made(NOON)
    pass(2_000)
    expect(clock.now()).toBe(NOON + 2_000)
    // Two seconds until the page was awake: the first answer puts that right.
    const asked = 2_000
    pass(100)
    clock.hear(String(NOON + 4_050), asked)
    expect(clock.now()).toBe(NOON + 4_100)
  })

  it('is not moved by an answer that took long, but by one that cannot be explained so', () => {
    const { clock, pass } = clockAt()
    clock.hear(String(NOON), 0)
    pass(1_000)
    clock.hear(String(NOON + 100), 0)
    expect(clock.now()).toBe(NOON + 1_000)
    pass(1_000)
    // A laptop that slept: its monotonic clock stood still.
    clock.hear(String(NOON + 600_000), 1_000)
    expect(clock.now()).toBe(NOON + 600_500)
  })

  it('hears nothing in what is no time', () => {
    const { clock } = clockAt()
    clock.made(NOON)
    for (const header of [null, '', 'noon', '-1']) clock.hear(header, 0)
    expect(clock.now()).toBe(NOON)
  })
})
