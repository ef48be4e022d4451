import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { importKnowledge } from '#db/queries/knowledge-import.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { describeRow, readEntries } from './knowledge-problems.ts'
import { CommandProblem } from './problem.ts'

const COLUMNS_HELP = `
FILE is a CSV file in UTF-8 with the columns kind,title,content,language, in any order.
  kind      course, policy, faq or contact
  language  id or en
An entry of the same kind, language and title gets the new content.`

export function addKnowledge(program: Command, context: CommandContext): void {
  const knowledge = program.command('knowledge').description('What the bot may answer from.')
  knowledge
    .command('import')
    .description('Write the entries of a CSV file: all of them, or none when a row is bad.')
    .argument('<slug>', 'the workspace')
    .argument('<file>', 'the CSV file; - reads standard input')
    .option('--skip-bad', 'write the good rows and leave the bad ones out', false)
    .addHelpText('after', COLUMNS_HELP)
    .action(async (slug: string, file: string, { skipBad }: { skipBad: boolean }) => {
      const { rows, bad } = readEntries(await readInput(context, file))
      if (bad.length > 0) context.err(`${bad.map(describeRow).join('\n')}\n`)
      if (bad.length > 0 && !skipBad) {
        throw new CommandProblem(
          `Nothing was written: ${bad.length} bad, ${rows.length} good. --skip-bad writes the good rows.`,
        )
      }
      await withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const source = file === '-' ? 'standard input' : file
        const done = await database.inWorkspace(workspaceId, (tx) =>
          importKnowledge(tx, { workspaceId, rows, actor: ACTOR, source }),
        )
        printJson(context, { ...done, skipped: bad.length })
      })
    })
}

async function readInput({ folder, stdin }: CommandContext, file: string): Promise<Buffer> {
  if (file === '-') return stdin()
  try {
    return await readFile(resolve(folder, file))
  } catch (cause) {
    throw new CommandProblem(`The file ${file} cannot be read: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    })
  }
}
