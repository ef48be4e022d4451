import { close, runSteps, runVitest, STATIC_STEPS, type Tally } from './checks/steps.ts'
import { findChromium } from './services/chromium.ts'
import { stopAll } from './services/guarded.ts'
import { stopOnSignals } from './services/signals.ts'
import { findTemporal } from './services/temporal-binary.ts'
import { findTimeSkippingServer } from './services/time-skipping.ts'

// `npm test`: everything that proves the product. With arguments only Vitest runs, with those arguments.

const report = (line: string) => void process.stdout.write(`${line}\n`)
const filter = process.argv.slice(2)

stopOnSignals()
close(filter.length > 0 ? [await runVitest('tests', filter)] : await everything())
await stopAll(10_000)

async function everything(): Promise<Tally[]> {
  const setUp = await fetchServers()
  const checks = await runSteps(STATIC_STEPS)
  const parts = await runVitest('unit, database, Temporal', [
    '--project',
    'unit',
    '--project',
    'db',
    '--project',
    'temporal',
  ])
  const journeys = await runVitest('journeys', ['--project', 'journey'])
  // What is held to a time, or killed in the midst, has the machine to itself: two at once would measure each other.
  const timed = await runVitest('journeys against the clock', ['--project', 'timed', '--no-file-parallelism'])
  return [setUp, checks, parts, journeys, timed]
}

/** What takes long the first time is fetched in sight, not inside a test. */
async function fetchServers(): Promise<Tally> {
  try {
    await findTemporal(report)
    await findTimeSkippingServer(report)
    process.env['CHROME_PATH'] = await findChromium(report)
    return { passed: 0, failed: 0 }
  } catch (error) {
    report(error instanceof Error ? error.message : String(error))
    return { passed: 0, failed: 1 }
  }
}
