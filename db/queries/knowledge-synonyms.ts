import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

export type SynonymGroup = { id: string; words: string[] }
type Change = { userId: string; workspaceId: string }

/** The workspace's own synonyms, in the order in which they were added. */
export async function listSynonyms(tx: WorkspaceTx): Promise<SynonymGroup[]> {
  return tx.selectFrom('knowledge_synonyms').orderBy('created_at').orderBy('id').select(['id', 'words']).execute()
}

export async function insertSynonyms(tx: WorkspaceTx, words: string[], by: Change): Promise<SynonymGroup> {
  const id = uuidv7()
  await tx.insertInto('knowledge_synonyms').values({ id, words }).execute()
  const { userId: actor, workspaceId } = by
  await insertAudit(tx, { workspaceId, actor, action: 'knowledge.synonyms-added', subject: id, detail: { words } })
  return { id, words }
}

export async function deleteSynonyms(tx: WorkspaceTx, id: string, by: Change): Promise<'deleted' | 'gone'> {
  const gone = await tx.deleteFrom('knowledge_synonyms').where('id', '=', id).returning('words').executeTakeFirst()
  if (gone === undefined) return 'gone'
  const { userId: actor, workspaceId } = by
  const detail = { words: gone.words }
  await insertAudit(tx, { workspaceId, actor, action: 'knowledge.synonyms-removed', subject: id, detail })
  return 'deleted'
}
