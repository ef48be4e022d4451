import { Command, CommanderError } from 'commander'
import { EncryptionKeyUnusable, SecretNotOpened } from '#clients/secrets/seal.ts'
import { SettingsProblem } from '#schema/env.ts'
import { addChannel } from './channel.ts'
import { addCheck } from './check.ts'
import type { CommandContext } from './context.ts'
import { addCreate, addFirstCustomer } from './create.ts'
import { addAri, addHold, addReprocess } from './floor.ts'
import { addKnowledge } from './knowledge.ts'
import { addDelete, addGoLive, addList } from './lifecycle.ts'
import { addMember, addPlatformAdmin } from './people.ts'
import { CommandProblem } from './problem.ts'
import { addQuota } from './quota.ts'
import { addSecret } from './secret.ts'
import { addSlotsCommand } from './slots.ts'
import { addTemplates } from './templates.ts'

/** Runs one command line and resolves to its exit code. Results go to `out`, everything else to `err`. */
export async function runCommand(argv: string[], context: CommandContext): Promise<number> {
  const program = new Command('npm run -s workspace --')
    .description('Set up workspaces and fill them. Each command explains its flags: create --help')
    .exitOverride()
    .configureOutput({ writeOut: context.out, writeErr: context.err })
    .showHelpAfterError('(--help explains every flag)')
  for (const add of [
    addCreate,
    addFirstCustomer,
    addKnowledge,
    addSlotsCommand,
    addTemplates,
    addGoLive,
    addAri,
    addHold,
    addReprocess,
    addChannel,
    addCheck,
    addMember,
    addPlatformAdmin,
    addQuota,
    addSecret,
    addList,
    addDelete,
  ]) {
    add(program, context)
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    // Commander has said what is wrong, or shown the help.
    if (error instanceof CommanderError) return error.exitCode
    context.err(`${describe(error)}\n`)
    return 1
  }
}

function describe(error: unknown): string {
  const isExpected = [CommandProblem, SettingsProblem, EncryptionKeyUnusable, SecretNotOpened].some(
    (kind) => error instanceof kind,
  )
  if (!(error instanceof Error)) return String(error)
  return isExpected ? error.message : (error.stack ?? error.message)
}
