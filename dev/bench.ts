import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureFairness } from './bench/fairness.ts'
import { measureFigures } from './bench/figures.ts'
import { measureHistory } from './bench/history.ts'
import { measureInbox } from './bench/inbox.ts'
import { measureOpen } from './bench/open.ts'
import { measureReplays } from './bench/replays.ts'
import { measureStart } from './bench/start.ts'
import { printTable, type Row } from './bench/table.ts'
import { measureThroughput } from './bench/throughput.ts'
import { measureTurns } from './bench/turns.ts'
import { measureLoad, measureWebhook } from './bench/webhook.ts'
import { stopAll } from './services/guarded.ts'
import { stopOnSignals } from './services/signals.ts'

// `npm run bench [B2] [B3] …`: the targets of the design, each against its floor in the same run.

const MEASURES: Record<string, (folder: string, say: (line: string) => void) => Promise<Row[]>> = {
  B1: measureWebhook,
  B2: measureTurns,
  B3: measureThroughput,
  B4: measureHistory,
  B5: measureOpen,
  B7: measureInbox,
  B8: measureStart,
  B9: measureFigures,
  'BY-14': measureReplays,
  'BY-21': measureFairness,
  'TS-04': measureLoad,
}

stopOnSignals()
const wanted = process.argv.slice(2).filter((name) => !name.startsWith('-'))
const unknown = wanted.filter((name) => !(name in MEASURES))
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. There are ${Object.keys(MEASURES).join(', ')}.\n`)
  process.exit(1)
}

const rows: Row[] = []
for (const [name, measure] of Object.entries(MEASURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const folder = mkdtempSync(join(tmpdir(), 'my21staff-bench-'))
  try {
    rows.push(...(await measure(folder, (line) => process.stderr.write(`${name}  ${line}\n`))))
  } finally {
    await stopAll(10_000)
    rmSync(folder, { recursive: true, force: true })
  }
}
process.stdout.write(printTable(rows))
process.exit(rows.some(({ met }) => !met) ? 1 : 0)
