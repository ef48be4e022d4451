import { defineConfig } from 'vitest/config'

// The suffix says what a test needs: nothing, Postgres, Temporal, everything at once, or all that and the machine to itself.
const project = (
  name: string,
  include: string[],
  exclude: string[],
  testTimeout: number,
  globalSetup: string[] = [],
  setupFiles: string[] = [],
) => ({
  test: {
    name,
    include,
    exclude: ['node_modules/**', '.data/**', ...exclude],
    testTimeout,
    hookTimeout: 120_000,
    globalSetup,
    setupFiles,
  },
})

const needy = ['**/*.db.test.ts', '**/*.temporal.test.ts', '**/*.journey.test.ts']
const timed = ['**/*.timed.journey.test.ts']
const services = ['dev/test-kit/global-setup.ts']
const quiet = ['dev/test-kit/quiet.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', ['**/*.test.ts'], needy, 10_000),
      project('db', ['**/*.db.test.ts'], [], 30_000, services, quiet),
      project('temporal', ['**/*.temporal.test.ts'], [], 60_000, services, quiet),
      project('journey', ['**/*.journey.test.ts'], timed, 120_000, services, quiet),
      project('timed', timed, [], 120_000, services, quiet),
    ],
  },
})
