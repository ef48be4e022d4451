import { sql } from 'kysely'
import type { AlertKind, AlertWay } from '#schema/alert.ts'
import type { Db, WorkspaceTx } from '../connect.ts'
import { DRAFT_WAITS } from './review-queue.ts'
import { WENT_OUT } from './service-level.ts'

/** An alert that nobody has been told of yet. */
export type RaisedAlert = { id: string; workspaceId: string; kind: AlertKind }

/** What waits to be told of a kind, to one ear. `userId` is null for Slack. */
export type Line = { workspaceId: string; kind: AlertKind; way: AlertWay; userId: string | null }
type NewOnLine = Line & { alertIds: string[]; windowMs: number }
export type ClaimedLine = Line & { id: string; claim: string; pending: string[]; failures: number }

/** Alerts and lines at once. */
const ALERTS_AT_ONCE = 500
const LINES_AT_ONCE = 20
/** Whoever has not told by then has died; somebody else does. */
const CLAIM_MS = 60_000

/**
 * Puts alerts on the lines that `choose` names, each alert once, however many programs do so; how many there were. All
 * of it is kept or none.
 */
export async function spreadAlerts(
  db: Db,
  choose: (tx: Db, raised: RaisedAlert[]) => Promise<NewOnLine[]>,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const raised = await tx
      .selectFrom('alerts')
      .select(['id', 'workspace_id as workspaceId', 'kind'])
      .where('told_at', 'is', null)
      .orderBy('raised_at')
      .limit(ALERTS_AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    if (raised.length === 0) return 0
    const lines = await choose(tx, raised as RaisedAlert[])
    // In one order, so that two programs never wait for each other in a circle.
    for (const line of lines.toSorted(byName)) await putOnLine(tx, line)
    const ids = raised.map(({ id }) => id)
    await tx.updateTable('alerts').set({ told_at: new Date() }).where('id', 'in', ids).execute()
    return raised.length
  })
}

const nameOf = ({ workspaceId, kind, way, userId }: Line) => [workspaceId, kind, way, userId ?? ''].join(' ')
const byName = (one: Line, other: Line) => (nameOf(one) < nameOf(other) ? -1 : 1)

/** The first is told at once, what follows when the window after it is over. */
async function putOnLine(tx: Db, { workspaceId, kind, way, userId, alertIds, windowMs }: NewOnLine): Promise<void> {
  await sql`
    insert into alert_lines (workspace_id, kind, way, user_id, pending, due_at)
    values (${workspaceId}, ${kind}, ${way}, ${userId}, ${alertIds}::uuid[], now())
    on conflict (workspace_id, kind, way, user_id) do update set
      pending = alert_lines.pending || excluded.pending,
      due_at = case when alert_lines.pending <> '{}' then alert_lines.due_at
        else greatest(now(), alert_lines.told_at + ${windowMs} * interval '1 millisecond') end`.execute(tx)
}

/** Takes lines that are due, so that nobody else tells the same. */
export async function claimLines(db: Db, claim: string): Promise<ClaimedLine[]> {
  const { rows } = await sql<ClaimedLine>`
    update alert_lines set claim = ${claim}, claimed_until = now() + ${CLAIM_MS} * interval '1 millisecond'
    where id in (
      select id from alert_lines
      where pending <> '{}' and due_at <= now() and (claimed_until is null or claimed_until <= now())
      order by due_at limit ${LINES_AT_ONCE} for update skip locked)
    returning id, workspace_id as "workspaceId", kind, way, user_id as "userId", claim, pending, failures`.execute(db)
  return rows
}

/** What was on the line when it was claimed has been told, or needs no telling any more. */
export async function finishLine(
  db: Db,
  { id, claim, pending }: ClaimedLine,
  { isTold, windowMs }: { isTold: boolean; windowMs: number },
): Promise<void> {
  await sql`
    update alert_lines set pending = pending[${pending.length + 1}:], claim = null, claimed_until = null, failures = 0,
      told_at = case when ${isTold} then now() else told_at end,
      due_at = case when ${isTold} then now() + ${windowMs} * interval '1 millisecond' else now() end
    where id = ${id} and claim = ${claim}`.execute(db)
}

/**
 * It is told later: nobody could be told just now, or nobody wants to be. Not within the next second: a program whose
 * clock is behind that of Postgres would otherwise postpone it to a time that has passed, again and again.
 */
export async function postponeLine(
  db: Db,
  { id, claim }: ClaimedLine,
  { dueAt, failures }: { dueAt: Date; failures: number },
): Promise<void> {
  await sql`
    update alert_lines set due_at = greatest(${dueAt}, now() + interval '1 second'), failures = ${failures},
      claim = null, claimed_until = null
    where id = ${id} and claim = ${claim}`.execute(db)
}

/**
 * What a person's quiet hours put off is looked at anew: they have chosen otherwise. `windows`: what is gathered after a
 * message of a kind goes on being gathered, in milliseconds.
 */
export async function bringForward(
  tx: WorkspaceTx,
  userId: string,
  windows: Readonly<Record<AlertWay, number>>,
): Promise<void> {
  await sql`
    update alert_lines set due_at = least(due_at,
      greatest(now(), told_at + (${JSON.stringify(windows)}::jsonb ->> way)::int * interval '1 millisecond'))
    where user_id = ${userId} and pending <> '{}' and failures = 0 and due_at > now()`.execute(tx)
}

/** When the next line is due, as an epoch time; null where nothing waits. */
export async function nextLineDueAt(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(greatest(due_at, claimed_until)) as at from alert_lines where pending <> '{}'`.execute(db)
  return rows[0]?.at?.getTime() ?? null
}

export type LiveMatter = { alertId: string; conversationId: string | null; contactId: string | null }

/**
 * Of alerts of one workspace those whose matter is not over: the draft still waits, the customer has no answer yet. A
 * conversation that became part of another one is looked for there.
 */
export async function listLiveMatters(
  db: Db,
  { workspaceId, pending }: Pick<ClaimedLine, 'workspaceId' | 'pending'>,
): Promise<LiveMatter[]> {
  const { rows } = await sql<LiveMatter>`
    select a.id as "alertId", c.id as "conversationId", c.contact_id as "contactId"
    from alerts a
    left join conversations named on named.id = a.conversation_id
    left join conversations c on c.id = coalesce(named.merged_into, named.id)
    where a.workspace_id = ${workspaceId} and a.id = any(${pending}::uuid[])
      and case
        when a.kind = 'incident' or c.id is null then true
        when a.kind = 'review_due' then ${isHeld}
        when a.kind = 'review_overdue' then c.floor in ('team', 'nobody') and not ${isAnswered}
        else c.floor <> 'bot' and not ${isAnswered}
      end
    order by a.raised_at`.execute(db)
  return rows
}

/** As the reviewers' list has it. */
const isHeld = sql`exists (select from drafts d where d.conversation_id = c.id and ${DRAFT_WAITS})`

/** As the clocks have it. */
const isAnswered = sql`exists (
  select from messages m where m.conversation_id = c.id and m.author in ('staff', 'phone')
    and ${WENT_OUT} and m.created_at > a.raised_at)`

/** Alerts that nobody will be told of again; of the ones that people were told of, nothing else is kept. */
export async function sweepAlerts(db: Db): Promise<void> {
  await sql`
    delete from alerts a where a.told_at < now() - interval '30 days'
      and not exists (select from alert_lines l where l.workspace_id = a.workspace_id and a.id = any(l.pending))`.execute(
    db,
  )
}
