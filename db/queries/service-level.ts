import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { ServiceLevel, type AnswerClock, type ClockStep } from '#schema/service-level.ts'
import type { WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'
import type { RevisedSettings } from './revised-settings.ts'

/** How soon people of this workspace answer. */
export async function readServiceLevel(tx: WorkspaceTx): Promise<ServiceLevel> {
  const { level } = await tx.selectFrom('workspaces').select('service_level as level').executeTakeFirstOrThrow()
  return ServiceLevel.parse(level)
}

/** How they are changed. A clock that runs goes on as it began. */
export const SERVICE_LEVEL: RevisedSettings<ServiceLevel> = {
  action: 'service-level.changed',
  read: readServiceLevel,
  fields: (level) => level,
  columns: (level) => ({ service_level: JSON.stringify(level) }),
}

/** The columns that pages read of a conversation's clock; none where none runs. */
export function clockColumns(clock: AnswerClock | undefined) {
  return {
    answer_since: clock ? new Date(clock.sinceMs) : null,
    answer_warn_at: clock ? new Date(clock.warnAtMs) : null,
    answer_due_at: clock ? new Date(clock.lateAtMs) : null,
    answer_pauses: clock ? JSON.stringify(clock.pauses) : null,
  }
}

/** Of our messages `m`: what waits, failed or was taken back is no answer. */
export const WENT_OUT = sql`m.status not in ('queued', 'failed', 'withdrawn')`

/**
 * Since when the customer waits for people, and when the 24-hour window closes; undefined where nobody does. The team
 * is waited for until somebody comes, a person from what they have not answered yet. What ARI says while people have the
 * conversation, as reminders, answers nothing; nor does a reaction ask.
 */
export async function findWaiting(
  tx: WorkspaceTx,
  conversationId: string,
): Promise<{ sinceMs: number; windowEndsAtMs: number | null } | undefined> {
  const { rows } = await sql<{ since: Date | null; windowEndsAt: Date | null }>`
    select case
        when c.floor = 'team' and (answered.at is null or answered.at < c.floor_since) then c.floor_since
        else greatest(c.floor_since, unanswered.since)
      end as since,
      c.last_inbound_at + interval '24 hours' as "windowEndsAt"
    from conversations c
    cross join lateral (
      select max(m.sent_at) filter (where m.author in ('staff', 'phone')) as at,
        max(m.sent_at) filter (where m.author in ('staff', 'phone') or (m.author = 'bot' and m.sent_at <= c.floor_since)) as last
      from messages m
      where m.conversation_id = c.id and m.direction = 'outbound' and ${WENT_OUT}
    ) answered
    cross join lateral (
      select min(m.created_at) as since
      from messages m
      where m.conversation_id = c.id and m.direction = 'inbound' and m.kind <> 'reaction'
        and m.sent_at > coalesce(answered.last, '-infinity')
    ) unanswered
    where c.id = ${conversationId} and c.floor in ('team', 'person') and c.merged_into is null
      and (unanswered.since is not null
        or (c.floor = 'team' and (answered.at is null or answered.at < c.floor_since)))`.execute(tx)
  const [row] = rows
  if (!row?.since) return undefined
  return { sinceMs: row.since.getTime(), windowEndsAtMs: row.windowEndsAt?.getTime() ?? null }
}

/** Whether the customer waits for people while no clock runs. */
export async function isWaitingUncounted(tx: WorkspaceTx, conversationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('conversations')
    .select('id')
    .where('id', '=', conversationId)
    .where('answer_since', 'is', null)
    .executeTakeFirst()
  return row !== undefined && (await findWaiting(tx, conversationId)) !== undefined
}

/** Keeps a clock that begins: in what pages read, and in what the conversation starts from. */
export async function keepClock(
  tx: WorkspaceTx,
  { conversationId, clock }: { conversationId: string; clock: AnswerClock },
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({
      ...clockColumns(clock),
      state: sql`jsonb_set(state, '{clock}', ${JSON.stringify(clock)}::jsonb)`,
    })
    .where('id', '=', conversationId)
    .execute()
  await notify(tx, { kind: 'conversation', conversationId })
}

/** A person has answered. */
export async function stopClock(tx: WorkspaceTx, conversationId: string): Promise<void> {
  const stopped = await tx
    .updateTable('conversations')
    .set({ ...clockColumns(undefined), state: sql`state - 'clock'` })
    .where('id', '=', conversationId)
    .where('answer_since', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (stopped !== undefined) await notify(tx, { kind: 'conversation', conversationId })
}

/** `endsAtMs`: of the window that is about to close. */
export type Call = {
  conversationId: string
  epoch: number
  sinceMs: number
  endsAtMs?: number
  step: Exclude<ClockStep, 'due'>
}

/** The quiet line in the thread: the answer is late, the owner was called, or only a template is left. */
export async function insertClockEvent(tx: WorkspaceTx, { conversationId, epoch, step, ...when }: Call): Promise<void> {
  await tx
    .insertInto('conversation_events')
    .values({
      id: uuidv7(),
      conversation_id: conversationId,
      turn: epoch,
      kind: 'answer',
      detail: JSON.stringify({ what: step, ...when }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
