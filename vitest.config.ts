import { defineConfig } from 'vitest/config'

// The suffix says what a test needs: nothing, Postgres, Temporal, or everything at once.
const project = (name: string, include: string[], exclude: string[], testTimeout: number) => ({
  test: { name, include, exclude: ['node_modules/**', '.data/**', ...exclude], testTimeout, hookTimeout: 120_000 },
})

const needy = ['**/*.db.test.ts', '**/*.temporal.test.ts', '**/*.journey.test.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', ['**/*.test.ts'], needy, 10_000),
      project('db', ['**/*.db.test.ts'], [], 30_000),
      project('temporal', ['**/*.temporal.test.ts'], [], 60_000),
      project('journey', ['**/*.journey.test.ts'], [], 120_000),
    ],
  },
})
