import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { IncidentStep, IncidentTicks } from '#schema/incident.ts'
import type { WorkspaceTx } from '../connect.ts'
import { raiseAlert } from './alerts.ts'
import { insertAudit } from './audit.ts'
import { putUnderFullReview } from './review-settings.ts'
import { lockSwitch, switchAri } from './workspace-floor.ts'
import { setLive } from './workspaces.ts'

export type Incident = NonNullable<Awaited<ReturnType<typeof findIncident>>>

type By = { workspaceId: string; actor: string }
type Of = By & { incidentId: string }

/** Once the switch is ours and not when the transaction began: what went out in between is looked at too. */
const NOW = sql<Date>`clock_timestamp()`

/**
 * Stops ARI in the whole workspace and opens an incident: nothing that it wrote goes out any more, and what is held for
 * review is stale. Where one is open already this joins it, and the reason is a note of it.
 */
export async function openIncident(
  tx: WorkspaceTx,
  { workspaceId, actor, reason }: By & { reason: string },
): Promise<{ incidentId: string; outcome: 'opened' | 'joined' }> {
  await lockSwitch(tx, 'alone')
  await switchAri(tx, { workspaceId, actor, on: false })
  await dropHeldDrafts(tx)
  const opened = await tx
    .insertInto('incidents')
    .values({
      ...{ id: uuidv7(), opened_by: actor, opened_at: NOW, reason },
      ...{ from_at: sql<Date>`clock_timestamp() - interval '1 day'`, to_at: NOW },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (opened !== undefined) {
    const incidentId = opened.id
    await insertAudit(tx, { workspaceId, actor, action: 'incident.opened', subject: incidentId })
    await raiseAlert(tx, { kind: 'incident', subject: incidentId, conversationId: null })
    return { incidentId, outcome: 'opened' }
  }
  const { id: incidentId } = await tx
    .selectFrom('incidents')
    .where('closed_at', 'is', null)
    .select('id')
    .executeTakeFirstOrThrow()
  const noteId = await insertNote(tx, { incidentId, userId: actor, body: reason })
  await insertAudit(tx, { workspaceId, actor, action: 'incident.joined', subject: incidentId, detail: { noteId } })
  return { incidentId, outcome: 'joined' }
}

/** What waits for a reviewer was written by an ARI that nobody trusts just now: also later nobody can let it go. */
async function dropHeldDrafts(tx: WorkspaceTx): Promise<void> {
  await tx.updateTable('drafts').set({ status: 'stale' }).where('status', '=', 'held').execute()
}

/** An incident of the workspace, or with no id the open one. */
export function findIncident(tx: WorkspaceTx, incidentId: string | null) {
  return incidents(tx)
    .$if(incidentId !== null, (query) => query.where('i.id', '=', incidentId ?? ''))
    .$if(incidentId === null, (query) => query.where('i.closed_at', 'is', null))
    .executeTakeFirst()
}

/** Those that are over, the latest first. */
export function listPastIncidents(tx: WorkspaceTx) {
  return incidents(tx).where('i.closed_at', 'is not', null).orderBy('i.opened_at', 'desc').limit(50).execute()
}

function incidents(tx: WorkspaceTx) {
  return tx
    .selectFrom('incidents as i')
    .leftJoin('users as opener', 'opener.id', 'i.opened_by')
    .leftJoin('users as closer', 'closer.id', 'i.closed_by')
    .select([
      'i.id',
      'i.reason',
      'i.opened_at as openedAt',
      'opener.name as openedBy',
      'i.from_at as fromAt',
      'i.to_at as toAt',
      'i.closed_at as closedAt',
      'closer.name as closedBy',
      'i.note',
      sql<IncidentTicks>`i.ticks`.as('ticks'),
      sql<number>`(select count(*) from incident_answers a where a.incident_id = i.id)`.as('marked'),
    ])
}

/** Other days to look at. False where the incident is over. */
export async function setIncidentPeriod(
  tx: WorkspaceTx,
  { workspaceId, actor, incidentId, from, to }: Of & { from: Date; to: Date },
): Promise<boolean> {
  const changed = await open(tx, incidentId).set({ from_at: from, to_at: to }).returning('id').executeTakeFirst()
  if (changed === undefined) return false
  const detail = { from: from.toISOString(), to: to.toISOString() }
  await insertAudit(tx, { workspaceId, actor, action: 'incident.period', subject: incidentId, detail })
  return true
}

/** Ticks a step, or takes the tick off it. False where the incident is over. */
export async function tickIncident(
  tx: WorkspaceTx,
  { workspaceId, actor, incidentId, step, on, now }: Of & { step: IncidentStep; on: boolean; now: Date },
): Promise<boolean> {
  const tick = JSON.stringify({ [step]: { by: actor, at: now.toISOString() } })
  const changed = await open(tx, incidentId)
    .set({ ticks: on ? sql`ticks || ${tick}::jsonb` : sql`ticks - ${step}::text` })
    .returning('id')
    .executeTakeFirst()
  if (changed === undefined) return false
  const action = on ? 'incident.ticked' : 'incident.unticked'
  await insertAudit(tx, { workspaceId, actor, action, subject: incidentId, detail: { step } })
  return true
}

/** Keeps what somebody wrote down about it. False where the incident is over. */
export async function noteIncident(
  tx: WorkspaceTx,
  { workspaceId, actor, incidentId, body }: Of & { body: string },
): Promise<boolean> {
  if (!(await lockOpen(tx, incidentId))) return false
  const noteId = await insertNote(tx, { incidentId, userId: actor, body })
  await insertAudit(tx, { workspaceId, actor, action: 'incident.noted', subject: incidentId, detail: { noteId } })
  return true
}

/** Holds an open incident until the transaction ends; false where it is over. */
export async function lockOpen(tx: WorkspaceTx, incidentId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('incidents')
    .where('id', '=', incidentId)
    .where('closed_at', 'is', null)
    .forNoKeyUpdate()
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Closes the incident and turns ARI on again under full review: its first days begin anew. Where it was never live it is
 * not live now either, and each of its answers waits for a person. `uncontacted`: so many customers were told nothing.
 * False where somebody else has closed it.
 */
export async function closeIncident(
  tx: WorkspaceTx,
  { workspaceId, actor, incidentId, note, uncontacted, now }: Of & { note: string; uncontacted: number; now: Date },
): Promise<boolean> {
  await lockSwitch(tx, 'alone')
  const closed = await open(tx, incidentId)
    .set({ closed_by: actor, closed_at: now, note })
    .returning('id')
    .executeTakeFirst()
  if (closed === undefined) return false
  const { before, after, isLive } = await putUnderFullReview(tx, { workspaceId, actor })
  const endsSendingItself = before.sendsItself && !after.sendsItself
  const days = before.firstDays === after.firstDays ? {} : { days: after.firstDays, daysBefore: before.firstDays }
  const detail = { uncontacted, isLive, ...(endsSendingItself && { endsSendingItself }), ...days }
  await insertAudit(tx, { workspaceId, actor, action: 'incident.closed', subject: incidentId, detail })
  await switchAri(tx, { workspaceId, actor, on: true })
  // To go live is a decision of its own, with a sign-off.
  if (isLive) await setLive(tx, { workspaceId, restart: true, actor })
  return true
}

function open(tx: WorkspaceTx, incidentId: string) {
  return tx.updateTable('incidents').where('id', '=', incidentId).where('closed_at', 'is', null)
}

async function insertNote(
  tx: WorkspaceTx,
  { incidentId, userId, body }: { incidentId: string; userId: string; body: string },
): Promise<string> {
  const id = uuidv7()
  await tx.insertInto('incident_notes').values({ id, incident_id: incidentId, user_id: userId, body }).execute()
  return id
}

/** How many customers wrote since then and were answered by nobody: people have them while ARI is off. */
export async function countUnanswered(tx: WorkspaceTx, since: Date): Promise<number> {
  const { rows } = await sql<{ customers: number }>`
    select count(*) as customers from conversations c
    where c.merged_into is null and c.last_inbound_at >= ${since} and not exists (
      select from messages m where m.conversation_id = c.id and m.direction = 'outbound'
        and m.status not in ('withdrawn', 'failed') and m.sent_at >= c.last_inbound_at)`.execute(tx)
  return rows[0]?.customers ?? 0
}

/** What people of the workspace are called. */
export async function namesOf(tx: WorkspaceTx, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('users')
    .where('id', 'in', [...userIds])
    .select(['id', 'name'])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
