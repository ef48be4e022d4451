import { setTimeout as pause } from 'node:timers/promises'
import type { CircuitOptions } from './circuit.ts'
import { createEndpoint, type Endpoint, type Question, type Said } from './endpoint.ts'
import type { ModelEndpoint } from './wire.ts'

export type { ModelCall, Question } from './endpoint.ts'
export type { ModelEndpoint } from './wire.ts'

/** `model` is `endpoint/model`. `ms` is the whole wait. `isFallback`: another endpoint than the first answered. */
export type Answer = Pick<Said, 'text' | 'isRepaired'> & {
  model: string
  endpoint: string
  ms: number
  isFallback: boolean
}

/** No endpoint answered. The reasons name endpoints and HTTP statuses, never texts. */
export class ModelUnavailable extends Error {
  override name = 'ModelUnavailable'
}

export type Model = { ask(question: Question): Promise<Answer> }

export type ModelOptions = {
  /** For one request. */
  timeoutMs?: number
  /** For everything that one question may take; what is left is shared by the endpoints not yet asked. */
  totalMs?: number
  /** For waiting, where nobody answers and it may soon be over. */
  patienceMs?: number
  circuit?: Pick<CircuitOptions, 'opensAfter' | 'restMs'>
  log?: { info(line: object): void; warn(line: object): void }
}

/** A question that fails is asked this often of one endpoint. */
const TRIES = 2
/** An endpoint that rests for longer is not waited for: people are quicker. */
const LONGEST_PAUSE_MS = 15_000
/** Clocks and timers differ by a millisecond or two. */
const SLACK_MS = 20

/**
 * Asks the endpoints in their order until one gives an answer that can be read. One that fails is passed over at once,
 * one that keeps failing is left alone for a while, one that answers with nonsense is told so once. Where nobody is left
 * to ask and it may be a hiccup, the question waits a little and goes round again. Throws ModelUnavailable when none
 * answers, and the signal's reason when it fires. Two questions, the second to mend what is wrong with the first's
 * answer, fit into the activity's five minutes.
 */
export function createModel(
  endpoints: ModelEndpoint[],
  { timeoutMs = 60_000, totalMs = 120_000, patienceMs = 30_000, circuit = {}, log }: ModelOptions = {},
): Model {
  const all = endpoints.map((endpoint) =>
    createEndpoint(endpoint, {
      timeoutMs,
      circuit: {
        ...circuit,
        onChange: (restMs) =>
          restMs === null
            ? log?.info({ event: 'model_endpoint_back', endpoint: endpoint.name })
            : log?.warn({ event: 'model_endpoint_rests', endpoint: endpoint.name, restMs }),
      },
    }),
  )

  return {
    async ask(question) {
      const began = performance.now()
      const failures = new Map<Endpoint, number>()
      const reasons: string[] = []
      let unreadable: Answer | null = null
      let patience = patienceMs
      for (let round = all; round.length > 0;) {
        const later: { endpoint: Endpoint; inMs: number }[] = []
        for (const [index, endpoint] of round.entries()) {
          const now = performance.now()
          const isFallback = endpoint !== all[0]
          const tried = await endpoint.try(question, {
            isFallback,
            until: now + (began + totalMs - now) / (round.length - index),
          })
          if (tried === null) {
            reasons.push(`${endpoint.name}: left alone`)
            later.push({ endpoint, inMs: endpoint.waitMs() })
          } else if ('said' in tried) {
            const { text, isReadable, isRepaired } = tried.said
            const { name, model } = endpoint
            const ms = Math.round(performance.now() - began)
            const answer = { text, isRepaired, isFallback, ms, endpoint: name, model: `${name}/${model}` }
            if (isReadable) return answer
            unreadable ??= answer
          } else {
            reasons.push(`${endpoint.name}: ${tried.failed}`)
            const failed = (failures.get(endpoint) ?? 0) + 1
            failures.set(endpoint, failed)
            if (tried.retryMs !== null && failed < TRIES)
              later.push({ endpoint, inMs: Math.max(tried.retryMs, endpoint.waitMs()) })
          }
        }
        const soon = later.filter(({ inMs }) => inMs <= Math.min(LONGEST_PAUSE_MS, patience))
        if (unreadable !== null || soon.length === 0) break
        const wait = Math.min(...soon.map(({ inMs }) => inMs)) + SLACK_MS
        patience -= wait
        await pause(wait, undefined, question.signal && { signal: question.signal })
        round = soon.map(({ endpoint }) => endpoint)
      }
      // Kept for people to see, and no check lets it pass.
      if (unreadable !== null) return unreadable
      throw new ModelUnavailable([...new Set(reasons)].join('; ') || 'no model endpoint is configured')
    },
  }
}
