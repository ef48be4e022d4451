import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

let desk: CommandLine

beforeAll(async () => {
  desk = await startCommandLine()
})
afterAll(() => desk.stop())

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
  [
    ['member', 'set-role'],
    ['slug', 'email', 'choices: "owner", "admin", "member"'],
  ],
  [
    ['secret', 'rotate'],
    ['--channel', '--app-secret'],
  ],
  [
    ['platform-admin', '--help'],
    ['add', 'remove', 'list'],
  ],
  [
    [],
    [
      ...['create', 'first-customer', 'knowledge', 'slots', 'go-live', 'check', 'member', 'platform-admin'],
      ...['list', 'delete'],
    ],
  ],
])('--help of %j explains every flag, and needs no settings', async (command, flags) => {
  const env = { DATABASE_URL: '', ENCRYPTION_KEY: '' }
  const { code, out, err } = await desk.run([...command, '--help'], { env })
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
  const { code, out, err } = await desk.run(argv)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(named)
})

test('without a command it says what there is, and fails', async () => {
  const { code, out, err } = await desk.run([])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('first-customer')
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
  const { code, out, err } = await desk.run(['list'], { env: { DATABASE_URL: at(change) } })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(said)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(err).not.toContain(new URL(desk.env['DATABASE_URL'] ?? '').password)
})
