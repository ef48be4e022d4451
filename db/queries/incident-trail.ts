import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

export type TrailLine = {
  id: string
  at: Date
  /** `incident.opened` and the like. */
  action: string
  by: string | null
  detail: unknown
  /** What was written down with it, and whom it is about. */
  words: string | null
  customer: { name: string | null; username: string | null; phone: string | null } | null
}

/** Who did what about an incident, the first first: from the audit log, with the words that stand elsewhere. */
export async function listIncidentTrail(tx: WorkspaceTx, incidentId: string): Promise<TrailLine[]> {
  const { rows } = await sql<TrailLine>`
    select l.id, l.at, l.action, u.name as by, l.detail, coalesce(n.body, g.body) as words,
      case when k.id is not null then json_build_object('name', k.name, 'username', k.username, 'phone', k.phone) end
        as customer
    from audit_log l
    left join users u on u.id::text = l.actor
    left join incident_notes n on n.id::text = l.detail ->> 'noteId'
    left join incident_mailings g on g.id::text = l.detail ->> 'mailingId'
    left join contacts told on told.id::text = l.detail ->> 'contactId'
    left join contacts k on k.id = coalesce(told.merged_into, told.id)
    where l.subject = ${incidentId} and l.at >= (select opened_at - interval '1 minute' from incidents where id = ${incidentId})
    order by l.at, l.id`.execute(tx)
  return rows
}
