import { Command, InvalidArgumentError, Option } from 'commander'
import { EXPERIMENTS, playExperiment } from './faults/experiments/all.ts'
import { run } from './faults/run.ts'
import { faultsOf, printFigures, printRun, type Figure } from './faults/table.ts'
import { stopAll } from './services/guarded.ts'
import { stopOnSignals } from './services/signals.ts'

// `npm run faults`: the real programs are killed at every step while customers write; what came of it is counted at WhatsApp.

stopOnSignals()
const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is needed')
  return Number(text)
}
const names = Object.keys(EXPERIMENTS)
const options = new Command('faults')
  .option('--customers <n>', 'how many customers write', whole, 20)
  .option('--messages <n>', 'how many messages they write in all', whole, 400)
  .option('--kills <n>', 'how many times a program is killed', whole, 40)
  .option('--minutes <n>', 'no longer than this', whole, 25)
  .option('--seed <n>', 'the same dice again', whole)
  .addOption(new Option('--scenario <name>', 'one experiment, or all of them, instead').choices([...names, 'all']))
  .option('--list', 'the experiments')
  .parse()
  .opts<Options>()
type Options = {
  customers: number
  messages: number
  kills: number
  minutes: number
  seed?: number
  scenario?: string
  list?: boolean
}
const say = (line: string) => void process.stderr.write(`${line}\n`)

if (options.list) {
  for (const [name, { number, what, target }] of Object.entries(EXPERIMENTS))
    process.stdout.write(`${name.padEnd(18)} ${number.padEnd(6)} ${what} (${target})\n`)
  process.exit()
}
try {
  const isClean = options.scenario === undefined ? await kill(options) : await experiment(options.scenario)
  process.exitCode = isClean ? 0 : 1
} finally {
  await stopAll(10_000)
}
process.exit()

async function kill({ seed = Math.floor(Math.random() * 1_000_000), ...wish }: Options): Promise<boolean> {
  say(`seed ${String(seed)}`)
  const report = await run({ ...wish, seed, say })
  process.stdout.write(printRun(report, seed))
  return faultsOf(report).length === 0
}

async function experiment(wanted: string): Promise<boolean> {
  const figures: Figure[] = []
  for (const name of wanted === 'all' ? names : [wanted]) {
    say(`experiment ${name}`)
    figures.push(await playExperiment(name, say))
    say(printFigures(figures.slice(-1)))
  }
  process.stdout.write(printFigures(figures))
  return figures.every(({ met }) => met)
}
