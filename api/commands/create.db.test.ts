import { randomUUID } from 'node:crypto'
import { scryptSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createSealer } from '#clients/secrets/seal.ts'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

const Created = z.strictObject({
  workspaceId: z.uuidv7(),
  channelId: z.uuidv7(),
  ownerEmail: z.email(),
  oneTimePassword: z.string().min(12).nullable(),
  webhookUrl: z.url(),
  verifyToken: z.string().optional(),
  created: z.boolean().optional(),
})

let desk: CommandLine

beforeAll(async () => {
  desk = await startCommandLine()
})
afterAll(() => desk.stop())

const create = async (given: Record<string, string | undefined>) => Created.parse(await desk.json(createFlags(given)))

async function everything() {
  const { platform } = desk.database
  const counts = await Promise.all(
    (['workspaces', 'channels', 'users', 'accounts', 'memberships', 'audit_log'] as const).map(async (table) => {
      const row = await platform
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return [table, row.rows] as const
    }),
  )
  return Object.fromEntries(counts)
}

test('AD-02 a new workspace has its owner, and AD-03 a login and a one-time password that are shown once', async () => {
  const given = await create({ 'owner-email': 'Sari@Sinar.example', 'owner-name': 'Sari Dewi' })
  expect(given.ownerEmail).toBe('sari@sinar.example')
  const password = given.oneTimePassword ?? ''
  expect(password.length).toBeGreaterThanOrEqual(12)

  const owner = await desk.database.platform
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .innerJoin('accounts', 'accounts.user_id', 'users.id')
    .selectAll()
    .select('users.id as user')
    .where('workspace_id', '=', given.workspaceId)
    .executeTakeFirstOrThrow()
  expect(owner).toMatchObject({
    role: 'owner',
    name: 'Sari Dewi',
    email: 'sari@sinar.example',
    must_change_password: true,
    provider_id: 'credential',
    account_id: owner.user,
  })
  const [salt = '', key] = owner.password?.split(':') ?? []
  expect(scryptSync(password, salt, 64, { N: 16384, r: 16, p: 1, maxmem: 2 ** 26 }).toString('hex')).toBe(key)
})

const speaking = (language: string) => ({ number: 1, config: { persona: { language, botName: 'ARI' } } })

test('a new workspace has the promised defaults, and they can be chosen otherwise', async () => {
  const plain = await create({ slug: 'plain', 'phone-number-id': '1', 'owner-email': 'plain@x.example' })
  const chosen = await create({
    slug: 'chosen',
    provider: 'kapso',
    'phone-number-id': '2',
    'owner-email': 'chosen@x.example',
    review: 'off',
    'burst-ms': '0',
    language: 'en',
    timezone: 'WITA',
    'display-phone': '0811-0000-021',
    'business-account-id': '123456',
  })
  const rows = await desk.database.platform
    .selectFrom('workspaces')
    .innerJoin('channels', 'channels.workspace_id', 'workspaces.id')
    .innerJoin('ari_versions', 'ari_versions.workspace_id', 'workspaces.id')
    .selectAll('workspaces')
    .select(['provider', 'display_phone', 'business_account_id', 'number', 'config'])
    .where('slug', 'in', ['plain', 'chosen'])
    .orderBy('slug', 'desc')
    .execute()
  expect(rows).toMatchObject([
    { review_policy: 'week', live_at: null, bot_on: true, burst_ms: 4000, ...speaking('id'), timezone: 'Asia/Jakarta' },
    { review_policy: 'off', burst_ms: 0, ...speaking('en'), timezone: 'Asia/Makassar', display_phone: '+628110000021' },
  ])
  expect(rows[1]?.live_at).toBeInstanceOf(Date)
  expect(rows[1]).toMatchObject({ provider: 'kapso', business_account_id: '123456' })
  expect(plain.webhookUrl).toMatch(/^https:\/\/desk\.example\.com\/api\/webhook\/meta\/[\w-]{24,}$/)
  expect(chosen.webhookUrl).toMatch(/^https:\/\/desk\.example\.com\/api\/webhook\/kapso\/[\w-]{24,}$/)
})

test('AD-07 each workspace has its own phone number id and its own webhook address', async () => {
  const one = await create({ slug: 'one', 'phone-number-id': '628110000101', 'owner-email': 'one@x.example' })
  const two = await create({ slug: 'two', 'phone-number-id': '628110000102', 'owner-email': 'two@x.example' })
  const channels = await desk.database.platform
    .selectFrom('channels')
    .select(['workspace_id', 'id', 'phone_number_id', 'webhook_key'])
    .where('phone_number_id', 'in', ['628110000101', '628110000102'])
    .orderBy('phone_number_id')
    .execute()
  expect(channels).toEqual(
    [one, two].map(({ workspaceId, channelId, webhookUrl }, at) => ({
      workspace_id: workspaceId,
      id: channelId,
      phone_number_id: `62811000010${at + 1}`,
      webhook_key: webhookUrl.split('/').at(-1),
    })),
  )
})

