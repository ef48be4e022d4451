import { sql } from 'kysely'
import type { MeaningState } from '#schema/knowledge.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import type { FoundKnowledge } from './knowledge.ts'

/** Whether what ARI answers from is found by meaning too. */
export async function isMeaningOn(tx: WorkspaceTx): Promise<boolean> {
  const found = await tx.selectFrom('knowledge_meaning').select('is_on').executeTakeFirst()
  return found?.is_on ?? false
}

/** How far the vectors of this model are, and why they do not come on. */
export async function readMeaning(tx: WorkspaceTx, model: string): Promise<MeaningState> {
  const { rows } = await sql<MeaningState>`
    select coalesce(m.is_on, false) as "isOn", k.of, k.ready, k.refused, m.failed, m.next_try_at as "nextTryAt"
    from (
      select count(*) as of, count(v.vector) as ready, count(v.refused) as refused
      from knowledge left join knowledge_vectors v
        on v.knowledge_id = knowledge.id and v.model = ${model} and v.text_hash = knowledge.text_hash
      where active
    ) k left join knowledge_meaning m on true`.execute(tx)
  const [state] = rows
  if (state === undefined) throw new TypeError('A count is always one row.')
  return state
}

type Change = { userId: string; workspaceId: string }

/** Turns it on or off, from the next message on. */
export async function switchMeaning(tx: WorkspaceTx, isOn: boolean, { userId, workspaceId }: Change): Promise<void> {
  await tx
    .insertInto('knowledge_meaning')
    .values({ is_on: isOn })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ is_on: isOn }))
    .execute()
  const action = isOn ? 'knowledge.meaning-on' : 'knowledge.meaning-off'
  await insertAudit(tx, { workspaceId, actor: userId, action, subject: workspaceId })
}

/** The next try comes at once, also for texts that were refused. */
export async function tryVectorsAgain(tx: WorkspaceTx): Promise<void> {
  await tx.updateTable('knowledge_meaning').set({ next_try_at: null, failed: null, tries: 0 }).execute()
  await tx.deleteFrom('knowledge_vectors').where('refused', 'is not', null).execute()
}

/** Nearest first. `usual` is how near an entry of the workspace is on average. */
export type FoundByMeaning = { found: (FoundKnowledge & { likeness: number })[]; usual: number }

/**
 * The entries whose meaning is nearest to a question's: all of them are compared, so that none is missed. Both sides have
 * length one, so the sum of the products is the cosine of the angle between them.
 */
export async function searchByMeaning(
  tx: WorkspaceTx,
  { model, vector }: { model: string; vector: readonly number[] },
  limit: number,
): Promise<FoundByMeaning> {
  const { rows } = await sql<FoundByMeaning['found'][number] & { usual: number }>`
    with near as materialized (
      select k.id, (
        -- Side by side in the list of columns: half again as fast as in the place of a table.
        select sum(a * b) from (select unnest(v.vector) as a, unnest(${vector}::real[]) as b) pair
      ) as likeness
      from knowledge_vectors v join knowledge k on k.id = v.knowledge_id and k.text_hash = v.text_hash
      where k.active and v.model = ${model} and cardinality(v.vector) = ${vector.length}
    )
    select k.id, k.kind, k.language, k.title, k.content,
      round(near.likeness::numeric, 4)::float8 as likeness, (select avg(likeness) from near)::float8 as usual
    from (select * from near order by likeness desc, id limit ${limit}) near join knowledge k using (id)
    order by near.likeness desc, k.id`.execute(tx)
  return {
    found: rows.map(({ id, kind, language, title, content, likeness }) => ({
      ...{ id, kind, language, title, content, likeness },
      score: 0,
      why: [],
    })),
    usual: rows[0]?.usual ?? 0,
  }
}

/** From here on a statement of this transaction that takes longer fails: see `isTooSlow`. */
export async function limitStatements(tx: WorkspaceTx, ms: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(Math.ceil(ms))}, true)`.execute(tx)
}
