import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { DocumentFormat, DocumentRefusal, DocumentState, KnowledgeLanguage, Passage } from '#schema/knowledge.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

export type KnowledgeDocument = {
  id: string
  name: string
  format: DocumentFormat
  bytes: number
  state: DocumentState
  passages: number
  /** Null until it is known. */
  passagesOf: number | null
  reason: DocumentRefusal | null
  uploadedBy: string | null
  createdAt: Date
  updatedAt: Date
}

type Change = { userId: string; workspaceId: string }
type NewDocument = {
  id: string
  name: string
  format: DocumentFormat
  bytes: number
  sha256: string
  fileKey: string
}

/** Keeps a document that waits to be read; `duplicate` names the one that is the very same file. */
export async function insertDocument(
  tx: WorkspaceTx,
  { id, name, format, bytes, sha256, fileKey }: NewDocument,
  { userId, workspaceId }: Change,
): Promise<{ outcome: 'kept' } | { outcome: 'duplicate'; of: string }> {
  const { numInsertedOrUpdatedRows: inserted } = await tx
    .insertInto('knowledge_documents')
    .values({ id, name, format, bytes, sha256, file_key: fileKey, uploaded_by: userId })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'sha256']).doNothing())
    .executeTakeFirstOrThrow()
  if (inserted !== 1n) {
    const same = await tx
      .selectFrom('knowledge_documents')
      .where('sha256', '=', sha256)
      .select('name')
      .executeTakeFirst()
    return { outcome: 'duplicate', of: same?.name ?? name }
  }
  await insertAudit(tx, {
    ...{ workspaceId, actor: userId, action: 'document.uploaded', subject: id },
    detail: { name, format, bytes, sha256 },
  })
  return { outcome: 'kept' }
}

/** All documents, the newest first: a workspace has few. */
export async function listDocuments(tx: WorkspaceTx): Promise<KnowledgeDocument[]> {
  return tx
    .selectFrom('knowledge_documents as document')
    .leftJoin('users', 'users.id', 'document.uploaded_by')
    .orderBy('document.created_at', 'desc')
    .orderBy('document.id', 'desc')
    .select([
      'document.id',
      'document.name',
      sql<DocumentFormat>`document.format`.as('format'),
      'document.bytes',
      sql<DocumentState>`document.state`.as('state'),
      'document.passages',
      'document.passages_of as passagesOf',
      sql<DocumentRefusal | null>`document.reason`.as('reason'),
      'users.name as uploadedBy',
      'document.created_at as createdAt',
      'document.updated_at as updatedAt',
    ])
    .execute()
}

export async function countDocuments(tx: WorkspaceTx): Promise<number> {
  const { count } = await tx
    .selectFrom('knowledge_documents')
    .select((all) => all.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Where the original lies. */
export async function findDocumentFile(
  tx: WorkspaceTx,
  id: string,
): Promise<{ name: string; format: DocumentFormat; bytes: number; fileKey: string } | undefined> {
  return tx
    .selectFrom('knowledge_documents')
    .where('id', '=', id)
    .select(['name', sql<DocumentFormat>`format`.as('format'), 'bytes', 'file_key as fileKey'])
    .executeTakeFirst()
}

/** Removes a document and its passages; answers where its file lies, which is to be removed after. */
export async function deleteDocument(
  tx: WorkspaceTx,
  id: string,
  { userId, workspaceId }: Change,
): Promise<{ fileKey: string } | undefined> {
  const gone = await tx
    .deleteFrom('knowledge_documents')
    .where('id', '=', id)
    .returning(['name', 'passages', 'file_key as fileKey'])
    .executeTakeFirst()
  if (gone === undefined) return undefined
  const { name, passages, fileKey } = gone
  const detail = { name, passages }
  await insertAudit(tx, { workspaceId, actor: userId, action: 'document.deleted', subject: id, detail })
  return { fileKey }
}

/** Has a document that failed, or that nobody came to read, wait again. False where it is not to be read again. */
export async function waitAgain(tx: WorkspaceTx, id: string, { userId, workspaceId }: Change): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('knowledge_documents')
    .set({ state: 'waiting', reason: null, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'waiting'])
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await insertAudit(tx, { workspaceId, actor: userId, action: 'document.read-again', subject: id })
  return true
}

/** Begins to read a document, from the start whatever an earlier try left; undefined where there is nothing to read. */
export async function beginReading(
  tx: WorkspaceTx,
  id: string,
): Promise<{ name: string; format: DocumentFormat; fileKey: string } | undefined> {
  const document = await tx
    .updateTable('knowledge_documents')
    .set({ state: 'reading', reason: null, passages: 0, passages_of: null, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'reading'])
    .returning(['name', sql<DocumentFormat>`format`.as('format'), 'file_key as fileKey'])
    .executeTakeFirst()
  if (document !== undefined) await tx.deleteFrom('knowledge').where('document_id', '=', id).execute()
  return document
}

/** Adds the next passages; false where the document is gone meanwhile. They are found only when all of them stand. */
export async function addPassages(
  tx: WorkspaceTx,
  id: string,
  { passages, from, of }: { passages: (Passage & { language: KnowledgeLanguage })[]; from: number; of: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('knowledge_documents')
    .set({ passages: from + passages.length, passages_of: of, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await tx
    .insertInto('knowledge')
    .values(
      passages.map(({ title, content, language }, at) => ({
        id: uuidv7(),
        kind: 'document',
        title,
        content,
        language,
        active: false,
        document_id: id,
        passage: from + at + 1,
      })),
    )
    .execute()
  return true
}

/** Ends the reading of a document: from now on its passages are found. */
export async function finishReading(tx: WorkspaceTx, id: string): Promise<void> {
  await tx.updateTable('knowledge').set({ active: true }).where('document_id', '=', id).execute()
  await tx
    .updateTable('knowledge_documents')
    .set({ state: 'done', updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .execute()
}

/** Ends it with a reason; nothing of it stays among what is known. */
export async function failReading(tx: WorkspaceTx, id: string, reason: DocumentRefusal): Promise<void> {
  await tx
    .updateTable('knowledge_documents')
    .set({ state: 'failed', reason, passages: 0, passages_of: null, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'reading'])
    .execute()
  await tx.deleteFrom('knowledge').where('document_id', '=', id).execute()
}
