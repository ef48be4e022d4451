import type { WorkspaceTx } from '#db/connect.ts'
import { readMeaning } from '#db/queries/knowledge-meaning.ts'
import { services } from '../services.server.ts'
import type { MeaningProblem, ShownMeaning } from './contract.ts'

/** How far the search by meaning is; null where no endpoint is configured. */
export async function meaningOf(tx: WorkspaceTx): Promise<ShownMeaning | null> {
  const { embeddings } = services()
  if (embeddings === undefined) return null
  const { isOn, of, ready, refused, failed } = await readMeaning(tx, embeddings.model)
  return { isOn, of, ready, refused, problem: failed === null ? null : problemOf(failed) }
}

/** What the client of the endpoint says of a failure, as the page tells it. */
export function problemOf(reason: string): MeaningProblem {
  const [, status = ''] = /^HTTP (\d+)$/.exec(reason) ?? []
  if (status !== '') return { key: 'status', status }
  if (reason === 'timeout') return { key: 'slow', status }
  return { key: reason === 'no connection' || reason === 'left alone' ? 'away' : 'unreadable', status }
}
