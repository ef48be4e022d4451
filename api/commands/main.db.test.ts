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
  const child = spawn(process.execPath, ['api/commands/main.ts', ...argv], {
    cwd: ROOT,
    env: { NODE_ENV: 'test', ...desk.env, ...env },
  })
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

test('--help explains every flag and needs no settings', async () => {
  const { code, out, err } = await run(['create', '--help'], { env: { DATABASE_URL: '', ENCRYPTION_KEY: '' } })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('--phone-number-id <id>')
})

test('a wrong flag is named on standard error, and the exit code tells of it', async () => {
  const { code, out, err } = await run(['create', '--slugg', 'x'])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain("unknown option '--slugg'")
})

test('AD-08 without ENCRYPTION_KEY: ENCRYPTION_KEY not set', async () => {
  expect(await run(['list'], { env: { ENCRYPTION_KEY: '' } })).toEqual({
    code: 1,
    out: '',
    err: 'ENCRYPTION_KEY not set\n',
  })
})
