import type { LoaderFunctionArgs } from '@remix-run/node'
import { listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { searchKnowledge } from '#db/queries/knowledge.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json } from '../inbox/answer.server.ts'
import type { TryAnswer } from '../knowledge/contract.ts'

const LONGEST_QUESTION = 1_000
/** As many as ARI is given. */
const SHOWN = 6

/** What ARI would be given to answer from if a customer wrote this, in order, and why. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const written = (new URL(request.url).searchParams.get('q') ?? '').replaceAll('\0', '').slice(0, LONGEST_QUESTION)
  const answer = await tx(async (work): Promise<TryAnswer> => {
    const own = (await listSynonyms(work)).map(({ words }) => words)
    const { terms, ...read } = readQuestion(written, own)
    const found = await searchKnowledge(work, { terms, ...read }, SHOWN)
    return { ...read, terms: terms.map(({ asked }) => asked), found }
  })
  return json(answer)
}
