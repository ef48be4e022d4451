import { Option, type Command } from 'commander'
import { hashPassword, makeKey, makeOneTimePassword } from '#clients/secrets/password.ts'
import { createSealer } from '#clients/secrets/seal.ts'
import {
  createWorkspace,
  findWorkspaceBySlug,
  findWorkspaceDoor,
  Taken,
  type NewWorkspace,
  type ReviewPolicy,
} from '#db/queries/workspaces.ts'
import type { Database } from '#db/connect.ts'
import * as read from './arguments.ts'
import { requireFlags } from './arguments.ts'
import { ACTOR, printJson, withDatabase, type CommandContext, type CommandSettings } from './context.ts'
import { CommandProblem } from './problem.ts'

type CreateOptions = {
  name: string
  slug: string
  provider: 'meta' | 'kapso'
  phoneNumberId: string
  appSecret?: string
  accessToken?: string
  verifyToken?: string
  businessAccountId?: string
  displayPhone?: string
  ownerEmail: string
  ownerName?: string
  review: ReviewPolicy
  burstMs?: number
  language: 'id' | 'en'
  timezone: string
}

type CreatedOutput = {
  workspaceId: string
  channelId: string
  ownerEmail: string | null
  /** Shown this once; null for a person who had a sign-in before. */
  oneTimePassword: string | null
  webhookUrl: string
  verifyToken?: string
}

export function addCreate(program: Command, context: CommandContext): void {
  const create = program
    .command('create')
    .description('Make a workspace with its WhatsApp number and its owner, and print them as one JSON object.')
    .option('--name <name>', 'name of the organisation (required)', read.label)
    .option('--slug <slug>', 'short name for addresses and commands: a-z, 0-9, hyphens (required)', read.slug)
  withChannelAndOwner(create, ['name', 'slug']).action((options: CreateOptions) =>
    withDatabase(context, async (database, settings) => {
      printJson(context, await createFrom(database, settings, options))
    }),
  )
}

/** The first customer must exist before go-live; making it again changes nothing. */
export function addFirstCustomer(program: Command, context: CommandContext): void {
  const command = program
    .command('first-customer')
    .description('Make the first customer, unless it is there; takes the flags of create and is safe to repeat.')
    .option('--name <name>', 'name of the organisation', read.label, 'Eagle Overseas Education')
    .option('--slug <slug>', 'short name for addresses and these commands', read.slug, 'eagle')
  withChannelAndOwner(command, []).action((options: CreateOptions) =>
    withDatabase(context, async (database, settings) => {
      const known = await describeExisting(database, settings, options)
      printJson(context, known ?? { ...(await createFrom(database, settings, options)), created: true })
    }),
  )
}

function withChannelAndOwner(command: Command, alsoRequired: string[]): Command {
  return requireFlags(command, [...alsoRequired, 'provider', 'phoneNumberId', 'ownerEmail'])
    .addOption(new Option('--provider <provider>', 'who connects the number (required)').choices(['meta', 'kapso']))
    .option(
      '--phone-number-id <id>',
      'id of the number at Meta or Kapso, not the number (required)',
      read.phoneNumberId,
    )
    .option('--app-secret <secret>', 'signs the webhooks of this number (default: that of the deployment)', read.secret)
    .option('--access-token <token>', 'sends from this number (Kapso: its API key)', read.secret)
    .option(
      '--verify-token <token>',
      'the first call of Meta must bring it (default: that of the deployment, or a new one)',
      read.secret,
    )
    .option('--business-account-id <id>', 'id of the WhatsApp Business Account', read.businessAccountId)
    .option('--display-phone <phone>', 'the number as customers know it', read.phone)
    .option('--owner-email <email>', 'e-mail address of the owner, who signs in with it (required)', read.email)
    .option('--owner-name <name>', 'name of the owner (default: from the e-mail address)', read.label)
    .addOption(
      new Option('--review <policy>', 'who reads answers first: off (nobody), week (people, the first week), always')
        .choices(['off', 'week', 'always'])
        .default('week'),
    )
    .option(
      '--burst-ms <ms>',
      'how long to wait for more of a message that comes in pieces (default: 4000)',
      read.wholeNumber(0, 60_000),
    )
    .addOption(new Option('--language <code>', 'main language of the customers').choices(['id', 'en']).default('id'))
    .option('--timezone <zone>', 'WIB, WITA or WIT', read.timezone, 'Asia/Jakarta')
}

