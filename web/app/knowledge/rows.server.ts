import type { WorkspaceTx } from '#db/connect.ts'
import { listDocuments } from '#db/queries/knowledge-documents.ts'
import { listEntries, type EntryWish } from '#db/queries/knowledge-entries.ts'
import { cursorOf, keyOf } from '../inbox/cursor.ts'
import { KINDS, KNOWLEDGE_LANGUAGES, type EntryPage, type ShownDocument } from './contract.ts'

/** Longer than a document takes to be read. */
const STUCK_AFTER_MS = 30_000
const LONGEST_SEARCH = 200

/** The entries that an address asks for; what it says of a filter that there is not is as if it were not said. */
export async function entriesFor(tx: WorkspaceTx, params: URLSearchParams): Promise<EntryPage> {
  const kind = KINDS.find((one) => one === params.get('kind'))
  const language = KNOWLEDGE_LANGUAGES.find((one) => one === params.get('language'))
  const words = (params.get('q') ?? '').replaceAll('\0', '').slice(0, LONGEST_SEARCH)
  const wish: EntryWish = {
    words,
    after: keyOf(params.get('after')),
    ...(kind && { kind }),
    ...(language && { language }),
  }
  const { entries, hasMore } = await listEntries(tx, wish)
  const last = entries.at(-1)
  return {
    entries: entries.map(({ id, kind: of, language: inLanguage, title, content, active, updatedAt, updatedBy }) => ({
      ...{ id, kind: of, language: inLanguage, title, content, active, updatedBy },
      updatedAt: updatedAt.toISOString(),
    })),
    next: hasMore && last ? cursorOf({ atMicros: last.atMicros, id: last.id }) : null,
  }
}

export async function documentsOf(tx: WorkspaceTx): Promise<ShownDocument[]> {
  const documents = await listDocuments(tx)
  return documents.map(({ createdAt, updatedAt, ...document }) => ({
    ...document,
    createdAt: createdAt.toISOString(),
    isStuck: document.state === 'waiting' && Date.now() - updatedAt.getTime() > STUCK_AFTER_MS,
  }))
}
