import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { DatabaseError } from 'pg'
import type { EntryKind, KnowledgeLanguage, KnowledgeRow } from '#schema/knowledge.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { microsOf, reaches, type PageKey } from './page-key.ts'

export type EntryListed = KnowledgeRow & {
  id: string
  active: boolean
  updatedAt: Date
  /** Who last changed it; null for an import by command, or somebody who is gone. */
  updatedBy: string | null
  atMicros: number
}

export type EntryWish = { kind?: EntryKind; language?: KnowledgeLanguage; words?: string; after?: PageKey | null }

const PAGE = 50

/** The entries, the last changed first: a page of them. Passages of documents are not among them. */
export async function listEntries(
  tx: WorkspaceTx,
  { kind, language, words = '', after = null }: EntryWish = {},
): Promise<{ entries: EntryListed[]; hasMore: boolean }> {
  const like = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`
  const rows = await tx
    .selectFrom('knowledge')
    .leftJoin('users', 'users.id', 'knowledge.updated_by')
    .where('knowledge.document_id', 'is', null)
    .$if(kind !== undefined, (all) => all.where('kind', '=', kind ?? ''))
    .$if(language !== undefined, (all) => all.where('knowledge.language', '=', language ?? ''))
    .$if(words.trim() !== '', (all) =>
      all.where((where) => where.or([where('title', 'ilike', like), where('content', 'ilike', like)])),
    )
    .$if(after !== null, (all) => all.where(reaches(sql.ref('knowledge.updated_at'), sql.ref('knowledge.id'), after)))
    .orderBy('knowledge.updated_at', 'desc')
    .orderBy('knowledge.id', 'desc')
    .limit(PAGE + 1)
    .select([
      'knowledge.id',
      sql<EntryKind>`kind`.as('kind'),
      sql<KnowledgeLanguage>`knowledge.language`.as('language'),
      'title',
      'content',
      'active',
      'knowledge.updated_at as updatedAt',
      'users.name as updatedBy',
      microsOf(sql.ref('knowledge.updated_at')).as('atMicros'),
    ])
    .execute()
  return { entries: rows.slice(0, PAGE), hasMore: rows.length > PAGE }
}

/** How many entries there are of each kind, whatever is filtered. */
export async function countEntries(tx: WorkspaceTx): Promise<Partial<Record<EntryKind, number>>> {
  const rows = await tx
    .selectFrom('knowledge')
    .where('document_id', 'is', null)
    .groupBy('kind')
    .select((all) => [sql<EntryKind>`kind`.as('kind'), all.fn.countAll<number>().as('entries')])
    .execute()
  return Object.fromEntries(rows.map(({ kind, entries }) => [kind, entries]))
}

type Change = { userId: string; workspaceId: string }
export type EntryWritten = KnowledgeRow & { active: boolean }
/** `title-taken`: there is an entry of this kind and language with this title. */
export type EntryOutcome = { outcome: 'kept'; id: string } | { outcome: 'title-taken' | 'gone' }

/** Adds an entry. */
export async function insertEntry(tx: WorkspaceTx, entry: EntryWritten, by: Change): Promise<EntryOutcome> {
  const { kind, language, title, content, active } = entry
  const id = uuidv7()
  const { numInsertedOrUpdatedRows: inserted } = await tx
    .insertInto('knowledge')
    .values({ id, kind, language, title, content, active, updated_by: by.userId })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'kind', 'language', 'title']).where('document_id', 'is', null).doNothing(),
    )
    .executeTakeFirstOrThrow()
  if (inserted !== 1n) return { outcome: 'title-taken' }
  await audit(tx, by, 'knowledge.created', id, { kind, language, title })
  return { outcome: 'kept', id }
}

/** The entry of this kind and language with this title, by its id: there is at most one. */
export async function findEntryTitled(
  tx: WorkspaceTx,
  { kind, language, title }: Pick<EntryWritten, 'kind' | 'language' | 'title'>,
): Promise<string | undefined> {
  const entry = await tx
    .selectFrom('knowledge')
    .where('document_id', 'is', null)
    .where('kind', '=', kind)
    .where('language', '=', language)
    .where('title', '=', title)
    .select('id')
    .executeTakeFirst()
  return entry?.id
}

/** Changes an entry; the audit log says what of it. */
export async function updateEntry(tx: WorkspaceTx, id: string, entry: EntryWritten, by: Change): Promise<EntryOutcome> {
  const { kind, language, title, content, active } = entry
  const before = await tx
    .selectFrom('knowledge')
    .where('id', '=', id)
    .where('document_id', 'is', null)
    .select(['kind', 'language', 'title', 'content', 'active'])
    .forUpdate()
    .executeTakeFirst()
  if (before === undefined) return { outcome: 'gone' }
  const taken = await findEntryTitled(tx, entry)
  if (taken !== undefined && taken !== id) return { outcome: 'title-taken' }
  const after = { kind, language, title, content, active }
  const changed = Object.entries(after)
    .filter(([name, value]) => before[name as keyof typeof before] !== value)
    .map(([name]) => name)
  if (changed.length === 0) return { outcome: 'kept', id }
  await tx
    .updateTable('knowledge')
    .set({ ...after, updated_by: by.userId, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
  await audit(tx, by, 'knowledge.changed', id, { title, changed })
  return { outcome: 'kept', id }
}

export async function deleteEntry(tx: WorkspaceTx, id: string, by: Change): Promise<'deleted' | 'gone'> {
  const gone = await tx
    .deleteFrom('knowledge')
    .where('id', '=', id)
    .where('document_id', 'is', null)
    .returning(['kind', 'language', 'title'])
    .executeTakeFirst()
  if (gone === undefined) return 'gone'
  await audit(tx, by, 'knowledge.deleted', id, gone)
  return 'deleted'
}

/** Two people gave two entries one title at the same moment: the second is told that it is taken. */
export function isTitleTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23505' && error.constraint === 'knowledge_entry'
}

async function audit(
  tx: WorkspaceTx,
  { userId, workspaceId }: Change,
  action: string,
  subject: string,
  detail: Record<string, string | string[]>,
): Promise<void> {
  await insertAudit(tx, { workspaceId, actor: userId, action, subject, detail })
}
