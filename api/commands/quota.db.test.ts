import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

let desk: CommandLine

beforeAll(async () => {
  desk = await startCommandLine()
})
afterAll(() => desk.stop())

test('SC-29 the quota of a workspace is seen and set, and the log tells of it', async () => {
  await desk.json(createFlags({ slug: 'busy' }))
  const quota = (...more: string[]) => desk.json(['quota', 'busy', ...more])
  expect(await quota()).toEqual({ slug: 'busy', perMinute: 100, requestsThisMinute: 0 })
  expect(await quota('250')).toEqual({ slug: 'busy', perMinute: 250, was: 100 })
  expect(await quota('250')).toMatchObject({ was: 250 })
  expect(await quota()).toMatchObject({ perMinute: 250 })
  const log = await desk.database.platform
    .selectFrom('audit_log')
    .select(['actor', 'subject', 'detail'])
    .where('action', '=', 'workspace.quota-set')
    .execute()
  expect(log).toEqual([{ actor: 'command', subject: 'busy', detail: { was: 100, perMinute: 250 } }])
  for (const wrong of ['0', '-1', '10001', 'many', '1.5']) {
    const { code, out, err } = await desk.run(['quota', 'busy', '--', wrong])
    expect({ wrong, code, out }).toEqual({ wrong, code: 1, out: '' })
    expect(err).toContain('Use a whole number from 1 to 10,000.')
  }
  expect((await desk.run(['quota', 'nobody', '5'])).err).toContain('There is no workspace "nobody"')
})
