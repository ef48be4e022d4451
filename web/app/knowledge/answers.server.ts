import { isTitleTaken, type EntryOutcome } from '#db/queries/knowledge-entries.ts'
import { json, notFound } from '../inbox/answer.server.ts'

/** What became of an entry, for the page that wrote it. */
export async function answerOfEntry(writing: Promise<EntryOutcome>, status = 200): Promise<Response> {
  const written = await writing.catch((error: unknown): EntryOutcome => {
    if (isTitleTaken(error)) return { outcome: 'title-taken' }
    throw error
  })
  if (written.outcome === 'kept') return json({ id: written.id }, status)
  return written.outcome === 'gone' ? notFound() : json({ errors: { title: 'taken' } }, 409)
}
