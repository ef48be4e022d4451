import { sql } from 'kysely'
import type { AnswerPoints } from '#schema/answer.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

type Of = { workspaceId: string; messageId: string; userId: string }
type Reading = Of & { points: AnswerPoints; comment: string | null }

/** Keeps what a person found in an answer that went out: the newest reading stands. False where it is no answer of ARI's. */
export async function keepReading(tx: WorkspaceTx, { points, comment, ...of }: Reading): Promise<boolean> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into answer_readings (message_id, user_id, points, comment)
    select id, ${of.userId}::uuid, ${JSON.stringify(points)}::jsonb, ${comment} from messages
    where id = ${of.messageId} and author = 'bot' and status in ('sent', 'delivered', 'read')
    on conflict (message_id) do update
      set user_id = excluded.user_id, points = excluded.points, comment = excluded.comment, at = now()
    returning xmax = 0 as "isNew"`.execute(tx)
  const [kept] = rows
  if (kept === undefined) return false
  await audit(tx, of, kept.isNew ? 'read' : 'read-again', points)
  return true
}

/** Takes a reading back: the answer is unread again. False where there was none. */
export async function takeReadingBack(tx: WorkspaceTx, of: Of): Promise<boolean> {
  const taken = await tx
    .deleteFrom('answer_readings')
    .where('message_id', '=', of.messageId)
    .returning('message_id')
    .executeTakeFirst()
  if (taken === undefined) return false
  await audit(tx, of, 'reading-taken-back')
  return true
}

function audit(
  tx: WorkspaceTx,
  { workspaceId, messageId, userId }: Of,
  what: 'read' | 'read-again' | 'reading-taken-back',
  points?: AnswerPoints,
): Promise<void> {
  const detail = points === undefined ? {} : { points }
  return insertAudit(tx, { workspaceId, actor: userId, action: `answer.${what}`, subject: messageId, detail })
}
