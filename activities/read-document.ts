import { cancellationSignal, heartbeat } from '@temporalio/activity'
import { CannotRead, type DocumentReader } from '#clients/documents/reader.ts'
import type { Log } from '#clients/log/log.ts'
import { NotInStore, type MediaStore } from '#clients/media-store/media-store.ts'
import type { Database } from '#db/connect.ts'
import { addPassages, beginReading, failReading, finishReading } from '#db/queries/knowledge-documents.ts'
import { languageOf } from '#domain/conversation/language.ts'
import { cutPassages, MOST_PASSAGES } from '#domain/knowledge/cut-passages.ts'
import type { DocumentFormat, DocumentRefusal, Passage } from '#schema/knowledge.ts'

export type DocumentDeps = { db: Database; store: MediaStore; reader: DocumentReader; log: Pick<Log, 'warn'> }
export type DocumentActivities = ReturnType<typeof createDocumentActivities>
type Named = { workspaceId: string; documentId: string }

type Read = { passages: Passage[] } | { refused: DocumentRefusal }

const PASSAGES_AT_ONCE = 50
const BEAT_MS = 1_000

export function createDocumentActivities({ db, store, reader, log }: DocumentDeps) {
  async function passagesOf({
    name,
    format,
    fileKey,
  }: {
    name: string
    format: DocumentFormat
    fileKey: string
  }): Promise<Read> {
    try {
      const blocks = await reader.read(await store.open(fileKey), format, cancellationSignal())
      const passages = cutPassages(name, blocks)
      return passages.length > MOST_PASSAGES ? { refused: 'too-long' } : { passages }
    } catch (error) {
      if (error instanceof CannotRead) return { refused: error.reason }
      if (error instanceof NotInStore) return { refused: 'damaged' }
      throw error
    }
  }

  async function keep({ workspaceId, documentId }: Named, passages: Passage[]): Promise<void> {
    const main = languageOf(passages.map(({ content }) => content).join(' ')) ?? 'id'
    for (let from = 0; from < passages.length; from += PASSAGES_AT_ONCE) {
      const next = passages.slice(from, from + PASSAGES_AT_ONCE)
      const written = next.map((passage) => ({ ...passage, language: languageOf(passage.content) ?? main }))
      const isThere = await db.inWorkspace(workspaceId, (tx) =>
        addPassages(tx, documentId, { passages: written, from, of: passages.length }),
      )
      if (!isThere) return
    }
    await db.inWorkspace(workspaceId, (tx) => finishReading(tx, documentId))
  }

  return {
    /**
     * Reads a document into passages that ARI may answer from, fifty at a time so that people see how far it is. What
     * cannot be read is told in its row.
     */
    async readDocument({ workspaceId, documentId }: Named): Promise<void> {
      const beat = setInterval(heartbeat, BEAT_MS)
      try {
        const document = await db.inWorkspace(workspaceId, (tx) => beginReading(tx, documentId))
        // Deleted before anybody came to it, or read already by a try whose answer was lost.
        if (document === undefined) return
        const read = await passagesOf(document)
        if ('passages' in read) {
          await keep({ workspaceId, documentId }, read.passages)
          return
        }
        const { refused: reason } = read
        await db.inWorkspace(workspaceId, (tx) => failReading(tx, documentId, reason))
        log.warn({ event: 'document_refused', workspaceId, documentId, reason }, 'A document is not read')
      } finally {
        clearInterval(beat)
      }
    },

    /** Says that it could not be read though nothing is known against it. */
    async giveUpDocument({ workspaceId, documentId }: Named): Promise<void> {
      await db.inWorkspace(workspaceId, (tx) => failReading(tx, documentId, 'interrupted'))
    },
  }
}
