import { sql } from 'kysely'
import type { Db } from '../connect.ts'

/** Why a webhook is turned away at the door. */
export type Refusal = 'bad_signature' | 'too_old'

/** How much waits, and how long nothing came. */
export type ReceivingFigures = {
  /** Kept events that are no rows yet. */
  waitingEvents: number
  /** Inbound messages that nobody has answered or set aside. */
  openMessages: number
  /** Of those, the ones older than the limit whose conversation has no draft with a person. */
  lateMessages: number
  queuedReplies: number
  /** Since the last webhook; null when none ever came. */
  silentSeconds: number | null
}

/** What waits in all workspaces together. Each part is a look into a small index. */
export async function readReceivingFigures(db: Db, lateAfterMinutes: number): Promise<ReceivingFigures> {
  const { rows } = await sql<ReceivingFigures>`
    select
      (select count(*) from inbound_events e
        where e.relayed_at is null and not exists (select from messages m where m.id = e.id)) as "waitingEvents",
      (select count(*) from messages where direction = 'inbound' and outcome is null) as "openMessages",
      (select count(*) from messages m
        where m.direction = 'inbound' and m.outcome is null
          and m.created_at < now() - make_interval(mins => ${lateAfterMinutes}::int)
          and not exists (select from drafts d
            where d.workspace_id = m.workspace_id and d.conversation_id = m.conversation_id and d.status = 'held')
      ) as "lateMessages",
      (select count(*) from outbound_messages where state = 'queued') as "queuedReplies",
      -- Ids of events rise with time, and they are what has an index.
      (select extract(epoch from now() - received_at)::float8 from inbound_events order by id desc limit 1)
        as "silentSeconds"`.execute(db)
  return rows[0] ?? { waitingEvents: 0, openMessages: 0, lateMessages: 0, queuedReplies: 0, silentSeconds: null }
}

/** Adds to the shared count of refusals. */
export async function countRefusals(db: Db, reason: Refusal, count: number): Promise<void> {
  await sql`update webhook_refusals set refused = refused + ${count}::int, last_at = now() where reason = ${reason}`.execute(
    db,
  )
}

/** How many webhooks were ever turned away, by all programs together. */
export async function readRefusals(db: Db): Promise<{ reason: Refusal; refused: number }[]> {
  const { rows } = await sql<{ reason: Refusal; refused: number }>`
    select reason, refused from webhook_refusals order by reason`.execute(db)
  return rows
}

/** True for exactly one caller of many: it tells. */
export async function claimAlert(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql`
    insert into standing_alerts (key) values (${key}) on conflict (key) do nothing returning key`.execute(db)
  return rows.length > 0
}

/** True for exactly one caller after the alert stood: it tells that it is over. */
export async function endAlert(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql`delete from standing_alerts where key = ${key} returning key`.execute(db)
  return rows.length > 0
}
