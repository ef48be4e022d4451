import { Argument, type Command } from 'commander'
import { listMembers, setRole } from '#db/queries/members.ts'
import type { Role } from '#db/queries/people.ts'
import { listPlatformAdmins, setPlatformAdmin } from '#db/queries/platform.ts'
import * as read from './arguments.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { CommandProblem } from './problem.ts'

export function addMember(program: Command, context: CommandContext): void {
  const member = program.command('member').description('See the people of a workspace, and give them roles.')
  member
    .command('list')
    .description('Print the people of a workspace with their roles as a JSON array.')
    .argument('<slug>', 'the workspace')
    .action((slug: string) =>
      withDatabase(context, async (database) => {
        const { id } = await getWorkspace(database, slug)
        printJson(context, await listMembers(database.platform, id))
      }),
    )
  member
    .command('set-role')
    .description('Give a member another role. A workspace keeps at least one owner.')
    .argument('<slug>', 'the workspace')
    .argument('<email>', 'e-mail address of the member', read.email)
    .addArgument(new Argument('<role>', 'what they may do').choices(['owner', 'admin', 'member']))
    .action((slug: string, email: string, role: Role) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId } = await getWorkspace(database, slug)
        const change = await setRole(database.platform, { workspaceId, email, role, actor: ACTOR })
        if (change.outcome === 'no-member')
          throw new CommandProblem(
            `${email} is no member of "${slug}". See: npm run -s workspace -- member list ${slug}`,
          )
        if (change.outcome === 'last-owner')
          throw new CommandProblem(`${email} is the last owner of "${slug}". Make somebody else an owner first.`)
        printJson(context, { slug, email, role, was: change.was })
      }),
    )
}

export function addPlatformAdmin(program: Command, context: CommandContext): void {
  const platformAdmin = program
    .command('platform-admin')
    .description('Say who runs the platform: they see all workspaces at /admin.')
  for (const [name, isAdmin, description] of [
    ['add', true, 'Let a person who has signed up run the platform.'],
    ['remove', false, 'Let a person run the platform no more. They keep their sign-in and their workspaces.'],
  ] as const) {
    platformAdmin
      .command(name)
      .description(description)
      .argument('<email>', 'e-mail address of the person', read.email)
      .action((email: string) =>
        withDatabase(context, async ({ platform }) => {
          const outcome = await setPlatformAdmin(platform, { email, isAdmin, actor: ACTOR })
          if (outcome === 'unknown')
            throw new CommandProblem(`Nobody has signed up as ${email}. They do that at /sign-up of the pages.`)
          if (outcome === 'not-proved') {
            throw new CommandProblem(
              `Nobody has proved yet that ${email} is theirs. Let them make a new password by "Forgot your password?" first.`,
            )
          }
          printJson(context, { email, platformAdmin: isAdmin, changed: outcome === 'changed' })
        }),
      )
  }
  platformAdmin
    .command('list')
    .description('Print who runs the platform as a JSON array.')
    .action(() =>
      withDatabase(context, async ({ platform }) => {
        printJson(context, await listPlatformAdmins(platform))
      }),
    )
}