test('SC-07 the table holds no secret in plain text, and AD-08 the key opens each', async () => {
  const secrets = { 'app-secret': 'app-secret-1', 'access-token': 'EAAG-token-1', 'verify-token': 'verify-1' }
  const { channelId, verifyToken } = await create({
    slug: 'sealed',
    'phone-number-id': '3',
    'owner-email': 'sealed@x.example',
    ...secrets,
  })
  expect(verifyToken).toBeUndefined()
  const row = await desk.database.platform
    .selectFrom('channels')
    .select(['app_secret_sealed', 'access_token_sealed', 'verify_token_sealed'])
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  for (const secret of Object.values(secrets)) expect(JSON.stringify(row)).not.toContain(secret)
  const { open } = createSealer(desk.env['ENCRYPTION_KEY'])
  expect(Object.values(row).map((sealed) => open(sealed ?? ''))).toEqual(Object.values(secrets))
})

test('a verify token is made for Meta where there is none at all, and told', async () => {
  const { verifyToken, channelId } = await create({
    slug: 'made',
    'phone-number-id': '4',
    'owner-email': 'm@x.example',
  })
  const { sealed } = await desk.database.platform
    .selectFrom('channels')
    .select('verify_token_sealed as sealed')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  expect(createSealer(desk.env['ENCRYPTION_KEY']).open(sealed ?? '')).toBe(verifyToken)

  const flags = createFlags({ slug: 'shared', 'phone-number-id': '5', 'owner-email': 's@x.example' })
  const ran = await desk.run(flags, { env: { META_WEBHOOK_VERIFY_TOKEN: 'of-the-deployment' } })
  expect(ran.code).toBe(0)
  expect(JSON.parse(ran.out)).not.toHaveProperty('verifyToken')
})

test('somebody who only signed up with the address does not become the owner by it', async () => {
  const { platform } = desk.database
  const email = 'squatted@x.example'
  const [userId, sessionId, accountId] = [randomUUID(), randomUUID(), randomUUID()]
  await platform.insertInto('users').values({ id: userId, email, name: 'Not the owner' }).execute()
  const theirs = { id: accountId, user_id: userId, provider_id: 'credential', account_id: userId, password: 'theirs' }
  await platform.insertInto('accounts').values(theirs).execute()
  const session = { id: sessionId, user_id: userId, token: sessionId, expires_at: new Date(Date.now() + 3_600_000) }
  await platform.insertInto('sessions').values(session).execute()

  const { oneTimePassword } = await create({ slug: 'squatted', 'phone-number-id': '66', 'owner-email': email })
  expect(oneTimePassword).not.toBeNull()
  expect(await platform.selectFrom('sessions').where('user_id', '=', userId).select('id').execute()).toEqual([])
  const accounts = await platform.selectFrom('accounts').where('user_id', '=', userId).select('password').execute()
  expect(accounts).toHaveLength(1)
  expect(accounts[0]?.password).not.toBe('theirs')
})

test('AD-02 an owner who has a sign-in already keeps it', async () => {
  const first = await create({ slug: 'first', 'phone-number-id': '6', 'owner-email': 'both@x.example' })
  const second = await create({ slug: 'second', 'phone-number-id': '7', 'owner-email': 'BOTH@x.example' })
  expect(first.oneTimePassword).not.toBeNull()
  expect(second.oneTimePassword).toBeNull()
  const { platform } = desk.database
  const users = await platform.selectFrom('users').select('id').where('email', '=', 'both@x.example').execute()
  expect(users).toHaveLength(1)
  expect(await platform.selectFrom('memberships').select('role').where('user_id', '=', users[0]!.id).execute()).toEqual(
    [{ role: 'owner' }, { role: 'owner' }],
  )
})

test('the creation is in the audit log, without any secret', async () => {
  const { workspaceId } = await create({
    slug: 'audited',
    'phone-number-id': '8',
    'owner-email': 'a@x.example',
    'access-token': 'EAAG-audit',
  })
  const entries = await desk.database.platform
    .selectFrom('audit_log')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .execute()
  expect(entries).toMatchObject([{ actor: 'command', action: 'workspace.created', subject: 'audited' }])
  expect(JSON.stringify(entries)).not.toContain('EAAG')
})

