import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json } from '../inbox/answer.server.ts'
import { tryQuestion } from '../knowledge/try.server.ts'

const LONGEST_QUESTION = 1_000

/** What ARI would be given to answer from if a customer wrote this, in order, and why. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const written = (new URL(request.url).searchParams.get('q') ?? '').replaceAll('\0', '').slice(0, LONGEST_QUESTION)
  return json(await tryQuestion(written, tx))
}
