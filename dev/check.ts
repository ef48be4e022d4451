import { close, runSteps, runVitest, STATIC_STEPS } from './checks/steps.ts'
import { stopAll } from './services/guarded.ts'
import { stopOnSignals } from './services/signals.ts'

// `npm run check`: what needs no database and no server, in seconds.

stopOnSignals()
close([await runSteps(STATIC_STEPS), await runVitest('unit', ['--project', 'unit', ...process.argv.slice(2)])])
await stopAll(5_000)
