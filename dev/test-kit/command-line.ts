import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { connect, type Database } from '#db/connect.ts'
import { readSettings } from '#schema/env.ts'
import { runCommand } from '../../api/commands/run.ts'
import { startDatabase } from './postgres.ts'

type Ran = { code: number; out: string; err: string }

export type CommandLine = {
  env: Record<string, string>
  database: Database
  /** Runs one command line in this process, as `npm run -s workspace --` would. */
  run: (argv: string[], given?: { stdin?: string | Buffer; env?: Record<string, string | undefined> }) => Promise<Ran>
  /** The same, where it must succeed; resolves to the JSON that it printed. */
  json: (argv: string[], stdin?: string) => Promise<unknown>
  stop: () => Promise<void>
}

/** The set-up commands on a database of their own, under an ordinary login. */
export async function startCommandLine(): Promise<CommandLine> {
  const { url, stop } = await startDatabase()
  const login = await ordinaryLogin(url)
  const database = connect(login, { max: 2 })
  const env = {
    DATABASE_URL: login,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    WEBHOOK_BASE_URL: 'https://desk.example.com',
  }

  const run: CommandLine['run'] = async (argv, given = {}) => {
    const said = { out: '', err: '' }
    const code = await runCommand(argv, {
      settings: () => readSettings({ ...env, ...given.env }, 'command'),
      folder: import.meta.dirname,
      stdin: () => Promise.resolve(Buffer.from(given.stdin ?? '')),
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
    })
    return { code, ...said }
  }

  return {
    env,
    database,
    run,
    json: async (argv, stdin = '') => {
      const { code, out, err } = await run(argv, { stdin })
      if (code !== 0 || err !== '') throw new Error(`${argv.join(' ')}: ${code} ${err}`)
      return JSON.parse(out) as unknown
    },
    stop: async () => {
      await database.close()
      await stop()
    },
  }
}

/** The flags of `create` with nothing left out; `given` replaces some. */
export function createFlags(given: Record<string, string | undefined> = {}): string[] {
  const flags: Record<string, string | undefined> = {
    name: 'Sinar Study',
    slug: 'sinar',
    provider: 'meta',
    'phone-number-id': '106540352242922',
    'owner-email': 'sari@sinar.example',
    ...given,
  }
  return [
    'create',
    ...Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
  ]
}

async function ordinaryLogin(adminUrl: string): Promise<string> {
  const url = new URL(adminUrl)
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const [name, password] = [`commands_${randomBytes(6).toString('hex')}`, randomBytes(12).toString('hex')]
  try {
    await client.query(`create role ${name} login password '${password}' in role my21staff_app, my21staff_platform`)
  } finally {
    await client.end()
  }
  url.username = name
  url.password = password
  return url.href
}
