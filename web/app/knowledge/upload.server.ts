import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { v7 as uuidv7 } from 'uuid'
import { scanned } from '#clients/documents/scan.ts'
import { inspected, MoreThanAllowed, type Inspected } from '#clients/media-store/inspect.ts'
import { mediaKey } from '#clients/media-store/media-store.ts'
import { countDocuments, insertDocument } from '#db/queries/knowledge-documents.ts'
import { judgeDocument, MOST_DOCUMENT_BYTES } from '#domain/knowledge/judge-document.ts'
import type { DocumentFormat, DocumentRefusal } from '#schema/knowledge.ts'
import type { InWorkspace } from '../auth.server.ts'
import { cleanName } from '../inbox/content.server.ts'
import { services } from '../services.server.ts'

const MOST_DOCUMENTS = 100

class Refused extends Error {
  override name = 'Refused'
  readonly reason: DocumentRefusal
  constructor(reason: DocumentRefusal) {
    super(reason)
    this.reason = reason
  }
}

/** `of`: the document that is the same file. */
export type UploadOutcome = { id: string } | { refused: DocumentRefusal; of?: string }

/** Takes a document as its bytes come, judges it when the last has come, and has it read. Never holds all of it. */
export async function takeDocument(
  request: Request,
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
): Promise<UploadOutcome> {
  const { store, knowledgeImports } = services()
  const name = cleanName(new URL(request.url).searchParams.get('name')) ?? 'document'
  if ((await tx((work) => countDocuments(work))) >= MOST_DOCUMENTS) return { refused: 'too-many-documents' }
  const id = uuidv7()
  const fileKey = mediaKey(workspace.id, id)
  const kept = await keep(request, name, fileKey)
  if ('refused' in kept) return kept
  const { format, bytes, sha256 } = kept
  const by = { userId: user.id, workspaceId: workspace.id }
  const outcome = await tx((work) => insertDocument(work, { id, name, format, bytes, sha256, fileKey }, by))
  if (outcome.outcome === 'duplicate') {
    await store.delete(fileKey)
    return { refused: 'duplicate', of: outcome.of }
  }
  // Where Temporal is away it waits in its row, and the page offers to try again.
  await knowledgeImports.start({ workspaceId: workspace.id, documentId: id })
  return { id }
}

type Kept = { format: DocumentFormat; bytes: number; sha256: string }

async function keep(request: Request, fileName: string, fileKey: string): Promise<Kept | { refused: DocumentRefusal }> {
  if (request.body === null) return { refused: 'empty' }
  let kept: Kept | undefined
  let texts = { isUtf8: false, namesMacros: false }
  const judge = (found: Inspected) => {
    const verdict = judgeDocument({ ...found, ...texts, fileName })
    if ('refused' in verdict) throw new Refused(verdict.refused)
    kept = { format: verdict.format, bytes: found.bytes, sha256: found.sha256 }
  }
  // Two descriptions of the one ReadableStream: Node's and the browser's.
  const body = request.body as unknown as NodeReadableStream<Uint8Array>
  const scan = scanned(body, (found) => {
    texts = found
  })
  try {
    await services().store.put(fileKey, inspected(scan, MOST_DOCUMENT_BYTES, judge))
  } catch (error) {
    if (error instanceof Refused) return { refused: error.reason }
    if (error instanceof MoreThanAllowed) return { refused: 'too-large' }
    throw error
  }
  return kept ?? { refused: 'empty' }
}
