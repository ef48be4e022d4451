import type { Command } from 'commander'
import { createSealer } from '#clients/secrets/seal.ts'
import { listChannels, replaceAccessToken, resumeChannel, type ChannelSummary } from '#db/queries/channel-stops.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import * as read from './arguments.ts'
import { requireFlags } from './arguments.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { CommandProblem } from './problem.ts'

type Which = { phoneNumberId?: string }

const NUMBER = ['--phone-number-id <id>', 'which number, where the workspace has several'] as const

export function addChannel(program: Command, context: CommandContext): void {
  const channel = program.command('channel').description('The WhatsApp numbers of a workspace, and why one is stopped.')

  channel
    .command('resume')
    .description('Let a stopped number send again, once what was wrong at Meta is put right.')
    .argument('<slug>', 'the workspace')
    .option(...NUMBER, read.phoneNumberId)
    .action((slug: string, which: Which) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const done = await database.inWorkspace(workspaceId, async (tx) => {
          const { channelId, phoneNumberId } = await getChannel(tx, slug, which)
          return { phoneNumberId, resumed: await resumeChannel(tx, { workspaceId, channelId, actor: ACTOR }) }
        })
        printJson(context, { slug, ...done })
      }),
    )

  requireFlags(channel.command('token'), ['accessToken'])
    .description('Replace the access token of a number. A number that was stopped sends again.')
    .argument('<slug>', 'the workspace')
    .option('--access-token <token>', 'the new token; kept encrypted (required)', read.secret)
    .option(...NUMBER, read.phoneNumberId)
    .action((slug: string, { accessToken, ...which }: Which & { accessToken: string }) =>
      withDatabase(context, async (database, { encryptionKey }) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const accessTokenSealed = createSealer(encryptionKey).seal(accessToken)
        const done = await database.inWorkspace(workspaceId, async (tx) => {
          const { channelId, phoneNumberId } = await getChannel(tx, slug, which)
          const replaced = await replaceAccessToken(tx, { workspaceId, channelId, accessTokenSealed, actor: ACTOR })
          return { phoneNumberId, ...replaced }
        })
        printJson(context, { slug, ...done })
      }),
    )
}

async function getChannel(tx: WorkspaceTx, slug: string, { phoneNumberId }: Which): Promise<ChannelSummary> {
  const channels = await listChannels(tx)
  const [first, ...others] = channels.filter(
    (channel) => phoneNumberId === undefined || channel.phoneNumberId === phoneNumberId,
  )
  const ids = channels.map((channel) => channel.phoneNumberId).join(', ')
  if (first === undefined)
    throw new CommandProblem(
      ids === '' ? `"${slug}" has no number.` : `--phone-number-id: "${slug}" has no such number, but ${ids}.`,
    )
  if (others.length > 0)
    throw new CommandProblem(`"${slug}" has several numbers; name one with --phone-number-id: ${ids}.`)
  return first
}
