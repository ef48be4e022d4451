import { afterAll, describe, expect, it } from 'vitest'
import { stopAll } from '../services/guarded.ts'
import { givenCustomer, startDesk } from '../test-kit/desk.ts'
import { answerByMarkers, markerText } from './markers.ts'
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
      minutes: 5,
      everyMs: 2_500,
      withSilence: false,
      only: { steps: STEPS_STRUCK },
    })
    const table = printRun(report, 7)
    expect(faultsOf(report), table).toEqual([])
    expect(report.kills.length, table).toBeGreaterThanOrEqual(KILLS - 2)
    expect(report.counted.messagesIn, table).toBeGreaterThanOrEqual(48)
    expect(report.counted.repliesOut, table).toBeGreaterThan(8)
    expect(report.moves, table).toBeGreaterThan(0)
  }, 300_000)
})

describe('many at once', () => {
  // The full form, fifty conversations of forty messages, is `npm run faults -- --scenario conversations`.
  it('CV-22 (two turns each of fifty conversations, thirty of one) all are answered', async () => {
    const desk = await startDesk()
    try {
      desk.llm.answerWith(answerByMarkers)
      await Promise.all([desk.start('worker'), desk.start('api')])
      const workspace = await desk.createWorkspace()
      const talk = async (customer: number) => {
        const { says, hears } = givenCustomer(desk, workspace)
        for (let number = 1; number <= (customer === 0 ? 30 : 2); number++) {
          const mark = markerText({ letter: 'a', customer, number })
          const reply = await hears(() => says(`Halo ${mark}`), 60_000)
          expect(JSON.stringify(reply.body)).toContain(mark)
        }
      }
      await Promise.all(Array.from({ length: 50 }, (_, customer) => talk(customer)))
      expect(desk.whatsapp.sends()).toHaveLength(49 * 2 + 30)
    } finally {
      await desk.stop()
    }
  }, 240_000)
})
