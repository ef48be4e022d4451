/** One measure: ours, the floor of the same run, their ratio, and the target. */
export type Row = {
  name: string
  what: string
  ours: string
  floor: string
  ratio: string
  target: string
  met: boolean
}

const HEAD = { name: '', what: 'what', ours: 'ours', floor: 'floor', ratio: 'ratio', target: 'target', met: 'met' }

export function printTable(rows: Row[]): string {
  const lines = [HEAD, ...rows.map((row) => ({ ...row, met: row.met ? 'yes' : 'NO' }))]
  const keys = Object.keys(HEAD) as (keyof typeof HEAD)[]
  const widths = keys.map((key) => Math.max(...lines.map((line) => line[key].length)))
  return (
    lines
      .map((line) =>
        keys
          .map((key, at) => line[key].padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n') + '\n'
  )
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`
