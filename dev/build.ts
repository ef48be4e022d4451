import { buildWorkflowBundle } from '../worker/bundle.ts'
import { buildWeb } from './services/web-build.ts'

// `npm run build`: what a production start does not want to do again each time.

const OUT = 'build/workflows.js'

await built(OUT, () => buildWorkflowBundle(OUT))
await built('web/build', buildWeb)

async function built(what: string, build: () => Promise<unknown>): Promise<void> {
  const startedAt = Date.now()
  await build()
  process.stdout.write(`built ${what} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}
