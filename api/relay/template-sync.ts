import type { Log } from '#clients/log/log.ts'
import { SecretNotOpened, type Sealer } from '#clients/secrets/seal.ts'
import { TemplatesUnread, type TemplateReader } from '#clients/whatsapp/templates.ts'
import type { Database } from '#db/connect.ts'
import { listTemplateSources, saveTemplates, type TemplateSource } from '#db/queries/templates.ts'

export type TemplateSync = ReturnType<typeof createTemplateSync>

type Deps = { database: Database; sealer: Sealer; reader: TemplateReader }

/** What came of a channel: how many templates its account has, or why they could not be read. */
export type Synced = { channelId: string } & ({ templates: number } | { problem: string })

const EVERY_MS = 15 * 60_000

/** Brings the templates of every channel to what its account's list says, of one workspace or of all. */
export async function syncTemplates({ database, ...deps }: Deps, workspaceId?: string): Promise<Synced[]> {
  const came: Synced[] = []
  for (const source of await listTemplateSources(database.platform, workspaceId))
    came.push(await syncChannel({ database, ...deps }, source))
  return came
}

async function syncChannel({ database, sealer, reader }: Deps, source: TemplateSource): Promise<Synced> {
  const { workspaceId, channelId, provider, businessAccountId, accessTokenSealed } = source
  const readAt = new Date()
  try {
    const accessToken = accessTokenSealed === null ? null : sealer.open(accessTokenSealed)
    const line = { provider: provider === 'kapso' ? 'kapso' : 'meta', accessToken } as const
    const list = await reader.list(line, businessAccountId)
    await database.inWorkspace(workspaceId, (tx) => saveTemplates(tx, { channelId, readAt, ...list }))
    return { channelId, templates: list.templates.length }
  } catch (error) {
    if (error instanceof TemplatesUnread || error instanceof SecretNotOpened)
      return { channelId, problem: error.message }
    throw error
  }
}

/** Reads the lists every quarter of an hour, and a workspace's at once when WhatsApp told of a template of it. */
export function createTemplateSync({ log, everyMs = EVERY_MS, ...deps }: Deps & { log: Log; everyMs?: number }) {
  const asked = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stopped = false

  async function run(workspaceId?: string): Promise<void> {
    try {
      for (const came of await syncTemplates(deps, workspaceId))
        if ('problem' in came) log.warn({ event: 'templates_unread', ...came }, 'Templates stay as they were')
    } catch (error) {
      log.warn({ err: error, workspaceId }, 'Templates stay as they were')
    }
  }

  async function runAsked(): Promise<void> {
    for (let [next] = asked; next !== undefined && !stopped; [next] = asked) {
      asked.delete(next)
      await run(next)
    }
  }

  function begin(work: () => Promise<void>): void {
    if (stopped || running) return
    running = work()
      .then(runAsked)
      .finally(() => {
        running = undefined
        if (asked.size > 0) begin(runAsked)
      })
  }

  return {
    start(): void {
      begin(run)
      timer = setInterval(() => begin(run), everyMs)
    },
    soon(workspaceId: string): void {
      asked.add(workspaceId)
      begin(runAsked)
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
