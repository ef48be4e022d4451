import type { Command } from 'commander'
import { createMediaStore } from '#clients/media-store/media-store.ts'
import { countWorkspaceRows, deleteWorkspace, listWorkspaces, setLive } from '#db/queries/workspaces.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { CommandProblem } from './problem.ts'

export function addGoLive(program: Command, context: CommandContext): void {
  program
    .command('go-live')
    .description('Turn the bot on and start its first week, in which people read its answers (see create --review).')
    .argument('<slug>', 'the workspace')
    .option('--restart', 'start the first week again, as after an incident', false)
    .action((slug: string, { restart }: { restart: boolean }) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        printJson(
          context,
          await database.inWorkspace(workspaceId, (tx) => setLive(tx, { workspaceId, restart, actor: ACTOR })),
        )
      }),
    )
}

export function addDelete(program: Command, context: CommandContext): void {
  program
    .command('delete')
    .description('Delete a workspace with everything in it, files too. Its people keep their sign-in.')
    .argument('<slug>', 'the workspace')
    .option('--yes', 'really delete; without it the command only says what would go', false)
    .action((slug: string, { yes }: { yes: boolean }) =>
      withDatabase(context, async (database, { mediaDir }) => {
        const { id, name } = await getWorkspace(database, slug)
        if (!yes) {
          const counts = Object.entries(await countWorkspaceRows(database.platform, id))
          const what = counts.map(([table, count]) => `  ${String(count).padStart(8)} ${table}`).join('\n')
          throw new CommandProblem(
            `"${name}" (${slug}) would be deleted, for good, with\n${what}\nTo do it, add --yes.`,
          )
        }
        const deleted = await deleteWorkspace(database.platform, id)
        // Its rows first: a row without its file is answered, a file without its row is never found again.
        await createMediaStore(mediaDir).deleteWorkspace(id)
        printJson(context, { slug, deleted })
      }),
    )
}

export function addList(program: Command, context: CommandContext): void {
  program
    .command('list')
    .description('Print all workspaces as a JSON array.')
    .action(() =>
      withDatabase(context, async ({ platform }) => {
        printJson(context, await listWorkspaces(platform))
      }),
    )
}
