import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

// The command as it is really called: a program of its own, by its arguments and its environment.

const ROOT = join(import.meta.dirname, '../..')

let desk: CommandLine

beforeAll(async () => {
  desk = await startCommandLine()
})
afterAll(() => desk.stop())

async function run(argv: string[], { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {}) {
  const child = spawn(process.execPath, ['api/commands/main.ts', ...argv], { cwd: ROOT, env: { ...desk.env, ...env } })
  child.stdin.end(stdin)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, out, err }
}

test('the result is one JSON object on standard output, and nothing else', async () => {
  const { code, out, err } = await run(createFlags())
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^\{[^\n]*\}\n$/)
  expect(Object.keys(JSON.parse(out) as object)).toEqual([
    'workspaceId',
    'channelId',
    'ownerEmail',
    'oneTimePassword',
    'webhookUrl',
    'verifyToken',
  ])
  const stdin = 'kind,title,content,language\nfaq,Jam buka,Senin,id\n'
  expect(await run(['knowledge', 'import', 'sinar', '-'], { stdin })).toEqual({
    code: 0,
    out: '{"imported":1,"updated":0,"skipped":0}\n',
    err: '',
  })
})

test.each([
  [
    ['create'],
    [
      ...['--name', '--slug', '--provider', '--phone-number-id', '--app-secret', '--access-token', '--verify-token'],
      ...['--business-account-id', '--display-phone', '--owner-email', '--owner-name', '--review', '--burst-ms'],
      ...['--language', '--timezone'],
    ],
  ],
  [['first-customer'], ['--name', '--slug', '--provider', '--phone-number-id', '--owner-email', '--review']],
  [
    ['knowledge', 'import'],
    ['--skip-bad', 'kind,title,content,language', '- reads standard input'],
  ],
  [
    ['slots', 'add'],
    ['--consultant', '--from', '--minutes', '--count', '--gap-minutes', '--email'],
  ],
  [['go-live'], ['--restart']],
  [['check'], ['--json']],
  [['delete'], ['--yes']],
  [[], ['create', 'first-customer', 'knowledge', 'slots', 'go-live', 'check', 'list', 'delete']],
])('--help of %j explains every flag, and needs no settings', async (command, flags) => {
  const env = { DATABASE_URL: '', ENCRYPTION_KEY: '' }
  const { code, out, err } = await run([...command, '--help'], { env })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const lines = out.split('\n').map((line) => line.trim())
  for (const flag of flags) {
    const line = lines.find((one) => one.includes(flag)) ?? ''
    expect({ flag, explained: line.length > flag.length + 5 }).toEqual({ flag, explained: true })
  }
})

test.each([
  [['creat'], 'creat'],
  [['create', '--slugg', 'x'], '--slugg'],
  [['create', '--slug', 'Two Words'], '--slug'],
  [['knowledge', 'import', 'sinar'], 'file'],
  [['knowledge', 'import', 'sinar', 'a.csv', 'b.csv'], 'too many arguments'],
  [['go-live'], 'slug'],
  [['go-live', 'sinar', '--now'], '--now'],
])('what is wrong with %j is named on standard error', async (argv, named) => {
  const { code, out, err } = await run(argv)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(named)
})

test('without a command it says what there is, and fails', async () => {
  const { code, out, err } = await run([])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('first-customer')
})

test('AD-08 without ENCRYPTION_KEY: ENCRYPTION_KEY not set', async () => {
  expect(await run(['list'], { env: { ENCRYPTION_KEY: '' } })).toEqual({
    code: 1,
    out: '',
    err: 'ENCRYPTION_KEY not set\n',
  })
})

const at = (change: (url: URL) => void) => {
  const url = new URL(desk.env['DATABASE_URL'] ?? '')
  change(url)
  return url.href
}

test.each([
  [
    'is not there',
    (url: URL) => (url.port = '1'),
    'does not answer. Start it (npm start runs one), or set DATABASE_URL',
  ],
  ['is not found', (url: URL) => (url.hostname = 'nowhere.invalid'), 'does not answer'],
  ['refuses the login', (url: URL) => (url.password = 'wrong'), 'refuses this login'],
  ['has no such database', (url: URL) => (url.pathname = '/not_there'), 'has no such database'],
  ['is not migrated', (url: URL) => (url.pathname = '/postgres'), 'Run: npm run migrate'],
])('a database that %s is told with what to do, and without the password', async (_, change, said) => {
  const { code, out, err } = await run(['list'], { env: { DATABASE_URL: at(change) } })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(said)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(err).not.toContain(new URL(desk.env['DATABASE_URL'] ?? '').password)
})
