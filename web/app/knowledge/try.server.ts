import { isMeaningOn, searchByMeaning } from '#db/queries/knowledge-meaning.ts'
import { listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { searchKnowledge, type FoundKnowledge } from '#db/queries/knowledge.ts'
import { fuse, MOST_RANKED, outstanding } from '#domain/knowledge/fuse.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import type { FoundEntry, TryAnswer } from './contract.ts'
import { problemOf } from './meaning.server.ts'

/** As many as ARI is given. */
const SHOWN = 6
/** The page shows two lines of it. */
const MOST_CHARACTERS = 400

/** What ARI would be given to answer from if a customer wrote this, in order, and why; by each way of searching. */
export async function tryQuestion(written: string, tx: InWorkspace['tx']): Promise<TryAnswer> {
  const { embeddings } = services()
  // As in an answer: what asks for nothing is not asked of the endpoint.
  const asked = readQuestion(written)
  const question = asked.terms.length > 0 ? await embeddings?.ofQuestion(asked.normalised) : undefined
  return tx(async (work) => {
    const own = (await listSynonyms(work)).map(({ words }) => words)
    const { terms, ...read } = readQuestion(written, own)
    const words = await searchKnowledge(work, { terms, ...read }, MOST_RANKED)
    const byWords = shown(words, ({ score }) => score)
    const answer = { ...read, terms: terms.map((term) => term.asked), found: byWords, meaning: null }
    if (embeddings === undefined || question === undefined) return answer
    if ('without' in question) return { ...answer, meaning: { problem: problemOf(question.without) } }
    const { model } = embeddings
    const { found, usual } = await searchByMeaning(work, { model, vector: question.vector }, MOST_RANKED)
    const meant = outstanding(found, usual)
    const isOn = await isMeaningOn(work)
    const byMeaning = shown(meant, ({ likeness }) => Math.max(likeness, 0))
    const byBoth = shown(fuse<FoundKnowledge>([words, meant]), ({ points }) => points)
    return { ...answer, found: isOn ? byBoth : byWords, meaning: { byWords, byMeaning, byBoth } }
  })
}

/** `worth` is what the entries are in order of. */
function shown<Entry extends FoundKnowledge>(found: Entry[], worth: (entry: Entry) => number): FoundEntry[] {
  const [best] = found
  const most = best === undefined ? 0 : worth(best)
  return found.slice(0, SHOWN).map((entry) => {
    const { id, kind, language, title, content, score, why, likeness } = entry
    return {
      ...{ id, kind, language, title, score, why },
      content: content.slice(0, MOST_CHARACTERS),
      part: most === 0 ? 0 : worth(entry) / most,
      ...(likeness !== undefined && { likeness }),
    }
  })
}
