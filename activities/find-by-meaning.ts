import type { ModelCall } from '#clients/ai/model.ts'
import { isTooSlow } from '#db/failures.ts'
import { isMeaningOn, limitStatements } from '#db/queries/knowledge-meaning.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'
import type { Deps } from './deps.ts'
import type { TurnContext } from './draft-context.ts'
import { findKnowledge, type Meant } from './find-knowledge.ts'

/** As long as a question may be: what goes on for longer is about many things, and its beginning says the most. */
const LONGEST_QUESTION = 2_000
/** How long the search may take when the vector is there; 2,000 entries take half of it on a crowded machine. */
const SEARCH_MS = 800

type Asked = Pick<TurnContext, 'asked' | 'knowledge'>
type Wish = { workspaceId: string; onCall?: (call: ModelCall) => void }

/**
 * The same turn with what is found by meaning too, where an endpoint is configured and the workspace has it on. Where the
 * endpoint is slow or away, what was found by words is all there is: no answer waits for more than a moment. Nothing goes
 * out but the words that are to be answered.
 */
export async function withMeaning<Turn extends Asked>(
  { db, embeddings, log }: Pick<Deps, 'db' | 'embeddings' | 'log'>,
  turn: Turn,
  { workspaceId, onCall }: Wish,
): Promise<Turn> {
  if (embeddings === undefined) return turn
  const words = turn.asked.map(({ body }) => body).join(' ')
  const { terms, normalised } = readQuestion(words)
  // "Halo" and "terima kasih" ask for nothing.
  if (terms.length === 0 || !(await db.inWorkspace(workspaceId, isMeaningOn))) return turn
  const without = (reason: string): Turn => {
    log.info({ event: 'meaning_left_out', workspaceId, reason })
    return turn
  }
  const question = await embeddings.ofQuestion(normalised.slice(0, LONGEST_QUESTION), onCall)
  if ('without' in question) return without(question.without)
  const meant: Meant = { model: embeddings.model, vector: question.vector }
  try {
    const knowledge = await db.inWorkspace(workspaceId, async (tx) => {
      await limitStatements(tx, SEARCH_MS)
      return findKnowledge(tx, words, meant)
    })
    return { ...turn, knowledge }
  } catch (error) {
    if (isTooSlow(error)) return without('slow search')
    throw error
  }
}