test.each([
  [{ slug: 'taken' }, '--slug: "taken" is taken'],
  [{ 'phone-number-id': '900' }, '--phone-number-id: "900" belongs to another workspace'],
  [{ slug: 'Has Spaces' }, '--slug'],
  [{ slug: '-x' }, '--slug'],
  [{ slug: 'x'.repeat(64) }, '--slug'],
  [{ name: ' ' }, '--name'],
  [{ name: undefined }, '--name'],
  [{ provider: 'twilio' }, '--provider'],
  [{ provider: undefined }, '--provider'],
  [{ 'phone-number-id': '+62 811' }, '--phone-number-id'],
  [{ 'phone-number-id': undefined }, '--phone-number-id'],
  [{ 'owner-email': 'sari' }, '--owner-email'],
  [{ 'owner-email': undefined }, '--owner-email'],
  [{ 'owner-name': '' }, '--owner-name'],
  [{ 'app-secret': '' }, '--app-secret'],
  [{ 'access-token': 'two words' }, '--access-token'],
  [{ 'verify-token': ' ' }, '--verify-token'],
  [{ 'business-account-id': 'a b' }, '--business-account-id'],
  [{ 'display-phone': '12' }, '--display-phone'],
  [{ review: 'never' }, '--review'],
  [{ 'burst-ms': '-1' }, '--burst-ms'],
  [{ 'burst-ms': '60001' }, '--burst-ms'],
  [{ 'burst-ms': '1.5' }, '--burst-ms'],
  [{ language: 'fr' }, '--language'],
  [{ timezone: 'Mars/Olympus' }, '--timezone'],
  [{ 'owner-mail': 'x' }, '--owner-mail'],
])('a wrong, missing or taken flag is named, and nothing is written: %j', async (given, named) => {
  if ((await desk.run(['check', 'taken'])).err.includes('There is no workspace')) {
    await create({ slug: 'taken', 'phone-number-id': '900', 'owner-email': 'taken@x.example' })
  }
  const before = await everything()
  const fresh = { slug: 'wrong', 'phone-number-id': '901', 'owner-email': 'wrong@x.example' }
  const { code, out, err } = await desk.run(createFlags({ ...fresh, ...given }))
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(named)
  expect(await everything()).toEqual(before)
})

test('every flag that is missing is named at once', async () => {
  const { err } = await desk.run(['create', '--name', 'X'])
  expect(err).toMatch(/missing: --slug .*--provider .*--phone-number-id .*--owner-email/)
})

test('of several creations at once with one slug exactly one succeeds', async () => {
  const ran = await Promise.all(
    [1, 2, 3].map((n) =>
      desk.run(createFlags({ slug: 'race', 'phone-number-id': `95${n}`, 'owner-email': `race${n}@x.example` })),
    ),
  )
  expect(ran.map(({ code }) => code).sort()).toEqual([0, 1, 1])
  const left = await desk.database.platform.selectFrom('users').select('id').where('email', 'like', 'race%').execute()
  expect(left).toHaveLength(1)
})

test('AD-09 the set-up command makes Eagle Overseas Education, and its second run changes nothing', async () => {
  const flags = createFlags({
    name: undefined,
    slug: undefined,
    'phone-number-id': '10',
    'owner-email': 'o@eagle.example',
  })
  const first = Created.parse(await desk.json(['first-customer', ...flags.slice(1)]))
  expect(first).toMatchObject({ created: true, ownerEmail: 'o@eagle.example' })
  const before = await everything()
  const second = Created.parse(await desk.json(['first-customer', ...flags.slice(1)]))
  expect(second).toEqual({
    workspaceId: first.workspaceId,
    channelId: first.channelId,
    ownerEmail: first.ownerEmail,
    webhookUrl: first.webhookUrl,
    oneTimePassword: null,
    created: false,
  })
  expect(await everything()).toEqual(before)
  const named = await desk.database.platform
    .selectFrom('workspaces')
    .select('name')
    .where('slug', '=', 'eagle')
    .execute()
  expect(named).toEqual([{ name: 'Eagle Overseas Education' }])
})

test.each([[undefined], ['']])('AD-08 without a key nothing is made: ENCRYPTION_KEY not set', async (key) => {
  const before = await everything()
  const { code, out, err } = await desk.run(createFlags({ slug: 'nokey' }), { env: { ENCRYPTION_KEY: key } })
  expect({ code, out, err }).toEqual({ code: 1, out: '', err: 'ENCRYPTION_KEY not set\n' })
  expect(await everything()).toEqual(before)
})

test('SC-07 a key of the wrong length is refused, and the message says how to make one', async () => {
  const env = { ENCRYPTION_KEY: Buffer.alloc(16, 7).toString('base64') }
  const { code, err } = await desk.run(createFlags({ slug: 'badkey' }), { env })
  expect(code).toBe(1)
  expect(err).toContain('openssl rand -base64 32')
})
