import type { WorkspaceTx } from '#db/connect.ts'
import { listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { searchKnowledge, type FoundKnowledge } from '#db/queries/knowledge.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'

/** As long as one entry may be: the best is whole, and what follows has the rest of the room. */
const MOST_CHARACTERS = 20_000

/** What the workspace knows about a customer's words, the best first, each with why it was found. */
export async function findKnowledge(tx: WorkspaceTx, words: string, limit: number): Promise<FoundKnowledge[]> {
  const own = (await listSynonyms(tx)).map((group) => group.words)
  const found = await searchKnowledge(tx, readQuestion(words, own), limit)
  let left = MOST_CHARACTERS
  return found.flatMap((entry) => {
    const content = entry.content.slice(0, left)
    left -= content.length
    return content === '' ? [] : [{ ...entry, content }]
  })
}
