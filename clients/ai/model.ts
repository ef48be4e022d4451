import OpenAI, { APIConnectionError, APIUserAbortError, BadRequestError } from 'openai'
import { MODEL_OUTPUT_JSON_SCHEMA } from '#schema/model-output.ts'

export type ModelEndpoint = { name: string; baseUrl: string; apiKey?: string | undefined; model: string }

export type Question = {
  system: string
  turns: { role: 'user' | 'assistant'; content: string }[]
  /** 0.3 for greetings, 0.1 for everything that states facts. */
  temperature: number
  signal?: AbortSignal | undefined
}

export type Answer = { text: string; model: string }

/** No endpoint answered. The reasons name endpoints and HTTP statuses, never texts. */
export class ModelUnavailable extends Error {
  override name = 'ModelUnavailable'
}

export type Model = { ask(question: Question): Promise<Answer> }

/** The reply is limited to 150 tokens by the checks; this leaves room for the structure around it. */
const MAX_TOKENS = 600
const SLOWEST_ANSWER_MS = 60_000

/**
 * Asks the endpoints in their order until one answers. Where an endpoint refuses a JSON schema it is asked for plain
 * JSON. Throws ModelUnavailable when none answers, and an abort error when `signal` fires.
 */
export function createModel(endpoints: ModelEndpoint[], { timeoutMs = SLOWEST_ANSWER_MS } = {}): Model {
  const clients = endpoints.map(({ name, baseUrl, apiKey, model }) => ({
    name,
    model,
    client: new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', timeout: timeoutMs, maxRetries: 1 }),
  }))
  /** Endpoints that refused a schema once; asking again would cost a round trip each time. */
  const withoutSchema = new Set<string>()

  async function askOne({ name, model, client }: (typeof clients)[number], question: Question): Promise<Answer> {
    const { system, turns, temperature, signal } = question
    const call = async (strict: boolean) => {
      const completion = await client.chat.completions.create(
        {
          model,
          temperature,
          // Grok, Sea-Lion and Ollama know this name; its successor is OpenAI's alone.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          max_tokens: MAX_TOKENS,
          messages: [{ role: 'system', content: system }, ...turns],
          response_format: strict
            ? { type: 'json_schema', json_schema: { name: 'answer', schema: MODEL_OUTPUT_JSON_SCHEMA } }
            : { type: 'json_object' },
        },
        { ...(signal && { signal }) },
      )
      // Endpoints that only resemble OpenAI's may leave out what the types promise.
      const choices = completion.choices as typeof completion.choices | undefined
      return { text: choices?.[0]?.message.content ?? '', model: `${name}/${model}` }
    }
    if (withoutSchema.has(name)) return call(false)
    try {
      return await call(true)
    } catch (error) {
      if (!(error instanceof BadRequestError)) throw error
      const answer = await call(false)
      withoutSchema.add(name)
      return answer
    }
  }

  return {
    async ask(question) {
      const reasons: string[] = []
      for (const endpoint of clients) {
        try {
          return await askOne(endpoint, question)
        } catch (error) {
          if (error instanceof APIUserAbortError) throw error
          reasons.push(`${endpoint.name}: ${whatHappened(error)}`)
        }
      }
      throw new ModelUnavailable(reasons.join('; ') || 'no model endpoint is configured')
    },
  }
}

function whatHappened(error: unknown): string {
  if (error instanceof APIConnectionError) return 'no connection'
  if (error instanceof OpenAI.APIError) return `HTTP ${error.status ?? '?'}`
  return error instanceof Error ? error.name : 'unknown error'
}
