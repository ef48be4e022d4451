import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createSealer } from '#clients/secrets/seal.ts'
import { stopChannel } from '#db/queries/channel-stops.ts'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

let desk: CommandLine
let workspaceId: string
let channelId: string

beforeAll(async () => {
  desk = await startCommandLine()
  const made = await desk.json(createFlags({ 'access-token': 'EAAG-old' }))
  ;({ workspaceId, channelId } = z.looseObject({ workspaceId: z.string(), channelId: z.string() }).parse(made))
})
afterAll(() => desk.stop())

const channel = () =>
  desk.database.platform
    .selectFrom('channels')
    .where('id', '=', channelId)
    .select(['stopped_at as stoppedAt', 'access_token_sealed as accessTokenSealed'])
    .executeTakeFirstOrThrow()

beforeEach(async () => {
  const { accessTokenSealed } = await channel()
  await desk.database.platform.deleteFrom('audit_log').execute()
  await desk.database.inWorkspace(workspaceId, (tx) =>
    stopChannel(tx, { workspaceId, channelId, reason: 'token', code: 190, accessTokenSealed }),
  )
})

const audit = async () => {
  const lines = await desk.database.platform
    .selectFrom('audit_log')
    .orderBy('at')
    .orderBy('id')
    .select('action')
    .execute()
  return lines.map(({ action }) => action)
}

test('a number that was stopped is let send again, once', async () => {
  const phoneNumberId = '106540352242922'
  expect(await desk.json(['channel', 'resume', 'sinar'])).toEqual({ slug: 'sinar', phoneNumberId, resumed: true })
  expect(await desk.json(['channel', 'resume', 'sinar'])).toMatchObject({ resumed: false })
  expect((await channel()).stoppedAt).toBeNull()
  expect(await audit()).toEqual(['channel.stopped', 'channel.resumed'])
})

test('a new token is kept sealed and starts the number again', async () => {
  const done = await desk.json(['channel', 'token', 'sinar', '--access-token', 'EAAG-new'])
  expect(done).toMatchObject({ slug: 'sinar', resumed: true })
  const { stoppedAt, accessTokenSealed } = await channel()
  expect(stoppedAt).toBeNull()
  expect(accessTokenSealed).not.toContain('EAAG')
  expect(createSealer(desk.env['ENCRYPTION_KEY'] ?? '').open(accessTokenSealed ?? '')).toBe('EAAG-new')
  expect(await audit()).toEqual(['channel.stopped', 'channel.token_replaced', 'channel.resumed'])
})

test('a call that still carried the old token does not stop the number that has a new one', async () => {
  const { accessTokenSealed } = await channel()
  await desk.json(['channel', 'token', 'sinar', '--access-token', 'EAAG-newer'])
  const late = desk.database.inWorkspace(workspaceId, (tx) =>
    stopChannel(tx, { workspaceId, channelId, reason: 'token', code: 190, accessTokenSealed }),
  )
  expect(await late).toBe(false)
  expect((await channel()).stoppedAt).toBeNull()
})

test('what is missing or unknown is named', async () => {
  expect((await desk.run(['channel', 'token', 'sinar'])).err).toContain('missing: --access-token <token>')
  expect((await desk.run(['channel', 'resume', 'nobody'])).err).toContain('There is no workspace "nobody"')
  const other = await desk.run(['channel', 'resume', 'sinar', '--phone-number-id', '5'])
  expect(other).toMatchObject({ code: 1, out: '' })
  expect(other.err).toContain('no such number, but 106540352242922')
})
