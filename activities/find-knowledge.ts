import type { WorkspaceTx } from '#db/connect.ts'
import { listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { searchKnowledge, type FoundKnowledge } from '#db/queries/knowledge.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'

/** What the workspace knows about a customer's words, the best first, each with why it was found. */
export async function findKnowledge(tx: WorkspaceTx, words: string, limit: number): Promise<FoundKnowledge[]> {
  const own = await listSynonyms(tx)
  return searchKnowledge(
    tx,
    readQuestion(
      words,
      own.map((group) => group.words),
    ),
    limit,
  )
}