async function createFrom(
  database: Database,
  settings: CommandSettings,
  options: CreateOptions,
): Promise<CreatedOutput> {
  const { seal } = createSealer(settings.encryptionKey)
  const sealed = (value: string | undefined) => (value === undefined ? null : seal(value))
  const oneTimePassword = makeOneTimePassword()
  const webhookKey = makeKey()
  // Without any token nobody could verify the address; Kapso asks for none.
  const needsToken = options.provider === 'meta' && !options.verifyToken && !settings.meta.verifyToken
  const madeToken = needsToken ? makeKey() : undefined

  const workspace: NewWorkspace = {
    name: options.name,
    slug: options.slug,
    language: options.language,
    timezone: options.timezone,
    reviewPolicy: options.review,
    burstMs: options.burstMs,
    live: options.review === 'off',
    channel: {
      provider: options.provider,
      phoneNumberId: options.phoneNumberId,
      businessAccountId: options.businessAccountId ?? null,
      displayPhone: options.displayPhone ?? null,
      webhookKey,
      appSecretSealed: sealed(options.appSecret),
      accessTokenSealed: sealed(options.accessToken),
      verifyTokenSealed: sealed(options.verifyToken ?? madeToken),
    },
    owner: {
      email: options.ownerEmail,
      name: options.ownerName ?? options.ownerEmail.replace(/@.*/, ''),
      passwordHash: await hashPassword(oneTimePassword),
    },
    actor: ACTOR,
  }
  const { workspaceId, channelId, ownerIsNew } = await createOrExplain(database, workspace)
  return {
    workspaceId,
    channelId,
    ownerEmail: options.ownerEmail,
    oneTimePassword: ownerIsNew ? oneTimePassword : null,
    webhookUrl: webhookUrl(settings, options.provider, webhookKey),
    ...(madeToken !== undefined && { verifyToken: madeToken }),
  }
}

async function createOrExplain(database: Database, workspace: NewWorkspace) {
  try {
    return await createWorkspace(database.platform, workspace)
  } catch (error) {
    if (!(error instanceof Taken)) throw error
    throw new CommandProblem(
      error.what === 'slug'
        ? `--slug: "${workspace.slug}" is taken by another workspace; choose another. Nothing was written.`
        : `--phone-number-id: "${workspace.channel.phoneNumberId}" belongs to another workspace. Nothing was written.`,
      { cause: error },
    )
  }
}

async function describeExisting(database: Database, settings: CommandSettings, { name, slug }: CreateOptions) {
  const workspace = await findWorkspaceBySlug(database.platform, slug)
  if (workspace === undefined) return undefined
  if (workspace.name !== name) {
    throw new CommandProblem(`--slug: "${slug}" is taken by "${workspace.name}"; choose another. Nothing was written.`)
  }
  const door = await findWorkspaceDoor(database.platform, workspace.id)
  if (door === undefined)
    throw new CommandProblem(`The workspace "${slug}" has no channel. Delete it and make it anew.`)
  return {
    workspaceId: workspace.id,
    channelId: door.channelId,
    ownerEmail: door.ownerEmail,
    oneTimePassword: null,
    webhookUrl: webhookUrl(settings, door.provider, door.webhookKey),
    created: false,
  }
}

function webhookUrl({ webhookBaseUrl }: CommandSettings, provider: string, webhookKey: string): string {
  return `${webhookBaseUrl}/api/webhook/${provider}/${webhookKey}`
}
