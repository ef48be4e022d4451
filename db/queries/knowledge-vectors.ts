import { sql } from 'kysely'
import type { Db, WorkspaceTx } from '../connect.ts'

/** An entry that has no vector of this model, or one of a text that it no longer has. */
export type TextWithout = { id: string; textHash: string; title: string; content: string }

export type MadeVector = { id: string; textHash: string } & ({ vector: readonly number[] } | { refused: string })

/** The workspaces in which entries wait for a vector that nobody makes now. */
export async function listWorkspacesWithout(db: Db, model: string): Promise<string[]> {
  const { rows } = await sql<{ workspaceId: string }>`
    select distinct k.workspace_id as "workspaceId" from knowledge k
    where k.active and not exists (
      select from knowledge_vectors v where v.knowledge_id = k.id and v.model = ${model} and v.text_hash = k.text_hash
    ) and not exists (
      select from knowledge_meaning m
      where m.workspace_id = k.workspace_id and (m.taken_until > now() or m.next_try_at > now())
    )`.execute(db)
  return rows.map(({ workspaceId }) => workspaceId)
}

/** Takes the making of the workspace's vectors for so long; one caller at a time gets it. */
export async function takeVectors(tx: WorkspaceTx, seconds: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into knowledge_meaning as m (taken_until) values (now() + make_interval(secs => ${seconds}))
    on conflict (workspace_id) do update set taken_until = excluded.taken_until
    where (m.taken_until is null or m.taken_until <= now()) and (m.next_try_at is null or m.next_try_at <= now())
  `.execute(tx)
  return numAffectedRows === 1n
}

/** The next entries without, at most `limit`; of a long one the first `characters`. */
export async function listTextsWithout(
  tx: WorkspaceTx,
  { model, limit, characters }: { model: string; limit: number; characters: number },
): Promise<TextWithout[]> {
  const { rows } = await sql<TextWithout>`
    select id, text_hash as "textHash", title, left(content, ${characters}) as content from knowledge k
    where active and not exists (
      select from knowledge_vectors v where v.knowledge_id = k.id and v.model = ${model} and v.text_hash = k.text_hash
    )
    order by id limit ${limit}`.execute(tx)
  return rows
}

/**
 * Keeps what was made, in place of what was there. Of an entry that has gone or changed meanwhile nothing is kept: it
 * waits again, if it is still there. Who made it has the rest of the workspace for `seconds` more.
 */
export async function saveVectors(
  tx: WorkspaceTx,
  { model, seconds }: { model: string; seconds: number },
  made: readonly MadeVector[],
): Promise<void> {
  await sql`
    insert into knowledge_vectors (knowledge_id, model, text_hash, vector, refused)
    select k.id, ${model}, k.text_hash, made.vector, made.refused
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as made (id uuid, "textHash" text, vector real[], refused text)
    join knowledge k on k.id = made.id and k.text_hash = made."textHash"
    on conflict (knowledge_id) do update set model = excluded.model, text_hash = excluded.text_hash,
      vector = excluded.vector, refused = excluded.refused, made_at = now()`.execute(tx)
  await tx
    .updateTable('knowledge_meaning')
    .set({ taken_until: sql<Date>`now() + make_interval(secs => ${seconds})` })
    .execute()
}

/** All that there were are made. */
export async function finishVectors(tx: WorkspaceTx): Promise<void> {
  await tx
    .updateTable('knowledge_meaning')
    .set({ taken_until: null, failed: null, tries: 0, next_try_at: null })
    .execute()
}

/** Says why they are not made; each try that fails waits twice as long, up to a quarter of an hour. */
export async function failVectors(tx: WorkspaceTx, reason: string): Promise<void> {
  await tx
    .updateTable('knowledge_meaning')
    .set({
      taken_until: null,
      failed: reason,
      tries: sql<number>`tries + 1`,
      next_try_at: sql<Date>`now() + least(make_interval(secs => 15 * 2 ^ least(tries, 10)), interval '15 minutes')`,
    })
    .execute()
}
