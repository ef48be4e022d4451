import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { KnowledgeRow } from '#schema/knowledge.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

type Import = {
  workspaceId: string
  rows: KnowledgeRow[]
  actor: string
  source: string
  /** Who did it, where that is a person. */
  userId?: string | null
}

// Six values a row; Postgres takes 65,535 a statement.
const ROWS_A_STATEMENT = 1000

/**
 * Writes what the bot knows. An entry of the same kind, language and title gets the new content.
 * No two rows may name the same entry.
 */
export async function importKnowledge(
  tx: WorkspaceTx,
  { workspaceId, rows, actor, source, userId = null }: Import,
): Promise<{ imported: number; updated: number }> {
  let imported = 0
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
    const written = await tx
      .insertInto('knowledge')
      .values(
        rows.slice(at, at + ROWS_A_STATEMENT).map(({ kind, title, content, language }) => ({
          id: uuidv7(),
          kind,
          title,
          content,
          language,
          updated_by: userId,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['workspace_id', 'kind', 'language', 'title'])
          .where('document_id', 'is', null)
          .doUpdateSet((set) => ({
            content: set.ref('excluded.content'),
            active: true,
            updated_by: userId,
            updated_at: sql<Date>`now()`,
          })),
      )
      // A row that the insert made has never been updated by another transaction.
      .returning(sql<boolean>`xmax = 0`.as('isNew'))
      .execute()
    imported += written.filter(({ isNew }) => isNew).length
  }
  const updated = rows.length - imported
  await insertAudit(tx, {
    workspaceId,
    actor,
    action: 'knowledge.imported',
    subject: source,
    detail: { imported, updated },
  })
  return { imported, updated }
}
