import { sql } from 'kysely'
import type { AnswerPoints } from '#schema/answer.ts'
import { StoredPoints } from '#schema/answer-reading.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

type Of = { workspaceId: string; messageId: string; userId: string }
/** `seen`: when what its reader was shown as read was read; null: they were shown it unread. */
type Reading = Of & { points: AnswerPoints; comment: string | null; seen: Date | null }

export type KeptReading = { points: AnswerPoints; comment: string | null; by: string | null; at: Date }
/** `read`: somebody else read it meanwhile, and this is what they found. */
export type ReadingKept =
  { outcome: 'kept'; at: Date } | { outcome: 'no-answer' } | { outcome: 'read'; now: KeptReading }

/**
 * Keeps what a person found in an answer that went out, unless somebody found something that this person was not shown.
 * Said twice by the same person it is kept twice.
 */
export async function keepReading(tx: WorkspaceTx, { points, comment, seen, ...of }: Reading): Promise<ReadingKept> {
  const before = await findReading(tx, of.messageId)
  const { rows } = await sql<{ isNew: boolean; at: Date }>`
    insert into answer_readings (message_id, user_id, points, comment)
    select id, ${of.userId}::uuid, ${JSON.stringify(points)}::jsonb, ${comment} from messages
    where id = ${of.messageId} and author = 'bot' and status in ('sent', 'delivered', 'read')
    on conflict (message_id) do update
      set user_id = excluded.user_id, points = excluded.points, comment = excluded.comment, at = now()
      where date_trunc('milliseconds', answer_readings.at) is not distinct from ${seen}::timestamptz
        or (answer_readings.user_id, answer_readings.points, coalesce(answer_readings.comment, ''))
          is not distinct from (excluded.user_id, excluded.points, coalesce(excluded.comment, ''))
    returning xmax = 0 as "isNew", at`.execute(tx)
  const [kept] = rows
  if (kept === undefined) {
    const now = await findReading(tx, of.messageId)
    return now === undefined ? { outcome: 'no-answer' } : { outcome: 'read', now }
  }
  await audit(tx, of, { what: kept.isNew ? 'read' : 'read-again', points, ...(before && { before }) })
  return { outcome: 'kept', at: kept.at }
}

/** Takes a reading back: the answer is unread again. Not where somebody else read it since; what they found. */
export async function takeReadingBack(
  tx: WorkspaceTx,
  { seen, ...of }: Of & { seen: Date | null },
): Promise<KeptReading | undefined> {
  const before = await findReading(tx, of.messageId)
  const taken = await tx
    .deleteFrom('answer_readings')
    .where('message_id', '=', of.messageId)
    .where(sql`date_trunc('milliseconds', at)`, '=', seen)
    .returning('message_id')
    .executeTakeFirst()
  if (taken === undefined) return findReading(tx, of.messageId)
  await audit(tx, of, { what: 'reading-taken-back', ...(before && { before }) })
  return undefined
}

async function findReading(tx: WorkspaceTx, messageId: string): Promise<KeptReading | undefined> {
  const row = await tx
    .selectFrom('answer_readings as r')
    .leftJoin('users as u', 'u.id', 'r.user_id')
    .where('r.message_id', '=', messageId)
    .select(['r.points', 'r.comment', 'u.name as by', 'r.at'])
    .executeTakeFirst()
  return row && { ...row, points: StoredPoints.parse(row.points) }
}

type Told = { what: 'read' | 'read-again' | 'reading-taken-back'; points?: AnswerPoints; before?: KeptReading }

function audit(tx: WorkspaceTx, { workspaceId, messageId, userId }: Of, { what, points, before }: Told): Promise<void> {
  // What is written over, or taken back, stands here from then on.
  const was = before && { ...before, at: before.at.toISOString() }
  const detail = { ...(points && { points }), ...(was && { before: was }) }
  return insertAudit(tx, { workspaceId, actor: userId, action: `answer.${what}`, subject: messageId, detail })
}
