import type { Command } from 'commander'
import { createSealer } from '#clients/secrets/seal.ts'
import type { Database } from '#db/connect.ts'
import { dropPreviousAppSecrets, listChannels, rotateAppSecret, type ListedChannel } from '#db/queries/channels.ts'
import * as read from './arguments.ts'
import { requireFlags } from './arguments.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext, type CommandSettings } from './context.ts'
import { CommandProblem } from './problem.ts'

type RotateOptions = { channel?: string; appSecret: string }

export function addSecret(program: Command, context: CommandContext): void {
  const secret = program
    .command('secret')
    .description('Change the secret that signs the webhooks of a channel, without a webhook lost in between.')
  const rotate = secret
    .command('rotate')
    .description('Set a new app secret. The one before counts beside it until secret drop-previous.')
    .argument('<slug>', 'the workspace')
    .option('--channel <id>', 'id of the channel, where the workspace has several')
    .option('--app-secret <secret>', 'the new secret, as Meta or Kapso shows it (required)', read.secret)
  requireFlags(rotate, ['appSecret']).action((slug: string, options: RotateOptions) =>
    withDatabase(context, async (database, settings) => {
      printJson(context, await rotateIn(database, settings, slug, options))
    }),
  )
  secret
    .command('drop-previous')
    .description('Forget the secrets before the last rotation: what they sign is refused within a second.')
    .argument('<slug>', 'the workspace')
    .action((slug: string) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const dropped = await database.inWorkspace(workspaceId, (tx) =>
          dropPreviousAppSecrets(tx, { workspaceId, actor: ACTOR }),
        )
        printJson(context, { slug, channelIds: dropped })
      }),
    )
}

async function rotateIn(database: Database, settings: CommandSettings, slug: string, options: RotateOptions) {
  const { id: workspaceId } = await getWorkspace(database, slug)
  const sealer = createSealer(settings.encryptionKey)
  return database.inWorkspace(workspaceId, async (tx) => {
    const channel = chosen(await listChannels(tx), options.channel)
    // A channel without a secret of its own was signed with the deployment's: that is the one before.
    const common = channel.provider === 'meta' ? settings.meta.appSecret : settings.kapso.webhookSecret
    const previousIsKept = await rotateAppSecret(tx, {
      workspaceId,
      channelId: channel.id,
      appSecretSealed: sealer.seal(options.appSecret),
      commonSecretSealed: common ? sealer.seal(common) : null,
      actor: ACTOR,
    })
    return { slug, channelId: channel.id, previousIsKept }
  })
}

function chosen(channels: readonly ListedChannel[], id: string | undefined): ListedChannel {
  const [only, ...others] = channels
  const channel = id === undefined && others.length === 0 ? only : channels.find((one) => one.id === id)
  if (channel) return channel
  const list = channels.map((one) => `  ${one.id} ${one.provider} ${one.phoneNumberId}`).join('\n')
  const problem = id === undefined ? 'Say which channel with --channel.' : `The workspace has no channel ${id}.`
  throw new CommandProblem(`${problem} It has\n${list || '  none'}`)
}
