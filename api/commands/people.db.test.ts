import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

let desk: CommandLine

beforeAll(async () => {
  desk = await startCommandLine()
})
afterAll(() => desk.stop())

let made = 0
/** A workspace with its owner, and more people in it. */
async function workspace(slug: string, more: Record<string, 'owner' | 'admin' | 'member'> = {}): Promise<void> {
  const flags = createFlags({ slug, 'phone-number-id': `80${++made}`, 'owner-email': `owner@${slug}.example` })
  const { workspaceId } = (await desk.json(flags)) as { workspaceId: string }
  for (const [email, role] of Object.entries(more)) {
    const id = await person(email)
    await desk.database.platform
      .insertInto('memberships')
      .values({ id: uuidv7(), workspace_id: workspaceId, user_id: id, role })
      .execute()
  }
}

async function person(email: string, isVerified = false): Promise<string> {
  const id = uuidv7()
  await desk.database.platform
    .insertInto('users')
    .values({ id, email, name: email, email_verified: isVerified })
    .execute()
  return id
}

const roles = async (slug: string) =>
  Object.fromEntries(
    ((await desk.json(['member', 'list', slug])) as { email: string; role: string }[]).map(({ email, role }) => [
      email,
      role,
    ]),
  )

test('a role is set, told, and written into the audit log', async () => {
  await workspace('roles', { 'ani@roles.example': 'member' })
  const set = (role: string) => desk.json(['member', 'set-role', 'roles', 'Ani@Roles.example', role])
  expect(await set('admin')).toEqual({ slug: 'roles', email: 'ani@roles.example', role: 'admin', was: 'member' })
  expect(await set('admin')).toMatchObject({ role: 'admin', was: 'admin' })
  expect(await set('owner')).toMatchObject({ role: 'owner', was: 'admin' })
  expect(await roles('roles')).toEqual({ 'owner@roles.example': 'owner', 'ani@roles.example': 'owner' })
  const log = await desk.database.platform
    .selectFrom('audit_log')
    .innerJoin('users', (join) => join.onRef('audit_log.subject', '=', desk.database.platform.fn('text', ['users.id'])))
    .select(['actor', 'email', 'detail'])
    .where('action', '=', 'member.role-set')
    .orderBy('at')
    .execute()
  expect(log).toEqual([
    { actor: 'command', email: 'ani@roles.example', detail: { was: 'member', role: 'admin' } },
    { actor: 'command', email: 'ani@roles.example', detail: { was: 'admin', role: 'owner' } },
  ])
})

test('a workspace keeps an owner, also when its owners are made less at the same time', async () => {
  await workspace('owners', { 'budi@owners.example': 'owner' })
  const demote = (email: string) => desk.run(['member', 'set-role', 'owners', email, 'member'])
  const [first, second] = await Promise.all([demote('owner@owners.example'), demote('budi@owners.example')])
  expect([first.code, second.code].sort()).toEqual([0, 1])
  const refused = first.code === 1 ? first : second
  expect(refused).toMatchObject({ out: '' })
  expect(refused.err).toMatch(
    /^\S+@owners\.example is the last owner of "owners"\. Make somebody else an owner first\.\n$/,
  )
  expect(Object.values(await roles('owners')).sort()).toEqual(['member', 'owner'])
})

test.each([
  [['nobody@x.example', 'admin'], /^nobody@x\.example is no member of "strict"\./],
  [['owner@strict.example', 'boss'], /Allowed choices are owner, admin, member\./],
  [['not an address', 'admin'], /It is not an e-mail address\./],
])('set-role %j is refused with what is wrong', async (argv, said) => {
  if (!(await desk.run(['member', 'list', 'strict'])).out) await workspace('strict')
  const { code, out, err } = await desk.run(['member', 'set-role', 'strict', ...argv])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(said)
  expect(await roles('strict')).toEqual({ 'owner@strict.example': 'owner' })
})

test('a platform admin is made and unmade, once each, and the log tells of both', async () => {
  const id = await person('boss@platform.example', true)
  const say = (what: string) => desk.json(['platform-admin', what, ' Boss@platform.example'])
  expect(await say('add')).toEqual({ email: 'boss@platform.example', platformAdmin: true, changed: true })
  expect(await say('add')).toMatchObject({ changed: false })
  expect(await desk.json(['platform-admin', 'list'])).toEqual([
    { email: 'boss@platform.example', name: 'boss@platform.example' },
  ])
  expect(await say('remove')).toEqual({ email: 'boss@platform.example', platformAdmin: false, changed: true })
  expect(await say('remove')).toMatchObject({ changed: false })
  expect(await desk.json(['platform-admin', 'list'])).toEqual([])
  const log = await desk.database.platform
    .selectFrom('platform_log')
    .select(['actor', 'action', 'subject'])
    .orderBy('at')
    .execute()
  expect(log).toEqual([
    { actor: 'command', action: 'platform-admin.added', subject: id },
    { actor: 'command', action: 'platform-admin.removed', subject: id },
  ])
})

test('nobody becomes platform admin by an address that is unknown or not proved', async () => {
  const add = (email: string) => desk.run(['platform-admin', 'add', email])
  expect((await add('ghost@x.example')).err).toMatch(/^Nobody has signed up as ghost@x\.example\./)
  await person('squatter@x.example')
  expect((await add('squatter@x.example')).err).toMatch(/^Nobody has proved yet that squatter@x\.example is theirs\./)
  expect(await desk.json(['platform-admin', 'list'])).toEqual([])
  await workspace('proved')
  expect(await desk.json(['platform-admin', 'add', 'owner@proved.example'])).toMatchObject({ changed: true })
})
