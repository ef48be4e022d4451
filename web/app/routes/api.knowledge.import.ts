import type { ActionFunctionArgs } from '@remix-run/node'
import { NoKnowledgeFile, readKnowledgeCsv, type KnowledgeFile } from '#clients/documents/knowledge-csv.ts'
import { importKnowledge } from '#db/queries/knowledge-import.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { MOST_CSV_BYTES, type ImportAnswer } from '../knowledge/contract.ts'

/** Bad lines shown at most: who has more of them has one mistake in all. */
const BAD_LINES = 20

/** Writes the entries of the CSV file that is the body: all of them, or none when a row is bad. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (Number(request.headers.get('content-length') ?? 0) > MOST_CSV_BYTES)
    return json({ problem: { code: 'too-large' } } satisfies ImportAnswer, 400)
  const read = readFile(new Uint8Array(await request.arrayBuffer()))
  if ('problem' in read) return json(read satisfies ImportAnswer, 400)
  const { rows, bad } = read
  if (bad.length > 0)
    return json({ bad: bad.slice(0, BAD_LINES), more: Math.max(0, bad.length - BAD_LINES) } satisfies ImportAnswer, 400)
  const whose = { workspaceId: workspace.id, actor: user.id, userId: user.id }
  const done = await tx((work) => importKnowledge(work, { ...whose, rows, source: 'web' }))
  return json(done satisfies ImportAnswer)
}

function readFile(bytes: Uint8Array): KnowledgeFile | Extract<ImportAnswer, { problem: unknown }> {
  try {
    return readKnowledgeCsv(bytes)
  } catch (error) {
    if (!(error instanceof NoKnowledgeFile)) throw error
    const { code } = error.problem
    return { problem: error.problem.code === 'quotes' ? { code, line: error.problem.line } : { code } }
  }
}
