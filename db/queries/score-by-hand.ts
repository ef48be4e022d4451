import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { notify } from './notify.ts'

/** The score that counts, of `conversations as c` and its `contacts`: a person's before ARI's. */
export const scoreInForce = sql<number>`coalesce(contacts.score_by_hand, c.score)`

export type ScoreByHand = {
  workspaceId: string
  contactId: string
  /** Where the line about it stands. */
  conversationId: string
  userId: string
  /** Null: ARI's own counts again. */
  score: number | null
  reason: string | null
}

type Before = { score: number | null; reason: string | null; ari: number; turn: number; setAt: Date }

/**
 * Gives a contact a score in place of ARI's, or takes it back. Of two at once the later stands, and the thread tells of
 * both. Giving it what it has already changes nothing; undefined where the contact was merged away meanwhile.
 */
export async function setScoreByHand(
  tx: WorkspaceTx,
  { workspaceId, contactId, conversationId, userId, score, reason }: ScoreByHand,
): Promise<'set' | 'unchanged' | undefined> {
  const { rows } = await sql<Before>`
    select k.score_by_hand as score, k.score_reason as reason, c.score as ari,
      coalesce((c.state ->> 'turn')::int, 0) as turn, clock_timestamp() as "setAt"
    from contacts k join conversations c on c.contact_id = k.id
    where k.id = ${contactId} and c.id = ${conversationId} and k.merged_into is null for update of k`.execute(tx)
  const [before] = rows
  if (before === undefined) return undefined
  const { ari, turn, setAt } = before
  if (before.score === score && (score === null || before.reason === reason)) return 'unchanged'
  const isSet = score !== null
  await tx
    .updateTable('contacts')
    .set({
      score_by_hand: score,
      score_reason: isSet ? reason : null,
      score_set_by: isSet ? userId : null,
      score_set_at: isSet ? setAt : null,
      updated_at: sql`now()`,
    })
    .where('id', '=', contactId)
    .execute()
  await tx
    .insertInto('conversation_events')
    .values({
      ...{ id: uuidv7(), conversation_id: conversationId, turn, kind: 'score', at: setAt },
      // With its moment: the same person may give the same score twice in one turn.
      detail: JSON.stringify({ score, ari, userId, setAt: setAt.toISOString() }),
    })
    .execute()
  // Why is for those who may read the contact, not for the log.
  const detail = { score, before: before.score, ari }
  const action = isSet ? 'score.set' : 'score.cleared'
  await insertAudit(tx, { workspaceId, actor: userId, action, subject: contactId, detail })
  await tellAll(tx, contactId)
  return 'set'
}

/** The score stands in the list for each conversation of the contact. */
async function tellAll(tx: WorkspaceTx, contactId: string): Promise<void> {
  const all = await tx
    .selectFrom('conversations')
    .where('contact_id', '=', contactId)
    .where('merged_into', 'is', null)
    .select('id')
    .execute()
  for (const { id } of all) await notify(tx, { kind: 'conversation', conversationId: id })
}

/** Of two scores that people gave to what turns out to be one contact, the later stands. */
export async function moveScoreByHand(tx: WorkspaceTx, { into, from }: { into: string; from: string }): Promise<void> {
  await sql`
    update contacts c
    set score_by_hand = gone.score_by_hand, score_reason = gone.score_reason, score_set_by = gone.score_set_by,
      score_set_at = gone.score_set_at
    from contacts gone
    where c.id = ${into} and gone.id = ${from} and gone.score_set_at > coalesce(c.score_set_at, '-infinity')`.execute(
    tx,
  )
  await sql`
    update contacts set score_by_hand = null, score_reason = null, score_set_by = null, score_set_at = null
    where id = ${from}`.execute(tx)
}
