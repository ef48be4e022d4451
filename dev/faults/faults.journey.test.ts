import { afterAll, describe, expect, it } from 'vitest'
import { stopAll } from '../services/guarded.ts'
import { run } from './run.ts'
import { faultsOf, printRun } from './table.ts'

// The short form of `npm run faults`; the long one kills two hundred times.

const KILLS = 8
/** Without those after which WhatsApp's word is waited for a minute. */
const STEPS_STRUCK = [
  'kept, not answered',
  'burst window',
  'drafting',
  'drafted, not sent',
  'sent, answer withheld',
  'sent, not recorded',
  'turn ends, history goes on',
  'relay: row, telling',
]
afterAll(() => stopAll(10_000))

describe('killed while customers write', () => {
  it('BY-02 BY-03 BY-05 loses nothing, says nothing twice, speaks only with the floor', async () => {
    const report = await run({
      seed: 7,
      customers: 8,
      messages: 64,
      kills: KILLS,
      minutes: 4,
      everyMs: 2_500,
      withSilence: false,
      only: { steps: STEPS_STRUCK },
    })
    const table = printRun(report, 7)
    expect(faultsOf(report), table).toEqual([])
    expect(report.kills.length, table).toBeGreaterThanOrEqual(KILLS)
    expect(report.counted.messagesIn, table).toBeGreaterThanOrEqual(64)
    expect(report.counted.repliesOut, table).toBeGreaterThan(8)
    expect(report.moves, table).toBeGreaterThan(0)
  }, 300_000)
})
