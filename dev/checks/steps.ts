import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { spawnGuarded } from '../services/guarded.ts'

export type Tally = { passed: number; failed: number }
type Step = { name: string; command: string[] }

/** What needs nothing but the files; each counts as one test. */
export const STATIC_STEPS: Step[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  {
    name: 'boundaries',
    command: [
      'depcruise',
      ...'schema domain workflows activities db clients api web worker dev vite.config.ts'.split(' '),
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'secrets', command: [process.execPath, 'dev/checks/secrets.ts'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
]

const AT_ONCE = 2

/** Runs the steps, two at a time; the words of a step come out only when it fails. */
export async function runSteps(steps: readonly Step[]): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0 }
  const waiting = [...steps]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        const startedAt = Date.now()
        const { code, said } = await run(step.command)
        const isGood = code === 0
        if (isGood) tally.passed++
        else tally.failed++
        process.stdout.write(
          `${isGood ? '✓' : '✗'} ${step.name}  ${seconds(startedAt)}\n${isGood ? '' : `${said.trim()}\n\n`}`,
        )
      }
    }),
  )
  return tally
}

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  success: z.boolean(),
})

/** Runs Vitest with its own output, and counts. A file that cannot be loaded counts as one failed test. */
export async function runVitest(name: string, args: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'my21staff-report-'))
  const outputFile = join(folder, 'report.json')
  const startedAt = Date.now()
  process.stdout.write(`\n… ${name}\n`)
  try {
    const { code } = await run(
      ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`, ...args],
      'inherit',
    )
    const report = readReport(outputFile)
    const failed = Math.max(report.numFailedTests, code === 0 ? 0 : 1)
    const skipped = report.numPendingTests === 0 ? '' : `, ${String(report.numPendingTests)} skipped`
    process.stdout.write(
      `${failed === 0 ? '✓' : '✗'} ${name}: ${String(report.numPassedTests)} passed, ${String(failed)} failed${skipped}  ${seconds(startedAt)}\n`,
    )
    return { passed: report.numPassedTests, failed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The closing line, and an exit code that agrees with it. */
export function close(tallies: readonly Tally[]): void {
  const sum = (count: (tally: Tally) => number) => tallies.map(count).reduce((a, b) => a + b, 0)
  const failed = sum((tally) => tally.failed)
  process.stdout.write(`\n${String(sum((tally) => tally.passed))} passed, ${String(failed)} failed\n`)
  process.exitCode = failed === 0 ? 0 : 1
}

function readReport(file: string): z.infer<typeof Report> {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, success: false }
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

async function run(
  command: readonly string[],
  output: 'pipe' | 'inherit' = 'pipe',
): Promise<{ code: number | null; said: string }> {
  const [name = '', ...args] = command
  const program = name === process.execPath ? name : join('node_modules', '.bin', name)
  const child = spawnGuarded(program, args, { stdio: ['ignore', output, output] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, said }
}
