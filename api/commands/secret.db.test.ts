import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createSealer } from '#clients/secrets/seal.ts'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

const Created = z.looseObject({ workspaceId: z.string(), channelId: z.string() })

let desk: CommandLine
beforeAll(async () => {
  desk = await startCommandLine()
})
afterAll(() => desk.stop())

let made = 0
async function workspace(slug: string, given: Record<string, string | undefined> = {}) {
  const flags = createFlags({ slug, 'phone-number-id': `80${++made}`, 'owner-email': `${slug}@x.example`, ...given })
  return Created.parse(await desk.json(flags))
}
async function secretsOf(channelId: string) {
  const sealer = createSealer(desk.env['ENCRYPTION_KEY'] ?? '')
  const { now, before } = await desk.database.platform
    .selectFrom('channels')
    .select(['app_secret_sealed as now', 'app_secret_previous_sealed as before'])
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  return [now, before].map((sealed) => sealed && sealer.open(sealed))
}
const actionsOf = async (workspaceId: string) => {
  const rows = await desk.database.platform
    .selectFrom('audit_log')
    .select(['action', 'detail'])
    .where('workspace_id', '=', workspaceId)
    .where('action', 'like', 'channel.%')
    .orderBy('id')
    .execute()
  return rows
}

it('WH-36 rotating keeps the secret before beside the new one until it is dropped; both are in the audit log', async () => {
  const { workspaceId, channelId } = await workspace('rotating', { 'app-secret': 'before' })
  const rotated = await desk.json(['secret', 'rotate', 'rotating', '--app-secret', 'after'])
  expect(rotated).toEqual({ slug: 'rotating', channelId, previousIsKept: true })
  expect(await secretsOf(channelId)).toEqual(['after', 'before'])
  await desk.json(['secret', 'rotate', 'rotating', '--channel', channelId, '--app-secret', 'last'])
  expect(await secretsOf(channelId)).toEqual(['last', 'after'])
  expect(await desk.json(['secret', 'drop-previous', 'rotating'])).toEqual({
    slug: 'rotating',
    channelIds: [channelId],
  })
  expect(await secretsOf(channelId)).toEqual(['last', null])
  expect(await desk.json(['secret', 'drop-previous', 'rotating'])).toEqual({ slug: 'rotating', channelIds: [] })
  const log = await actionsOf(workspaceId)
  expect(log.map(({ action }) => action)).toEqual([
    'channel.secret-rotated',
    'channel.secret-rotated',
    'channel.secret-dropped',
  ])
  expect(JSON.stringify(log)).not.toMatch(/before|after|last/)
})

it("WH-36 where the channel had none of its own, the deployment's counts as the one before", async () => {
  const { channelId } = await workspace('common')
  const argv = ['secret', 'rotate', 'common', '--app-secret', 'own']
  const { code, out } = await desk.run(argv, { env: { META_APP_SECRET: 'of all' } })
  expect([code, JSON.parse(out)]).toEqual([0, { slug: 'common', channelId, previousIsKept: true }])
  expect(await secretsOf(channelId)).toEqual(['own', 'of all'])
  const { channelId: without } = await workspace('without')
  expect(await desk.json(['secret', 'rotate', 'without', '--app-secret', 'own'])).toMatchObject({
    previousIsKept: false,
  })
  expect(await secretsOf(without)).toEqual(['own', null])
})

it('a channel that is not of the workspace is refused, and nothing is changed', async () => {
  const { channelId: mine } = await workspace('mine', { 'app-secret': 'kept' })
  const { channelId: theirs } = await workspace('theirs')
  const { code, err } = await desk.run(['secret', 'rotate', 'mine', '--channel', theirs, '--app-secret', 'new'])
  expect(code).toBe(1)
  expect(err).toContain(`The workspace has no channel ${theirs}`)
  expect(err).toContain(mine)
  expect(await secretsOf(mine)).toEqual(['kept', null])
})
