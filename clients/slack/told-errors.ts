import { pino, type DestinationStream } from 'pino'
import type { Slack } from './slack.ts'

/** Lines that somebody tells of by other means, in better words. */
const TOLD_OTHERWISE = new Set(['silence'])

/**
 * Where a log goes whose errors somebody must know: every line on to `to`, and of each that is an error what failed in
 * which program. Nothing of what it was about leaves the log; repeats are grouped by what failed.
 */
export function tellingErrors(
  slack: Pick<Slack, 'alert'>,
  to: DestinationStream = pino.destination(1),
): DestinationStream {
  return {
    write(line) {
      to.write(line)
      if (!/"level":"(error|fatal)"/.test(line)) return
      const { program = '', message = '', event = '', requestId, err } = readLine(line)
      if (TOLD_OTHERWISE.has(event)) return
      const what = [err?.type, err?.code].filter((part) => typeof part === 'string').join(' ')
      const where = requestId === undefined ? '' : `, request ${requestId}`
      const text = `${program}: ${message}${what === '' ? '' : ` (${what}${where})`}`
      slack.alert(`error:${program}:${message.replace(/[\da-f-]{8,}|\d+/gi, '#')}:${what}`, text)
    },
  }
}

type Line = {
  program?: string
  message?: string
  event?: string
  requestId?: string
  err?: { type?: string; code?: unknown }
}

function readLine(line: string): Line {
  try {
    // Our own log wrote it a moment ago.
    return JSON.parse(line) as Line
  } catch {
    return { message: 'An error that cannot be read' }
  }
}
