import type { Command } from 'commander'
import { createSealer } from '#clients/secrets/seal.ts'
import { createTemplateReader } from '#clients/whatsapp/templates.ts'
import { syncTemplates } from '../relay/template-sync.ts'
import { getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { CommandProblem } from './problem.ts'

export function addTemplates(program: Command, context: CommandContext): void {
  program
    .command('templates')
    .description('Message templates, which WhatsApp must have approved.')
    .command('sync')
    .description('Read the templates of the business accounts now; the api does so every quarter of an hour.')
    .argument('<slug>', 'the workspace')
    .action((slug: string) =>
      withDatabase(context, async (database, { encryptionKey, whatsappGraphUrl, kapso }) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const reader = createTemplateReader({
          graphUrl: whatsappGraphUrl,
          kapsoUrl: kapso.apiUrl,
          kapsoApiKey: kapso.apiKey,
        })
        const channels = await syncTemplates({ database, sealer: createSealer(encryptionKey), reader }, workspaceId)
        if (channels.length === 0)
          throw new CommandProblem(`No channel of "${slug}" has a business account id: create --business-account-id`)
        printJson(context, { slug, channels })
        const problems = channels.flatMap((channel) => ('problem' in channel ? channel.problem : []))
        if (problems.length > 0) throw new CommandProblem(`Templates were not read: ${problems.join(' ')}`)
      }),
    )
}
