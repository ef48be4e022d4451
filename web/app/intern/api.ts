import { postJson } from '../inbox/api.ts'
import type { ConfigAnswer, ConfigOrder, ConfigRefusal } from './contract.ts'

export type OrderResult =
  { answer: ConfigAnswer } | { refusal: ConfigRefusal | { problem: 'unreachable' | 'signed-out' } }

const KNOWN = ['refused', 'changed', 'nothing-changed', 'no-version']

/** Orders something of the configuration; what is refused, and why. */
export async function orderConfig(order: ConfigOrder): Promise<OrderResult> {
  const answer = await postJson<ConfigAnswer>('/api/ari/config', order)
  if (answer.ok) return { answer: answer.data }
  if (answer.status === 401) return { refusal: { problem: 'signed-out' } }
  return { refusal: isRefusal(answer.data) ? answer.data : { problem: 'unreachable' } }
}

function isRefusal(data: unknown): data is ConfigRefusal {
  return typeof data === 'object' && data !== null && 'problem' in data && KNOWN.includes(String(data.problem))
}
