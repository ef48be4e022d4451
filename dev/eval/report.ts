import { kindsOf } from './conversation.ts'
import type { Line, Played } from './play.ts'

export type Result = Played & { topic: string }
export type Report = { results: Result[]; seconds: number }

/** Those that went wrong, without what is known to. */
export function failuresOf({ results }: Report): Result[] {
  return results.filter(({ failed, conversation }) => failed && conversation.known === undefined)
}

/** Every kind with how many of it passed. */
export function printKinds({ results, seconds }: Report): string {
  const kinds = new Map<string, { passed: number; failed: number }>()
  for (const { topic, conversation, failed } of results) {
    for (const kind of kindsOf({ topic }, conversation)) {
      const count = kinds.get(kind) ?? { passed: 0, failed: 0 }
      count[failed ? 'failed' : 'passed'] += 1
      kinds.set(kind, count)
    }
  }
  const rows = [...kinds].sort(([one], [other]) => one.localeCompare(other))
  const widest = Math.max(...rows.map(([kind]) => kind.length), 4)
  const failed = results.filter((result) => result.failed)
  const known = failed.filter(({ conversation }) => conversation.known !== undefined)
  return [
    `${'kind'.padEnd(widest)}  passed  failed`,
    ...rows.map(
      ([kind, count]) =>
        `${kind.padEnd(widest)}  ${String(count.passed).padStart(6)}  ${String(count.failed).padStart(6)}`,
    ),
    '',
    ...known.map(({ topic, conversation }) => `known: ${topic} / ${conversation.name}: ${conversation.known ?? ''}`),
    `${String(results.length - failed.length)} passed, ${String(failed.length - known.length)} failed, ${String(known.length)} known to fail, ${String(results.length)} conversations in ${String(Math.round(seconds))} s`,
    '',
  ].join('\n')
}

/** A conversation as a script, with the place where it went wrong. */
export function printScript({ topic, conversation, failed, lines }: Result): string {
  const { name, language, manner, proves = [] } = conversation
  const rows = proves.length > 0 ? ` · ${proves.join(' ')}` : ''
  return [
    `${failed ? 'FAIL' : 'ok  '}  ${topic} / ${name} (${language}, ${manner}${rows})`,
    ...lines.map(printLine),
    '',
  ].join('\n')
}

function printLine(line: Line): string {
  if ('finding' in line)
    return `  >>>       must be: ${line.finding.wanted}\n            came to: ${line.finding.found}`
  return `  ${line.who.padEnd(9)} ${line.text.replaceAll('\n', '\n            ')}`
}
