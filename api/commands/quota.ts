import type { Command } from 'commander'
import { quotaUse, setMessageQuota } from '#db/queries/quota.ts'
import * as read from './arguments.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'

const MOST = 10_000

export function addQuota(program: Command, context: CommandContext): void {
  program
    .command('quota')
    .description('See how many messages the people of a workspace may send a minute, or say how many, from now on.')
    .argument('<slug>', 'the workspace')
    .argument('[per-minute]', 'how many from now on', read.wholeNumber(1, MOST))
    .action((slug: string, perMinute: number | undefined) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        if (perMinute === undefined) {
          const [use] = await database.inWorkspace(workspaceId, quotaUse)
          printJson(context, { slug, perMinute: use?.limit, requestsThisMinute: use?.requestsThisMinute })
          return
        }
        const { was } = await database.inWorkspace(workspaceId, (tx) =>
          setMessageQuota(tx, { workspaceId, perMinute, actor: ACTOR }),
        )
        printJson(context, { slug, perMinute, was })
      }),
    )
}
