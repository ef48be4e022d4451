import { Command, InvalidArgumentError } from 'commander'
import { run } from './faults/run.ts'
import { faultsOf, printRun } from './faults/table.ts'
import { stopAll } from './services/guarded.ts'
import { stopOnSignals } from './services/signals.ts'

// `npm run faults`: the real programs are killed at every step while customers write; what came of it is counted at WhatsApp.

stopOnSignals()
const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is needed')
  return Number(text)
}
const program = new Command('faults')
  .option('--customers <n>', 'how many customers write', whole, 20)
  .option('--messages <n>', 'how many messages they write in all', whole, 400)
  .option('--kills <n>', 'how many times a program is killed', whole, 40)
  .option('--minutes <n>', 'no longer than this', whole, 25)
  .option('--seed <n>', 'the same dice again', whole)
const options = program
  .parse()
  .opts<{ customers: number; messages: number; kills: number; minutes: number; seed?: number }>()
const { seed = Math.floor(Math.random() * 1_000_000) } = options
const say = (line: string) => void process.stderr.write(`${line}\n`)

say(`seed ${String(seed)}`)
try {
  const report = await run({ ...options, seed, say })
  process.stdout.write(printRun(report, seed))
  process.exitCode = faultsOf(report).length > 0 ? 1 : 0
} finally {
  await stopAll(10_000)
}
process.exit()
