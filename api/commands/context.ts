import { connect, type Database } from '#db/connect.ts'
import { IncidentOpen } from '#db/queries/workspace-floor.ts'
import { findWorkspaceBySlug, type WorkspaceSummary } from '#db/queries/workspaces.ts'
import type { Settings } from '#schema/env.ts'
import { CommandProblem, databaseTrouble } from './problem.ts'

export type CommandSettings = Pick<
  Settings,
  'databaseUrl' | 'encryptionKey' | 'webhookBaseUrl' | 'whatsappGraphUrl' | 'meta' | 'kapso' | 'alerts' | 'mediaDir'
>

/** What a command has of the world around it. */
export type CommandContext = {
  /** Read by a command that runs, so that --help works without any. */
  readonly settings: () => CommandSettings
  /** Where relative names of files start. */
  readonly folder: string
  readonly stdin: () => Promise<Buffer>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Who is written into the audit log: these commands know no person. */
export const ACTOR = 'command'

const INCIDENT_OPEN =
  'An incident is open: ARI was stopped because of what it said. Close it at /review/incident; there ARI goes on, under full review.'

export function printJson({ out }: CommandContext, value: unknown): void {
  out(`${JSON.stringify(value)}\n`)
}

/** Opens the database for one command; its troubles come out as what to do about them. */
export async function withDatabase<T>(
  context: CommandContext,
  work: (database: Database, settings: CommandSettings) => Promise<T>,
): Promise<T> {
  const settings = context.settings()
  const database = connect(settings.databaseUrl, { max: 2 })
  try {
    return await work(database, settings)
  } catch (error) {
    if (error instanceof IncidentOpen) throw new CommandProblem(INCIDENT_OPEN, { cause: error })
    const trouble = databaseTrouble(error, settings.databaseUrl)
    if (trouble === undefined) throw error
    throw new CommandProblem(trouble, { cause: error })
  } finally {
    await database.close()
  }
}

export async function getWorkspace({ platform }: Database, slug: string): Promise<WorkspaceSummary> {
  const workspace = await findWorkspaceBySlug(platform, slug)
  if (workspace === undefined)
    throw new CommandProblem(`There is no workspace "${slug}". See: npm run -s workspace -- list`)
  return workspace
}
