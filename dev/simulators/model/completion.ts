import { z } from 'zod'
import type { StructuredAnswer } from './answer.ts'
import type { ChatMessage } from './prompt.ts'

const part = z.looseObject({ type: z.string(), text: z.string().optional() })

export const chatRequest = z.looseObject({
  model: z.string().optional(),
  messages: z
    .array(z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(part), z.null()]).optional() }))
    .min(1),
  stream: z.boolean().nullish(),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z.looseObject({ name: z.string().optional(), schema: z.looseObject({}).optional() }).optional(),
    })
    .nullish(),
})

export type ChatRequest = z.infer<typeof chatRequest>

export const messagesOf = (request: ChatRequest): ChatMessage[] =>
  request.messages.map(({ role, content }) => ({
    role,
    content: typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('\n'),
  }))

/** A rough count: a token is about four characters, in both of our languages. */
const tokensIn = (text: string): number => Math.ceil(text.length / 4)

export type Completion = { id: number; request: ChatRequest; content: string | null; finishReason?: string | undefined }

export function completion({ id, request, content, finishReason = 'stop' }: Completion): Record<string, unknown> {
  const promptTokens = tokensIn(
    messagesOf(request)
      .map((message) => message.content)
      .join('\n'),
  )
  const completionTokens = tokensIn(content ?? '')
  const message = { role: 'assistant', content, refusal: null }
  return {
    id: `chatcmpl-simulated-${id}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model ?? 'ari-simulated',
    choices: content === null ? [] : [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
    system_fingerprint: 'fp_simulated',
  }
}

export const failure = (status: number, message: string, code: string | null = null): Record<string, unknown> => ({
  error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', param: null, code },
})

const factsSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() }).optional(),
})

/**
 * The answer as the asked-for JSON schema wants its facts. Strict schemas allow no free keys, so callers name them
 * all (the missing ones are null) or ask for a list of pairs.
 */
export function shapedAnswer(
  answer: Record<string, unknown> | StructuredAnswer,
  request: ChatRequest,
): Record<string, unknown> {
  const properties = request.response_format?.json_schema?.schema?.['properties']
  const schema = factsSchema.safeParse(z.looseObject({ facts: z.unknown() }).safeParse(properties).data?.facts).data
  const facts = z.record(z.string(), z.unknown()).safeParse(answer.facts).data
  if (schema === undefined || facts === undefined) return { ...answer }
  if (schema.type === 'array') {
    const names = Object.keys(schema.items?.properties ?? {})
    const key = names.find((name) => /key|question|name/.test(name)) ?? 'key'
    const value = names.find((name) => name !== key) ?? 'value'
    return { ...answer, facts: Object.entries(facts).map(([said, what]) => ({ [key]: said, [value]: what })) }
  }
  const missing = (schema.required ?? []).filter((key) => !(key in facts)).map((key) => [key, null] as const)
  return missing.length === 0 ? { ...answer } : { ...answer, facts: { ...Object.fromEntries(missing), ...facts } }
}
