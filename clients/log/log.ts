import { pino, type DestinationStream, type Level, type Logger } from 'pino'

export type Log = Logger

/**
 * The log of one program: JSON lines on standard output. Ids may stand in it; whatever looks like a key, a token,
 * a phone number, an address or what somebody wrote is masked on the way out.
 */
export function createLog(program: string, level: Level | 'silent' = 'info', to?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { program },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (line) => masked(line) },
      // The formatter above has made plain objects of errors.
      serializers: { err: (value: unknown) => value },
      hooks: {
        logMethod(args, method) {
          const cleaned = args.map((arg: unknown) => (typeof arg === 'string' ? maskText(arg) : arg))
          Reflect.apply(method, this, cleaned)
        },
      },
    },
    to ?? pino.destination(1),
  )
}

const HIDDEN =
  /^(authorization|cookie|set-cookie|text|body|caption|content|name|phone|email|password|from|to|wamid|payload)$|token|secret|api-?_?key|webhook-?_?key|password/i
const PLAIN = /(Id|Ids|_id|signature|time|timestamp|ip)$/
const DEEPEST = 6

function masked(line: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(line).map(([key, value]) => [key, mask(key, value, 0)]))
}

function mask(key: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value
  if (HIDDEN.test(key)) return '[hidden]'
  if (typeof value === 'string') return PLAIN.test(key) ? maskSecrets(value) : maskText(value)
  if (depth >= DEEPEST) return '[deep]'
  if (value instanceof Error) return plainError(value, depth)
  if (Array.isArray(value)) return value.map((item: unknown) => mask(key, item, depth + 1))
  if (value instanceof Date) return value
  if (typeof value !== 'object') return maskText(typeof value === 'bigint' ? value.toString() : typeof value)
  return Object.fromEntries(
    Object.entries(value).map(([inner, held]: [string, unknown]) => [inner, mask(inner, held, depth + 1)]),
  )
}

/** An error by what it says and where; what hangs on it may be anything, so only its code is kept. */
function plainError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: maskText(error.message),
    ...('code' in error && { code: mask('code', error.code, depth + 1) }),
    stack: maskText(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: mask('cause', error.cause, depth + 1) }),
  }
}

const maskText = (text: string): string => maskPeople(maskSecrets(text))

function maskSecrets(text: string): string {
  return text
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [hidden]')
    .replace(/([a-z][a-z0-9+]*:\/\/)[^\s/@]+@/gi, '$1[hidden]@')
    .replace(/\b(sk|xai|gsk|re|whsec|EAA)[-_A-Za-z0-9][-_\w]{14,}/g, '[hidden]')
    .replace(/\bwamid\.[\w+/=-]+/g, 'wamid.[hidden]')
}

function maskPeople(text: string): string {
  return text
    .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[e-mail]')
    .replace(/\+\d[\d ()-]{6,18}\d|(?<![\w.:-])\d{9,15}(?![\w.:-])/g, '[phone]')
}
