import { buildWorkflowBundle } from '../worker/bundle.ts'

// `npm run build`: what a production start does not want to do again each time.

const OUT = 'build/workflows.js'
const startedAt = Date.now()
await buildWorkflowBundle(OUT)
process.stdout.write(`built ${OUT} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
