import type { WorkspaceTx } from '#db/connect.ts'
import { searchByMeaning } from '#db/queries/knowledge-meaning.ts'
import { listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { searchKnowledge, type FoundKnowledge } from '#db/queries/knowledge.ts'
import { fuse, MOST_RANKED, outstanding } from '#domain/knowledge/fuse.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'

/** What a turn is answered from at most. */
const MOST_ENTRIES = 6
/** As long as one entry may be: the best is whole, and what follows has the rest of the room. */
const MOST_CHARACTERS = 20_000

/** What the words mean to a model of embeddings. */
export type Meant = { model: string; vector: readonly number[] }

/** What the workspace knows about a customer's words, the best first, each with why it was found. */
export async function findKnowledge(tx: WorkspaceTx, words: string, meant?: Meant): Promise<FoundKnowledge[]> {
  const own = (await listSynonyms(tx)).map((group) => group.words)
  const found = await searchBoth(tx, readQuestion(words, own), meant)
  let left = MOST_CHARACTERS
  return found.flatMap((entry) => {
    const content = entry.content.slice(0, left)
    left -= content.length
    return content === '' ? [] : [{ ...entry, content }]
  })
}

async function searchBoth(
  tx: WorkspaceTx,
  question: ReturnType<typeof readQuestion>,
  meant: Meant | undefined,
): Promise<FoundKnowledge[]> {
  if (meant === undefined) return searchKnowledge(tx, question, MOST_ENTRIES)
  const [byWords, { found, usual }] = await Promise.all([
    searchKnowledge(tx, question, MOST_RANKED),
    searchByMeaning(tx, meant, MOST_RANKED),
  ])
  return fuse<FoundKnowledge>([byWords, outstanding(found, usual)]).slice(0, MOST_ENTRIES)
}
