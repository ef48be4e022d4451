import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db, WorkspaceTx } from '../connect.ts'

/** One request to a model, as it is kept. `cost` is in micro-USD, null where the model's price is not known. */
export type KeptCall = {
  endpoint: string
  model: string
  outcome: 'answered' | 'unreadable' | 'failed' | 'aborted'
  reason: string | null
  ms: number
  tokens: { input: number; cached: number; output: number }
  isEstimated: boolean
  cost: number | null
  isFallback: boolean
  isRepair: boolean
}

/** Keeps what was asked of models for one turn; give it the transaction of the draft, where one came of it. */
export async function saveModelCalls(
  tx: WorkspaceTx,
  { conversationId, turn, draftId }: { conversationId: string; turn: number; draftId: string | null },
  calls: readonly KeptCall[],
): Promise<void> {
  if (calls.length === 0) return
  await tx
    .insertInto('model_calls')
    .values(
      calls.map(({ tokens, isEstimated, isFallback, isRepair, ...call }) => ({
        id: uuidv7(),
        conversation_id: conversationId,
        turn,
        draft_id: draftId,
        ...call,
        is_fallback: isFallback,
        is_repair: isRepair,
        is_estimated: isEstimated,
        input_tokens: tokens.input,
        cached_tokens: tokens.cached,
        output_tokens: tokens.output,
      })),
    )
    .execute()
}

/** `cost`: of the calls whose price is known; `unpriced`: how many are not. */
export type Usage = {
  calls: number
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  cost: number
  unpriced: number
}

const SUMS = sql`count(*) as calls, coalesce(sum(input_tokens), 0) as "inputTokens",
  coalesce(sum(cached_tokens), 0) as "cachedTokens", coalesce(sum(output_tokens), 0) as "outputTokens",
  coalesce(sum(cost), 0)::bigint as cost,
  count(*) filter (where cost is null and input_tokens + output_tokens > 0) as unpriced`

/** What models cost the workspace, by its own days and by model; `to` is not within. */
export async function readUsageByDay(
  tx: WorkspaceTx,
  { from, to }: { from: Date; to: Date },
): Promise<(Usage & { day: string; model: string })[]> {
  const { rows } = await sql<Usage & { day: string; model: string }>`
    select to_char(c.at at time zone w.timezone, 'YYYY-MM-DD') as day, c.endpoint || '/' || c.model as model, ${SUMS}
    from model_calls c join workspaces w on w.id = c.workspace_id
    where c.at >= ${from} and c.at < ${to} group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

/** What the conversations of a stretch of time cost, the dearest first. */
export async function readUsageByConversation(
  tx: WorkspaceTx,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<(Usage & { conversationId: string })[]> {
  const { rows } = await sql<Usage & { conversationId: string }>`
    select conversation_id as "conversationId", ${SUMS} from model_calls where at >= ${from} and at < ${to}
    group by conversation_id order by cost desc, calls desc, conversation_id limit ${limit}`.execute(tx)
  return rows
}

export type UsageToday = Usage & { endpoint: string; outcome: string; seconds: number }

/** Of all workspaces together, since midnight UTC: names no workspace and no customer. */
export async function readUsageToday(db: Db): Promise<UsageToday[]> {
  const { rows } = await sql<UsageToday>`
    select endpoint, outcome, ${SUMS}, (sum(ms) / 1000.0)::float8 as seconds from model_calls
    where at >= date_trunc('day', now(), 'UTC') group by endpoint, outcome order by endpoint, outcome`.execute(db)
  return rows
}
