import { z } from 'zod'

// One readable log of all programs: their JSON lines become text, other lines stay as they are.

type Paint = (text: string) => string

const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 }
const Level = z.union([
  z.number(),
  z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).transform((name) => LEVELS[name]),
])
const JsonLine = z.looseObject({
  level: Level,
  time: z.union([z.number(), z.string()]).optional(),
  msg: z.string().optional(),
  message: z.string().optional(),
})
const Failure = z.looseObject({ message: z.string().optional(), stack: z.string().optional() })

const NOT_SHOWN = new Set(['level', 'time', 'msg', 'message', 'pid', 'hostname', 'name', 'v', 'err', 'program'])
const PROGRAM_COLOURS = [36, 35, 32, 34, 33, 96, 95]
const NAME_WIDTH = 9

/** Turns a line of a program into what the terminal shows. */
export function createFormatter({ colour, now = () => new Date() }: { colour: boolean; now?: () => Date }) {
  const programs: string[] = []

  const paint =
    (code: number): Paint =>
    (text) =>
      colour ? `\u001B[${String(code)}m${text}\u001B[0m` : text

  return (program: string, line: string): string => {
    if (!programs.includes(program)) programs.push(program)
    const inColourOf = paint(PROGRAM_COLOURS[programs.indexOf(program) % PROGRAM_COLOURS.length] ?? 0)
    const parsed = parse(line)
    const at = new Date(parsed?.time ?? now())
    const start = `${paint(90)(clock(Number.isNaN(at.getTime()) ? now() : at))} ${inColourOf(program.padEnd(NAME_WIDTH))} `
    if (!parsed) return start + line

    const fields = Object.entries(parsed).filter(([name]) => !NOT_SHOWN.has(name))
    const message = parsed.msg ?? parsed.message ?? ''
    const failure = Failure.safeParse(parsed['err']).data
    const words = [
      levelWord(parsed.level, paint),
      message,
      ...fields.map(([name, value]) => `${paint(90)(`${name}=`)}${shown(value)}`),
      failure?.message === undefined || failure.message === message
        ? ''
        : `${paint(90)('error=')}${shown(failure.message)}`,
    ]
    const stack = parsed.level >= 50 && failure?.stack !== undefined ? `\n${indent(failure.stack)}` : ''
    return start + words.filter((word) => word !== '').join(' ') + stack
  }
}

/** A name in the log's JSON lines that the start waits for, such as worker_ready. */
export function eventOf(line: string): string | undefined {
  const event = parse(line)?.['event']
  return typeof event === 'string' ? event : undefined
}

function parse(line: string) {
  if (!line.startsWith('{')) return undefined
  try {
    return JsonLine.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function levelWord(level: number, paint: (code: number) => Paint): string {
  if (level >= 60) return paint(41)('FATAL')
  if (level >= 50) return paint(31)('ERROR')
  if (level >= 40) return paint(33)('WARN')
  return level < 30 ? paint(90)('debug') : ''
}

function shown(value: unknown): string {
  if (typeof value === 'string') return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value)
  return JSON.stringify(value)
}

function clock(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
