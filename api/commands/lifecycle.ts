import type { Command } from 'commander'
import { createMediaStore } from '#clients/media-store/media-store.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { noteOverride, readReleaseFacts } from '#db/queries/release.ts'
import { countWorkspaceRows, deleteWorkspace, listWorkspaces, setLive } from '#db/queries/workspaces.ts'
import { releaseOf } from '#domain/release/standing.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { CommandProblem } from './problem.ts'

export function addGoLive(program: Command, context: CommandContext): void {
  program
    .command('go-live')
    .description('Turn the bot on and start its first week, in which people read its answers (see create --review).')
    .argument('<slug>', 'the workspace')
    .option('--restart', 'start the first week again, as after an incident', false)
    .option('--reason <text>', 'why, where nobody has signed that the bot is safe to release', 'by command')
    .action((slug: string, { restart, reason }: GoLive) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const { live, unsigned } = await database.inWorkspace(workspaceId, (tx) =>
          goLive(tx, { workspaceId, restart, reason }),
        )
        printJson(context, live)
        if (unsigned !== undefined) {
          const { read, minimum, outdated } = unsigned
          const how =
            outdated === undefined ? '' : ` that holds (version ${outdated} was signed; it answers otherwise by now)`
          context.err(`"${slug}" goes live without a sign-off${how}: ${read} of ${minimum} test conversations read.\n`)
        }
      }),
    )
}

type GoLive = { restart: boolean; reason: string }

/** An operator may go live unsigned; the audit log says so. */
async function goLive(tx: WorkspaceTx, { workspaceId, restart, reason }: GoLive & { workspaceId: string }) {
  const facts = await readReleaseFacts(tx)
  const { isSigned, isOutdated, read, minimum } = releaseOf(facts)
  const isUnsigned = !isSigned && (restart || facts.liveAt === null)
  if (isUnsigned) await noteOverride(tx, { workspaceId, actor: ACTOR, reason, read, minimum })
  const live = await setLive(tx, { workspaceId, restart, actor: ACTOR })
  const outdated = isOutdated ? facts.signOff?.version : undefined
  return { live, ...(isUnsigned && { unsigned: { read, minimum, outdated } }) }
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
