import { Registry } from 'prom-client'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { countOnce } from '#db/queries/bot-counters.ts'
import { saveModelCalls, type KeptCall } from '#db/queries/model-usage.ts'
import {
  givenConversation,
  givenWorkspace,
  type GivenConversation,
  type GivenWorkspace,
} from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { createModelMetrics } from './model-metrics.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  workspace = await givenWorkspace(db)
  conversation = await givenConversation(db, workspace)
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})

const call = (about: Partial<KeptCall>): KeptCall => ({
  ...{ endpoint: 'grok', model: 'grok-4.3', outcome: 'answered', reason: null, ms: 1_500 },
  ...{ tokens: { input: 2_000, cached: 1_500, output: 100 }, isEstimated: false, cost: 1_175 },
  ...{ isFallback: false, isRepair: false, ...about },
})

it('tells Prometheus of today, in sums that name no workspace and no customer', async () => {
  const { conversationId } = conversation
  await db.inWorkspace(workspace.workspaceId, async (tx) => {
    const of = { conversationId, turn: 1, draftId: null }
    const unpriced = { endpoint: 'ollama', model: 'llama3.1', cost: null, isFallback: true }
    await saveModelCalls(tx, of, [call({}), call({ outcome: 'unreadable' }), call(unpriced)])
    await tx
      .updateTable('model_calls')
      .set({ at: new Date(0) })
      .where('outcome', '=', 'unreadable')
      .execute()
    await countOnce(tx, 'responsesGenerated', uuidv7())
    await countOnce(tx, 'responsesGenerated', uuidv7())
  })
  const registry = new Registry()
  const metrics = createModelMetrics(db.platform, [registry])
  await metrics.read()
  // Read again they are the same, and not twice as much.
  await metrics.read()
  const page = await registry.metrics()
  for (const line of [
    'model_calls_total{endpoint="grok",outcome="answered"} 1',
    'model_seconds_total{endpoint="grok",outcome="answered"} 1.5',
    'model_tokens_total{endpoint="grok",kind="input"} 2000',
    'model_tokens_total{endpoint="grok",kind="cached"} 1500',
    'model_tokens_total{endpoint="grok",kind="output"} 100',
    'model_cost_usd_total{endpoint="grok"} 0.001175',
    'model_calls_unpriced_total{endpoint="ollama"} 1',
    'bot_events_total{counter="responsesGenerated"} 2',
    'bot_events_total{counter="customerComplaints"} 0',
  ]) {
    expect(page).toContain(`${line}\n`)
  }
  expect(page).not.toContain('unreadable')
  for (const name of [workspace.workspaceId, conversationId, conversation.phone]) expect(page).not.toContain(name)
})
