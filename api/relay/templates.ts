import type { Log } from '#clients/log/log.ts'
import type { Database } from '#db/connect.ts'
import { markRelayed, takeWaitingStatuses, type WaitingEvent } from '#db/queries/inbound-events.ts'
import { recordTemplateStatuses, type TemplateStatus } from '#db/queries/templates.ts'
import { MetaTemplateStatus } from '#schema/whatsapp-template.ts'

export const TEMPLATE_BATCH = 500

/** Keeps what WhatsApp told of a workspace's templates and marks it relayed, in one transaction. Returns how many. */
export function relayTemplates(database: Database, log: Log, workspaceId: string, only?: string): Promise<number> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const events = await takeWaitingStatuses(tx, TEMPLATE_BATCH, only, 'template_status')
    const statuses = events.flatMap((event) => readStatus(event) ?? [])
    await recordTemplateStatuses(tx, statuses)
    await markRelayed(
      tx,
      events.map(({ id }) => id),
    )
    const unread = events.length - statuses.length
    if (unread > 0) log.warn({ workspaceId, unread }, 'Template events that name no template')
    if (statuses.length > 0)
      log.info({ event: 'template_status', workspaceId, count: statuses.length }, 'WhatsApp told of templates')
    return events.length
  })
}

function readStatus({ channelId, occurredAt, payload }: WaitingEvent): TemplateStatus | null {
  const read = MetaTemplateStatus.safeParse(payload['value'])
  if (!read.success) return null
  const { event, reason, ...template } = read.data
  const accountId = payload['businessAccountId']
  return {
    businessAccountId: typeof accountId === 'string' ? accountId : null,
    ...{ channelId, status: event, reason, at: occurredAt },
    providerTemplateId: template.message_template_id ?? null,
    name: template.message_template_name,
    language: template.message_template_language,
    category: template.message_template_category ?? null,
  }
}
