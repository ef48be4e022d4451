import { sql } from 'kysely'
import type { KnowledgeKind, KnowledgeLanguage, KnowledgeMatch, KnowledgeSearch, MatchedBy } from '#schema/knowledge.ts'
import type { WorkspaceTx } from '../connect.ts'

export type KnowledgeEntry = {
  id: string
  kind: KnowledgeKind
  language: KnowledgeLanguage
  title: string
  content: string
}

export type FoundKnowledge = KnowledgeEntry & {
  score: number
  /** Why it was found, the strongest reason first. */
  why: KnowledgeMatch[]
  /** How near its meaning is to the question's, 1 at most; absent where that was not what found it. */
  likeness?: number
}

/** What a word is worth by how it leads to the entry, and in a title. */
const WORTH: Readonly<Record<Exclude<MatchedBy, 'spelling'>, number>> = { word: 1, synonym: 0.7, hint: 0.4 }
const IN_TITLE = 1.6
const SAME_LANGUAGE = 1.15
/** What has less than this part of the best one's points is not about the question. */
const LEAST_PART = 0.25
/** How alike words must be (trigrams, 0 to 1) for one to be a misspelling of the other. */
const LEAST_ALIKE = 0.4

/**
 * The entries that fit a question best, at most `limit`, and why. Each word of the question counts as much as it is
 * rare in the workspace; a word that stands nowhere is read as the nearest one that does. One round trip.
 */
export async function searchKnowledge(
  tx: WorkspaceTx,
  { terms, language }: KnowledgeSearch,
  limit: number,
): Promise<FoundKnowledge[]> {
  const words = terms.flatMap(({ asked, words }, at) => words.map((word) => ({ ...word, asked, at })))
  if (words.length === 0) return []
  const { rows } = await sql<FoundKnowledge>`
    with words as materialized (
      select term, asked, how, worth, word,
        phraseto_tsquery('indonesian', word) as id_query, phraseto_tsquery('english', word) as en_query
      from unnest(${words.map(({ at }) => at)}::int[], ${words.map(({ asked }) => asked)}::text[], ${words.map(({ by }) => by)}::text[],
        ${words.map(({ by }) => WORTH[by])}::float8[], ${words.map(({ text }) => text)}::text[]) as w (term, asked, how, worth, word)
    ), queries as (
      -- One query for each way of meaning a term: a dozen words that mean the same are looked for at once.
      select term, how,
        string_agg(concat_ws(' | ', nullif(id_query::text, ''), nullif(en_query::text, '')), ' | ') as query
      from words where numnode(id_query) + numnode(en_query) > 0
      group by term, how
    ), looked_for as materialized (
      select term, string_agg(query, ' | ')::tsquery as anyhow,
        string_agg(query, ' | ') filter (where how <> 'hint')::tsquery as meant,
        string_agg(query, '') filter (where how = 'word')::tsquery as itself,
        string_agg(query, '') filter (where how = 'synonym')::tsquery as synonym,
        string_agg(query, '') filter (where how = 'hint')::tsquery as hint
      from queries group by term
    ), entries as materialized (
      select id, language, search
      from knowledge where active and search @@ (select string_agg(anyhow::text, ' | ')::tsquery from looked_for)
    ), hits as materialized (
      select id, language, term, search @@ meant is not true as hinted, greatest(
        case when title @@ itself then ${WORTH.word * IN_TITLE}::float8 when search @@ itself then ${WORTH.word} end,
        case when title @@ synonym then ${WORTH.synonym * IN_TITLE}::float8 when search @@ synonym then ${WORTH.synonym} end,
        case when title @@ hint then ${WORTH.hint * IN_TITLE}::float8 when search @@ hint then ${WORTH.hint} end) as worth
      from (
        select *, ts_filter(search, '{a}') as title from entries, looked_for where search @@ anyhow offset 0
      ) hit
    ), nowhere as materialized (
      select distinct term, asked from words
      where length(asked) >= 4 and strpos(asked, ' ') = 0 and not exists (select from hits where hits.term = words.term)
    ), nearest as materialized (
      select term, asked, near.word, near.alike
      from nowhere, lateral (
        select word, similarity(word, asked) as alike from ts_stat('select words from knowledge where active')
        where similarity(word, asked) >= ${LEAST_ALIKE} order by alike desc, ndoc desc limit 2
      ) near
    ), spelled as materialized (
      select id, language, term, asked, word, alike, ts_filter(search, '{a}') @@ plainto_tsquery('indonesian', word) as in_title
      from knowledge, nearest
      where active and words @@ plainto_tsquery('simple', word)
    ), everything as materialized (
      select count(*)::float8 as entries from knowledge where active
    ), rare as materialized (
      -- A word is as rare as all that means the same: who asks for a course means what others call a program.
      select term, hinted, ln(1 + (select entries from everything) / count(*)) as rarity from hits group by term, hinted
    ), counted as materialized (
      select id, language, term, worth * rarity as points from hits join rare using (term, hinted)
      union all
      select id, language, term, (0.5 + alike / 2) * ln(1 + (select entries from everything) / count(*) over (partition by term, word))
        * case when in_title then ${IN_TITLE}::float8 else 1 end
      from spelled
    ), best as materialized (
      select id, language, term, max(points) as points from counted group by id, language, term
    ), ranked as (
      select id, sum(points) * case when language = ${language} then ${SAME_LANGUAGE}::float8 else 1 end as score
      from best
      group by id, language
    ), found as (
      select * from (select id, score, max(score) over () as highest from ranked) r
      where score >= highest * ${LEAST_PART} order by score desc, id limit ${limit}
    )
    select k.id, k.kind, k.language, k.title, k.content, round(found.score::numeric, 2)::float8 as score, why.matches as why
    from found join knowledge k using (id), lateral (
      select coalesce(json_agg(json_build_object('asked', asked, 'matched', word, 'by', how, 'inTitle', in_title,
        'grammar', grammar, 'points', round(points::numeric, 2)) order by points desc, term), '[]') as matches
      from (
        select distinct on (term) term, asked, word, how, in_title, grammar,
          (select points from best where best.id = k.id and best.term = m.term) as points
        from (
          select term, asked, word, how, worth, ts_filter(k.search, '{a}') @@ (id_query || en_query) as in_title,
            case when k.search @@ id_query and k.search @@ en_query then 'both' when k.search @@ id_query then 'id' else 'en' end as grammar
          from words where numnode(id_query) + numnode(en_query) > 0 and k.search @@ (id_query || en_query)
          union all
          select term, asked, word, 'spelling', alike, in_title, k.language from spelled where spelled.id = k.id
        ) m
        order by term, worth desc, in_title desc, length(word) desc, word
      ) shown
    ) why
    order by found.score desc, k.id`.execute(tx)
  return rows
}

/** Entries by their ids, in the order of these; those that are gone are left out. */
export async function listEntriesById(
  tx: WorkspaceTx,
  ids: readonly string[],
): Promise<{ id: string; kind: string; title: string; content: string }[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('knowledge')
    .where('id', 'in', ids)
    .select(['id', 'kind', 'title', 'content'])
    .execute()
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}
