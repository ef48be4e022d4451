import { Counter, type Registry } from 'prom-client'
import { readBotCountersToday } from '#db/queries/bot-counters.ts'
import { readUsageToday } from '#db/queries/model-usage.ts'
import type { Db } from '#db/connect.ts'

export type ModelMetrics = { read(): Promise<void> }

/**
 * What models did and cost, and what ARI's counters say, of all workspaces together: the worker writes it into Postgres,
 * and here it is asked for. Counters of the day, which Prometheus takes for those of a program that starts anew each
 * midnight: a day's rows are few, and all there ever were are not.
 */
export function createModelMetrics(db: Db, registers: Registry[]): ModelMetrics {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help: `${help}; begins anew at midnight UTC`, labelNames, registers })
  const calls = counter('model_calls_total', 'Requests to models', ['endpoint', 'outcome'])
  const seconds = counter('model_seconds_total', 'Time that they took', ['endpoint', 'outcome'])
  const tokens = counter('model_tokens_total', 'Tokens; the cached are a part of the input', ['endpoint', 'kind'])
  const cost = counter('model_cost_usd_total', 'What they cost, where the price is known', ['endpoint'])
  const unpriced = counter('model_calls_unpriced_total', 'Those whose price is not known', ['endpoint'])
  const events = counter('bot_events_total', "ARI's five counters", ['counter'])
  const all = [calls, seconds, tokens, cost, unpriced, events]

  return {
    async read() {
      const [usage, counts] = await Promise.all([readUsageToday(db), readBotCountersToday(db)])
      for (const one of all) one.reset()
      for (const { endpoint, outcome, ...sums } of usage) {
        calls.inc({ endpoint, outcome }, sums.calls)
        seconds.inc({ endpoint, outcome }, sums.seconds)
        tokens.inc({ endpoint, kind: 'input' }, sums.inputTokens)
        tokens.inc({ endpoint, kind: 'cached' }, sums.cachedTokens)
        tokens.inc({ endpoint, kind: 'output' }, sums.outputTokens)
        cost.inc({ endpoint }, sums.cost / 1_000_000)
        unpriced.inc({ endpoint }, sums.unpriced)
      }
      for (const [name, count] of Object.entries(counts)) events.inc({ counter: name }, count)
    },
  }
}
