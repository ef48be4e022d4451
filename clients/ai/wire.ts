import OpenAI, { APIConnectionError, APIError } from 'openai'
import type { ChatCompletion, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { MODEL_OUTPUT_JSON_SCHEMA } from '#schema/model-output.ts'
import type { Tokens } from './prices.ts'

// One request to one endpoint, in the OpenAI API's words.

export type ModelEndpoint = {
  name: string
  baseUrl: string
  apiKey?: string | undefined
  model: string
  /** Its chat template takes one system text and then user and assistant in turn, and refuses all else. */
  alternates?: boolean | undefined
}

export type Turn = { role: 'user' | 'assistant'; content: string }

/** An answer that cannot be used, and what is wrong with it. */
export type Repair = { answer: string; complaint: string }

export type Prompt = { system: string; turns: Turn[]; temperature: number; repair?: Repair | undefined }

/**
 * How an answer is asked for, the strictest first: by JSON schema; as some JSON object; as text, with nothing but the
 * prompt to say what it must look like.
 */
export const FORMS = ['schema', 'json', 'plain'] as const
export type Form = (typeof FORMS)[number]

export type Heard = {
  text: string
  /** Null where the endpoint does not tell. */
  tokens: Tokens | null
  /** The endpoint's filter, or the model itself, would not answer: that says nothing about the endpoint's health. */
  refused: boolean
}

/** The reply is limited to 150 tokens by the checks; this leaves room for the structure around it. */
const MAX_TOKENS = 600

export type Wire = { ask(prompt: Prompt, form: Form, signal: AbortSignal): Promise<Heard> }

export function createWire({ baseUrl, apiKey, model, alternates = false }: ModelEndpoint): Wire {
  // Time limits are the caller's, by signal: the package's own ends when the answer's head has come.
  const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', maxRetries: 0 })
  return {
    async ask(prompt, form, signal) {
      const completion = await client.chat.completions.create(
        {
          model,
          temperature: prompt.temperature,
          // Grok, Sea-Lion and Ollama know this name; its successor is OpenAI's alone.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          max_tokens: MAX_TOKENS,
          messages: messagesOf(prompt, alternates || form === 'plain'),
          ...(form !== 'plain' && { response_format: RESPONSE_FORMATS[form] }),
        },
        { signal },
      )
      return read(completion)
    },
  }
}

const RESPONSE_FORMATS = {
  schema: {
    type: 'json_schema',
    json_schema: { name: 'answer', strict: true, schema: MODEL_OUTPUT_JSON_SCHEMA },
  },
  json: { type: 'json_object' },
} as const

/** The customer's words stay user messages and nothing else; what we have to say of an answer is the system's. */
export function messagesOf({ system, turns, repair }: Prompt, alternates: boolean): ChatCompletionMessageParam[] {
  if (!alternates) {
    return [
      { role: 'system', content: system },
      ...turns,
      ...(repair === undefined
        ? []
        : ([
            { role: 'assistant', content: repair.answer || '(nothing)' },
            { role: 'system', content: complaintOf(repair) },
          ] as const)),
    ]
  }
  const again = repair === undefined ? '' : `\n\n# Your last answer\n${repair.answer}\n${complaintOf(repair)}`
  return [{ role: 'system', content: system + again }, ...inTurn(turns)]
}

export function complaintOf({ complaint }: Pick<Repair, 'complaint'>): string {
  return `Your last answer cannot be used: ${complaint}. Answer the customer again, in the answer format and by all rules.`
}

/** The same words with user and assistant in turn, the user first. */
function inTurn(turns: Turn[]): Turn[] {
  const joined: Turn[] = []
  for (const { role, content } of turns) {
    const last = joined.at(-1)
    if (last?.role === role) last.content += `\n${content}`
    else if (last !== undefined || role === 'user') joined.push({ role, content })
    else joined.push({ role: 'user', content: '(the conversation began earlier)' }, { role, content })
  }
  return joined
}

/** Endpoints that only resemble OpenAI's may leave out what the types promise. */
function read(completion: ChatCompletion): Heard {
  const choice = (completion.choices as typeof completion.choices | undefined)?.[0]
  const message = choice?.message as Partial<ChatCompletion['choices'][0]['message']> | undefined
  return {
    text: message?.content ?? '',
    tokens: tokensOf(completion.usage),
    refused: choice?.finish_reason === 'content_filter' || (message?.refusal ?? '') !== '',
  }
}

function tokensOf(usage: ChatCompletion['usage']): Tokens | null {
  if (usage === undefined) return null
  const {
    prompt_tokens: input,
    completion_tokens: written,
    total_tokens: total,
    prompt_tokens_details: details,
  } = usage
  if (!Number.isInteger(input) || !Number.isInteger(written)) return null
  return {
    input,
    cached: Math.min(details?.cached_tokens ?? 0, input),
    // Grok counts what it thought in the total only.
    output: Math.max(written, (total || 0) - input),
  }
}

/** The endpoint does not take the request as it is: perhaps it does in a plainer form. */
export function isRefusedForm(error: unknown): boolean {
  return error instanceof APIError && (error.status === 400 || error.status === 422)
}

/** Too long, or not to its taste: this request's fault, and the next customer's may be fine. */
export function isAboutRequest(error: unknown): boolean {
  return isRefusedForm(error) || (error instanceof APIError && error.status === 413)
}

/** Not reached, or cut off: in mid-answer that is fetch's own TypeError. */
function isBroken(error: unknown): boolean {
  return error instanceof APIConnectionError || error instanceof TypeError
}

/** A moment later it may be over. */
export function isPassing(error: unknown): boolean {
  if (isBroken(error)) return true
  const status = error instanceof APIError ? Number(error.status) : 0
  return status === 429 || status >= 500
}

/** How long the endpoint asks to be left alone; 0 where it does not say. */
export function askedRestMs(error: unknown): number {
  const headers: unknown = error instanceof APIError ? error.headers : undefined
  const seconds = headers instanceof Headers ? Number(headers.get('retry-after')) : 0
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0
}

/** In words that name no customer's. */
export function whatHappened(error: unknown): string {
  if (isBroken(error)) return 'no connection'
  if (error instanceof APIError) return `HTTP ${String(error.status ?? '?')}`
  return error instanceof Error ? error.name : 'unknown error'
}
