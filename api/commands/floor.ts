import { Argument, InvalidArgumentError, type Command } from 'commander'
import { insertAudit } from '#db/queries/audit.ts'
import { releaseOrphans } from '#db/queries/orphans.ts'
import { setHolds, switchAri } from '#db/queries/workspace-floor.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { CommandProblem } from './problem.ts'

export function addAri(program: Command, context: CommandContext): void {
  program
    .command('ari')
    .description('Turn ARI on or off for all conversations of a workspace, at once.')
    .argument('<slug>', 'the workspace')
    .addArgument(new Argument('<position>', 'on or off').choices(['on', 'off']))
    .action((slug: string, position: string) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const on = position === 'on'
        const changed = await database.inWorkspace(workspaceId, (tx) =>
          switchAri(tx, { workspaceId, actor: ACTOR, on }),
        )
        printJson(context, { workspaceId, ari: position, changed })
      }),
    )
}

export function addHold(program: Command, context: CommandContext): void {
  program
    .command('hold')
    .description('Let replies and messages wait a moment before they go out, so that a person can take them back.')
    .argument('<slug>', 'the workspace')
    .option('--ari <seconds>', "for ARI's replies: 0, or 5 to 30", readHold)
    .option('--staff <seconds>', 'for what people write: 0, or 5 to 30', readHold)
    .action((slug: string, { ari: bot, staff }: { ari?: number; staff?: number }) =>
      withDatabase(context, async (database) => {
        if (bot === undefined && staff === undefined) throw new CommandProblem('Give --ari, --staff, or both.')
        const { id: workspaceId } = await getWorkspace(database, slug)
        const holds = await database.inWorkspace(workspaceId, (tx) =>
          setHolds(tx, { workspaceId, actor: ACTOR, bot, staff }),
        )
        printJson(context, { workspaceId, ariSeconds: holds.bot, staffSeconds: holds.staff })
      }),
    )
}

export function addReprocess(program: Command, context: CommandContext): void {
  program
    .command('reprocess')
    .description(
      'Take up every message that was stored and that nothing became of. The running api does it within seconds.',
    )
    .argument('<slug>', 'the workspace')
    .action((slug: string) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const found = await database.inWorkspace(workspaceId, async (tx) => {
          const released = await releaseOrphans(tx)
          await insertAudit(tx, {
            workspaceId,
            actor: ACTOR,
            action: 'messages.reprocessed',
            subject: workspaceId,
            detail: released,
          })
          return released
        })
        printJson(context, { workspaceId, ...found })
      }),
    )
}

function readHold(value: string): number {
  const seconds = /^\d{1,2}$/.test(value) ? Number(value) : NaN
  if (seconds !== 0 && !(seconds >= 5 && seconds <= 30)) throw new InvalidArgumentError('Use 0, or 5 to 30 seconds.')
  return seconds
}
