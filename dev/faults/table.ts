import type { Counted } from './count.ts'
import type { RunReport } from './run.ts'

const PROGRAMS = ['api', 'worker', 'temporal', 'postgres'] as const

/** What must not be, by the heads of its columns. */
const WRONG: [string, (counted: Counted) => readonly string[]][] = [
  ['lost', ({ lost }) => lost],
  ['doubled', ({ doubled }) => doubled],
  ['out of order', ({ outOfOrder }) => outOfOrder],
  ['without the floor', ({ withoutFloor }) => withoutFloor],
  ['orphans', ({ orphans }) => orphans],
  ['across workspaces', ({ across }) => across],
]

/** What of a run must not be; empty where all is well. */
export function faultsOf({ counted, fell, isSettled }: RunReport): string[] {
  return [
    ...WRONG.flatMap(([name, read]) => read(counted).map((what) => `${name}: ${what}`)),
    ...fell.map((program) => `ended by itself: ${program}`),
    ...(isSettled ? [] : ['something was still open at the end']),
  ]
}

/** The one table of a run: a line for each step at which programs were killed, and what came of it all. */
export function printRun(report: RunReport, seed: number): string {
  const { counted, kills, seconds } = report
  const steps = [...Map.groupBy(kills, ({ step }) => step)].map(([step, of]) => [
    step,
    ...PROGRAMS.map((program) => String(of.filter(({ victim }) => victim === program).length)),
    String(of.length),
  ])
  const all = [
    'all',
    ...PROGRAMS.map((one) => String(kills.filter(({ victim }) => victim === one).length)),
    String(kills.length),
  ]
  const { messagesIn, repliesOut, staffOut, toPeople, afterSilence } = counted
  const figures: [string, number | string][] = [
    ['messages in', messagesIn],
    ['replies out', repliesOut],
    ["people's messages out", staffOut],
    ['times that the bot lost the floor', report.moves],
    ['left to people, or set aside', toPeople],
    ...WRONG.map(([name, read]): [string, number] => [name, read(counted).length]),
    ['repeated after silence (allowed)', afterSilence.length],
    ['ended by themselves', report.fell.length],
    ['seconds', seconds],
    ['seed', seed],
  ]
  const faults = faultsOf(report)
  return [
    columns([['killed at', ...PROGRAMS, 'all'], ...steps, all]),
    columns(figures.map(([name, figure]) => [name, String(figure)])),
    ...(faults.length > 0 ? [faults.slice(0, 60).join('\n') + '\n'] : []),
  ].join('\n')
}

/** An experiment's line. */
export type Figure = { name: string; what: string; figure: string; target: string; met: boolean }

export function printFigures(figures: readonly Figure[]): string {
  return columns([
    ['', 'experiment', 'figure', 'target', 'met'],
    ...figures.map(({ name, what, figure, target, met }) => [name, what, figure, target, met ? 'yes' : 'NO']),
  ])
}

function columns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)))
  return lines
    .map(
      (line) =>
        line
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd() + '\n',
    )
    .join('')
}
