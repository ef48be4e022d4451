import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Desk } from '../test-kit/desk-programs.ts'
import { startDatabase } from '../test-kit/postgres.ts'
import { temporalAddress } from '../test-kit/temporal.ts'
import { sampleOf } from './conversation.ts'
import { TOPICS } from './conversations/all.ts'
import { startPrograms } from './open-desk.ts'
import { failuresOf, printKinds, printScript } from './report.ts'
import { run } from './run.ts'

// The short form of `npm run ari:eval`, which plays all of them.

const SAMPLE = 40

let desk: Desk
beforeAll(async () => {
  const { url, stop } = await startDatabase()
  desk = await startPrograms({ databaseUrl: url, temporalAddress: temporalAddress(), stopServices: stop })
})
afterAll(() => desk.stop())

it('TS-15 CV-01 CV-02 (a sample with every kind in it) written conversations come about as written', async () => {
  const report = await run(desk, { topics: sampleOf(TOPICS, SAMPLE) })
  expect(failuresOf(report).map(printScript).join('\n'), printKinds(report)).toBe('')
  expect(report.results).toHaveLength(SAMPLE)
}, 300_000)
