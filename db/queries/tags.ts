import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

const MOST_SHOWN = 50

export type TagCount = { tag: string; contacts: number }

/** How many contacts carry each tag, the most used first. Counted in the database, whatever there is. */
export async function countTags(tx: WorkspaceTx): Promise<TagCount[]> {
  const { rows } = await sql<TagCount>`
    select tag, count(*) as contacts from contacts, unnest(tags) tag where merged_into is null
    group by tag order by contacts desc, tag`.execute(tx)
  return rows
}

/** Who carries a tag, those heard of last first; of very many the first fifty. */
export async function listTagged(
  tx: WorkspaceTx,
  tag: string,
): Promise<{ contactId: string; name: string | null; phone: string | null; at: Date }[]> {
  return tx
    .selectFrom('contacts as k')
    .where(sql<boolean>`k.tags @> array[${tag}]::text[]`)
    .where('k.merged_into', 'is', null)
    .orderBy('k.updated_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(MOST_SHOWN)
    .select(['k.id as contactId', 'k.name', 'k.phone', 'k.updated_at as at'])
    .execute()
}
