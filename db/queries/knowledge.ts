import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

export type KnowledgeEntry = { id: string; kind: string; language: string; title: string; content: string }

/**
 * The entries that fit a customer's words best, at most `limit`. Any word may match, in either language; trigrams
 * catch the misspelled. Empty words find nothing.
 */
export async function searchKnowledge(tx: WorkspaceTx, words: string, limit: number): Promise<KnowledgeEntry[]> {
  if (words.trim() === '') return []
  const { rows } = await sql<KnowledgeEntry>`
    with asked as (
      select to_tsquery('simple', coalesce(nullif(concat_ws(' | ',
        nullif(replace(plainto_tsquery('indonesian', ${words})::text, '&', '|'), ''),
        nullif(replace(plainto_tsquery('english', ${words})::text, '&', '|'), '')), ''), 'nothingatall')) as query
    )
    select id, kind, language, title, content
    from knowledge, asked
    where search @@ asked.query or word_similarity(title, ${words}) > 0.6
    order by ts_rank(search, asked.query, 1) + word_similarity(title, ${words}) desc, id
    limit ${limit}`.execute(tx)
  return rows
}
