import { sql, type Kysely } from 'kysely'
import type { DB } from '#schema/tables.ts'
import type { Db, WorkspaceTx } from '../connect.ts'

export type NewEvent = {
  id: string
  workspaceId: string
  channelId: string
  key: string
  kind: 'message' | 'status' | 'echo' | 'template_status' | 'other'
  payload: unknown
  occurredAt: Date
}

/** One contact's events on one channel, which are relayed in their order. */
export type Turn = { workspaceId: string; channelId: string; sender: string }

export type WaitingEvent = {
  id: string
  channelId: string
  kind: 'message' | 'echo' | 'status' | 'template_status'
  payload: Record<string, unknown>
  occurredAt: Date
  attempts: number
}

/** From this many failures on, an event waits a minute, then two, then four, and so on. */
export const PATIENT_ATTEMPTS = 10

const isDue = sql`(e.attempts < ${sql.lit(PATIENT_ATTEMPTS)} or e.received_at
  + make_interval(secs => 60 * (power(2, least(e.attempts, 25) - ${sql.lit(PATIENT_ATTEMPTS - 1)}) - 1)) <= now())`

/** Keeps the events in one statement and returns the ids of those that are new. */
export async function insertEventsOnce(db: Db, events: readonly NewEvent[]): Promise<string[]> {
  // Always in the same order: two deliveries of the same batch must not wait for each other in a circle.
  const rows = [...events].sort((a, b) => (a.channelId + a.key < b.channelId + b.key ? -1 : 1))
  const json = JSON.stringify(
    rows.map(({ id, workspaceId, channelId, key, kind, payload, occurredAt }) => ({
      id,
      workspace_id: workspaceId,
      channel_id: channelId,
      event_key: key,
      kind,
      payload,
      occurred_at: occurredAt,
    })),
  )
  const result = await sql<{ id: string }>`
    insert into inbound_events (id, workspace_id, channel_id, event_key, kind, payload, occurred_at, relayed_at)
    select id, workspace_id, channel_id, event_key, kind, payload, occurred_at,
      case when kind = 'other' then now() end
    from json_to_recordset(${json}::json) as e(id uuid, workspace_id uuid, channel_id uuid,
      event_key text, kind text, payload jsonb, occurred_at timestamptz)
    on conflict (channel_id, event_key) do nothing
    returning id`.execute(db)
  return result.rows.map(({ id }) => id)
}

/** One of them; or only those that have no row yet: told they cannot be at present. */
export type WhichEvents = { only?: string | undefined; isNew?: boolean }

/** The contact's events that nobody has relayed yet, oldest first, locked until the transaction ends. */
export async function takeWaitingTurns(
  tx: WorkspaceTx,
  turns: readonly Turn[],
  { only, isNew = false }: WhichEvents,
): Promise<WaitingEvent[]> {
  const result = await sql<WaitingEvent>`
    select e.id, e.channel_id as "channelId", e.kind, e.payload, e.occurred_at as "occurredAt", e.attempts
    from inbound_events e
    where e.relayed_at is null and e.kind in ('message', 'echo') and ${isDue}
      and (e.channel_id, e.payload ->> 'sender') in (
        select * from unnest(${turns.map((turn) => turn.channelId)}::uuid[], ${turns.map((turn) => turn.sender)}::text[]))
      ${only === undefined ? sql`` : sql`and e.id = ${only}`}
      ${isNew ? sql`and not exists (select from messages m where m.id = e.id)` : sql``}
    order by e.id limit 1000
    for update`.execute(tx)
  return result.rows
}

export type StatusKind = 'status' | 'template_status'

/** Statuses of messages, or of templates, that nobody else is at. The order of messages' does not matter. */
export async function takeWaitingStatuses(
  tx: WorkspaceTx,
  limit: number,
  only?: string,
  kind: StatusKind = 'status',
): Promise<WaitingEvent[]> {
  const result = await sql<WaitingEvent>`
    select e.id, e.channel_id as "channelId", e.kind, e.payload, e.occurred_at as "occurredAt", e.attempts
    from inbound_events e
    where e.relayed_at is null and e.kind = ${kind} and ${isDue}
      ${only === undefined ? sql`` : sql`and e.id = ${only}`}
    order by e.received_at limit ${limit}
    for update skip locked`.execute(tx)
  return result.rows
}

/** Contacts with events that were left over; those that failed least come first. */
export async function listWaitingTurns(
  db: Db,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<Turn[]> {
  const result = await sql<Turn>`
    select e.workspace_id as "workspaceId", e.channel_id as "channelId", e.payload ->> 'sender' as sender
    from inbound_events e
    where e.relayed_at is null and e.kind in ('message', 'echo')
      and e.received_at <= now() - make_interval(secs => ${olderThanMs / 1000}) and ${isDue}
    group by 1, 2, 3 order by min(e.attempts), min(e.received_at) limit ${limit}`.execute(db)
  return result.rows
}

export async function listWorkspacesWithWaitingStatuses(
  db: Db,
  olderThanMs: number,
  kind: StatusKind,
): Promise<string[]> {
  const result = await sql<{ workspaceId: string }>`
    select distinct e.workspace_id as "workspaceId" from inbound_events e
    where e.relayed_at is null and e.kind = ${kind}
      and e.received_at <= now() - make_interval(secs => ${olderThanMs / 1000}) and ${isDue}`.execute(db)
  return result.rows.map(({ workspaceId }) => workspaceId)
}

/** What waits of these contacts, or of a workspace's statuses, one by one: to find the one that fails. */
export async function listWaitingIds(
  db: Db,
  workspaceId: string,
  turns: readonly Turn[] | StatusKind,
): Promise<string[]> {
  const which =
    typeof turns === 'string'
      ? sql`e.kind = ${turns}`
      : sql`e.kind in ('message', 'echo') and (e.channel_id, e.payload ->> 'sender') in (
          select * from unnest(${turns.map((turn) => turn.channelId)}::uuid[], ${turns.map((turn) => turn.sender)}::text[]))`
  const result = await sql<{ id: string }>`
    select e.id from inbound_events e
    where e.relayed_at is null and e.workspace_id = ${workspaceId} and ${which} and ${isDue}
    order by e.id limit 1000`.execute(db)
  return result.rows.map(({ id }) => id)
}

/** Marks events as handed on. Locked in the order of ids, as everywhere. */
export async function markRelayed(db: Kysely<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update inbound_events set relayed_at = now(), last_error = null
    where id in (select id from inbound_events where id = any(${ids}::uuid[]) order by id for update)`.execute(db)
}

/** Notes why an event still waits. `atMost` keeps those patient that fail through no fault of their own. */
export async function recordFailure(db: Db, ids: readonly string[], reason: string, atMost: number): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update inbound_events set attempts = greatest(attempts, least(attempts + 1, ${atMost})), last_error = ${reason}
    where id in (select id from inbound_events where id = any(${ids}::uuid[]) order by id for update)`.execute(db)
}
