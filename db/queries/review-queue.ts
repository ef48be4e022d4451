import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { notify } from './notify.ts'

/** Whoever does not say again within this time that they read a draft has let go of it. */
export const CLAIM_MS = 45_000

export type HeldRow = Awaited<ReturnType<typeof listHeldDrafts>>[number]

/** Drafts that wait for a decision and can still get one, the soonest due first; all, or `most` of them. */
export function listHeldDrafts(tx: WorkspaceTx, most?: number) {
  return heldDrafts(tx)
    .orderBy(sql`coalesce(d.due_at, d.held_at)`)
    .orderBy('d.id')
    .$if(most !== undefined, (query) => query.limit(most ?? 0))
    .execute()
}

/** One of them; undefined where it waits no more. */
export function findHeldDraft(tx: WorkspaceTx, draftId: string) {
  return heldDrafts(tx).where('d.id', '=', draftId).executeTakeFirst()
}

/** How many there are. */
export async function countHeldDrafts(tx: WorkspaceTx): Promise<number> {
  const { waiting } = await waitingDrafts(tx)
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow()
  return waiting
}

/**
 * Whether a draft `d` of a conversation `c` waits. It is stale from the moment that the customer writes on or somebody
 * takes the floor, also before its conversation has come to say so. While ARI is off for the whole workspace nothing of
 * its waits for anybody.
 */
export const DRAFT_WAITS = sql<boolean>`(d.status = 'held' and c.floor = 'bot' and c.merged_into is null
  and (select w.bot_on from workspaces w where w.id = d.workspace_id)
  and not exists (select from messages m where m.conversation_id = d.conversation_id
    and m.direction = 'inbound' and m.outcome is null and m.created_at > d.held_at))`

function waitingDrafts(tx: WorkspaceTx) {
  return tx.selectFrom('drafts as d').innerJoin('conversations as c', 'c.id', 'd.conversation_id').where(DRAFT_WAITS)
}

function heldDrafts(tx: WorkspaceTx) {
  return waitingDrafts(tx)
    .innerJoin('contacts as k', 'k.id', 'c.contact_id')
    .leftJoin('users as reader', (join) =>
      join.onRef('reader.id', '=', 'd.claimed_by').on(sql<boolean>`d.claimed_until > now()`),
    )
    .select([
      'd.id as draftId',
      'd.conversation_id as conversationId',
      'd.turn',
      'd.version',
      'd.reply',
      'd.intent',
      'd.confidence',
      'd.checks',
      'd.citations',
      'd.retrieved',
      'd.held_as as heldAs',
      'd.held_for as heldFor',
      'd.is_first as isFirst',
      'd.sends_itself as sendsItself',
      'd.held_at as heldAt',
      'd.due_at as dueAt',
      'd.ends_at as endsAt',
      'c.contact_id as contactId',
      'c.stage',
      'c.score',
      'c.language',
      'k.name',
      'k.phone',
      'reader.id as readerId',
      'reader.name as readerName',
    ])
}

/** Takes a held draft to read it; false where a colleague reads it just now, or it waits no more. */
export async function claimDraft(
  tx: WorkspaceTx,
  { draftId, userId }: { draftId: string; userId: string },
): Promise<boolean> {
  const claimed = await tx
    .updateTable('drafts')
    .set({ claimed_by: userId, claimed_until: sql<Date>`now() + ${CLAIM_MS} * interval '1 millisecond'` })
    .where('id', '=', draftId)
    .where('status', '=', 'held')
    .where((where) =>
      where.or([
        where('claimed_by', 'is', null),
        where('claimed_by', '=', userId),
        where('claimed_until', '<=', sql<Date>`now()`),
      ]),
    )
    .returning('id')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Lets go of a draft that somebody has claimed. */
export async function releaseDraft(
  tx: WorkspaceTx,
  { draftId, userId }: { draftId: string; userId: string },
): Promise<void> {
  await tx
    .updateTable('drafts')
    .set({ claimed_by: null, claimed_until: null })
    .where('id', '=', draftId)
    .where('claimed_by', '=', userId)
    .execute()
}

/** Takes a draft from whoever has claimed it: it is in the queue for everybody. */
export async function dropClaim(
  tx: WorkspaceTx,
  { conversationId, draftId }: { conversationId: string; draftId: string },
): Promise<void> {
  const dropped = await tx
    .updateTable('drafts')
    .set({ claimed_by: null, claimed_until: null })
    .where('id', '=', draftId)
    .where('status', '=', 'held')
    .where('claimed_until', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst()
  if (dropped !== undefined) await notify(tx, { kind: 'draft', conversationId })
}

export type Edit = { draftId: string; reply: string; checks: unknown; reason: string | null }

/** Keeps a reviewer's words as a draft of their own, beside the one that they read; its id. */
export async function insertEditedDraft(
  tx: WorkspaceTx,
  { draftId, reply, checks, reason }: Edit,
): Promise<string | undefined> {
  const id = uuidv7()
  const { rows } = await sql<{ id: string }>`
    insert into drafts (id, conversation_id, turn, version, reply, intent, confidence, citations, retrieved, found, model, endpoint,
      is_fallback, model_ms, prompt_version, prompt, raw_answer, checks, wish, edited_from, edit_reason)
    select ${id}, conversation_id, turn, version, ${reply}, intent, confidence, citations, retrieved, found, model, endpoint,
      is_fallback, model_ms, prompt_version, prompt, raw_answer, ${JSON.stringify(checks)}::jsonb, wish, id, ${reason}
    from drafts where id = ${draftId} and status = 'held'
    returning id`.execute(tx)
  return rows[0]?.id
}

/** What a reviewer wrote about a draft that no longer waited: it is never sent. */
export async function dropEditedDraft(tx: WorkspaceTx, editedId: string): Promise<void> {
  await tx
    .updateTable('drafts')
    .set({ status: 'stale' })
    .where('id', '=', editedId)
    .where('status', '=', 'made')
    .execute()
}

/** How many drafts were decided today, by the workspace's clock. */
export async function countDecidedToday(tx: WorkspaceTx): Promise<number> {
  const { rows } = await sql<{ today: number }>`
    select count(d.id) as today from workspaces w left join drafts d on d.workspace_id = w.id and d.verdict is not null
      and d.reviewed_at >= date_trunc('day', now(), w.timezone) group by w.id`.execute(tx)
  return rows[0]?.today ?? 0
}
