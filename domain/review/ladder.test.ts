import { describe, expect, it } from 'vitest'
import type { ReviewPlan } from '#schema/review.ts'
import { ladderOf } from './ladder.ts'

const HELD = Date.UTC(2026, 10, 22, 3)
const plan = (over: Partial<ReviewPlan> = {}): ReviewPlan => ({
  dueMs: 30_000,
  handOverMs: 120_000,
  latestAtMs: HELD + 20 * 3_600_000,
  sendsItself: false,
  ...over,
})

describe('a draft that nobody decides', () => {
  it('HR-01 HR-03 alerts after 30 seconds and goes to people after two minutes; it is never sent', () => {
    expect(ladderOf(plan(), HELD)).toEqual([
      { do: 'alert', atMs: HELD + 30_000 },
      { do: 'hand_over', atMs: HELD + 120_000 },
    ])
  })

  it('BY-08 climbs every rung in its order: alert, everybody again, a line to the customer, people', () => {
    const rungs = ladderOf(plan({ reassignMs: 75_000, holdingMs: 60_000 }), HELD)
    expect(rungs.map((rung) => [rung.do, (rung.atMs - HELD) / 1000])).toEqual([
      ['alert', 30],
      ['hold_on', 60],
      ['reassign', 75],
      ['hand_over', 120],
    ])
  })

  it('BY-08 tells the customer at the latest when people get it', () => {
    const rungs = ladderOf(plan({ reassignMs: 75_000, holdingMs: 600_000, latestAtMs: HELD + 20_000 }), HELD)
    expect(rungs).toEqual([
      { do: 'hold_on', atMs: HELD + 20_000 },
      { do: 'hand_over', atMs: HELD + 20_000 },
    ])
  })

  it('HR-01 is sent once it is due where the workspace says so', () => {
    expect(ladderOf(plan({ sendsItself: true }), HELD)).toEqual([{ do: 'send', atMs: HELD + 30_000 }])
  })

  it.each([
    ['before people would get it', 60_000, ['alert', 'hand_over'], 60_000],
    ['before it is due', 10_000, ['hand_over'], 10_000],
    ['already', -5_000, ['hand_over'], 0],
  ])('BY-08 goes to people sooner when the window is about to close %s', (_, latest, does, last) => {
    const rungs = ladderOf(plan({ latestAtMs: HELD + latest }), HELD)
    expect(rungs.map((rung) => rung.do)).toEqual(does)
    expect(rungs.at(-1)?.atMs).toBe(HELD + last)
  })
})
