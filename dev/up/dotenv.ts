import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

export type Env = Record<string, string | undefined>

const FILE = '.env'
const secret = () => randomBytes(32).toString('base64')

/** Made by the first start, so that nobody has to think of them. */
const KEYS = ['ENCRYPTION_KEY', 'SESSION_SECRET'] as const
const WEBHOOK_SECRETS = ['KAPSO_WEBHOOK_SECRET', 'META_APP_SECRET', 'META_WEBHOOK_VERIFY_TOKEN'] as const

export type Loaded = {
  /** The file's values under the process's own, which win even when they are empty. */
  env: Env
  namesInFile: string[]
  /** Secrets that were made now. */
  made: string[]
}

/** Reads `.env`; outside production writes one for the demo where there is none, and adds keys that are missing. */
export function loadEnv(processEnv: Env, file = FILE): Loaded {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  const before: Env = parseEnv(text ?? '')
  const isProduction = (processEnv['NODE_ENV'] ?? before['NODE_ENV']) === 'production'
  const completed = isProduction ? { text: text ?? '', made: [] } : complete(text, before, processEnv)
  if (completed.made.length > 0) writeFileSync(file, completed.text, { mode: 0o600 })
  const values: Env = parseEnv(completed.text)
  return { env: { ...values, ...processEnv }, namesInFile: Object.keys(values), made: completed.made }
}

/** The file with what it lacks. Values that are there stay; an empty key is filled, other empty values mean unset. */
export function complete(text: string | undefined, values: Env, processEnv: Env): { text: string; made: string[] } {
  const names: readonly string[] = [...KEYS, ...WEBHOOK_SECRETS]
  const made = names.filter((name) => {
    if (processEnv[name] !== undefined) return false
    return values[name] === undefined || (values[name] === '' && isKey(name))
  })
  const start =
    text ??
    '# Written by the first npm start, for the demo: nothing here calls outside. All settings: .env.example\nDEMO_MODE=true\n'
  // A script that gives everything itself is left alone.
  if (made.length === 0) return { text: text ?? '', made }
  const kept = made.reduce((lines, name) => lines.replace(new RegExp(`^${name}=.*\n?`, 'm'), ''), start)
  const added = made.map((name) => `${name}=${secret()}\n`).join('')
  return { text: kept === '' || kept.endsWith('\n') ? kept + added : `${kept}\n${added}`, made }
}

function isKey(name: string): boolean {
  return KEYS.some((key) => key === name)
}
