import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrateToLatest } from '#db/migrate.ts'
import { fuzz, problemsOf } from './fuzz/fuzz.ts'
import { stopAll } from './services/guarded.ts'
import { startPostgres } from './services/postgres.ts'
import { stopOnSignals } from './services/signals.ts'

// `npm run fuzz -- --bodies 100000 --seed 1`: damaged bodies against both webhooks, on a Postgres of their own.

stopOnSignals()
const { values } = parseArgs({
  options: {
    bodies: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const [bodies, seed] = [Number(values.bodies), Number(values.seed)]
const say = (line: string) => process.stderr.write(`${line}\n`)
const folder = mkdtempSync(join(tmpdir(), 'my21staff-fuzz-'))
let problems: string[] = []
try {
  say(`${String(bodies)} bodies, seed ${String(seed)}`)
  const postgres = await startPostgres(folder, { throwaway: true })
  await migrateToLatest(postgres.url)
  const report = await fuzz({ databaseUrl: postgres.url, bodies, seed, say })
  problems = problemsOf(report)
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
} finally {
  await stopAll(10_000)
  rmSync(folder, { recursive: true, force: true })
}
for (const problem of problems) say(`PROBLEM ${problem}`)
process.exit(problems.length > 0 ? 1 : 0)
