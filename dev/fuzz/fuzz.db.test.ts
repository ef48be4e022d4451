import { expect, it } from 'vitest'
import { startDatabase } from '../test-kit/postgres.ts'
import { fuzz, problemsOf } from './fuzz.ts'

it(
  'PX-01 WH-38 two thousand damaged bodies: no 5xx, nothing stuck, every row readable, the heap flat',
  { timeout: 120_000 },
  async () => {
    const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    process.stderr.write(`fuzz seed ${String(seed)}\n`)
    const { url, stop } = await startDatabase()
    try {
      const report = await fuzz({ databaseUrl: url, bodies: 2000, seed })
      expect(problemsOf(report), `FUZZ_SEED=${String(seed)}`).toEqual([])
      expect(report.messages).toBeGreaterThan(200)
    } finally {
      await stop()
    }
  },
)
