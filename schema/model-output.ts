import { z } from 'zod'

/** Models write "null" and "" where they mean nothing. */
const nothing = (value: unknown) => (value === '' || value === 'null' || value === 'none' ? null : value)

/** Ids stand in the prompt as [k:id], and come back in each way that one can copy that. */
const bare = (id: string) => id.replace(/^\[?k:/, '').replace(/\]$/, '')

/** Strict schemas know no free keys: facts are asked for as a list of pairs. Without a schema models write an object too. */
const pairs = (value: unknown) =>
  Array.isArray(value)
    ? Object.fromEntries(
        z
          .array(Pair)
          .catch([])
          .parse(value)
          .map((pair) => [pair.key, pair.value]),
      )
    : value
const Pair = z.object({ key: z.string(), value: z.unknown() })

/**
 * What the model must answer. Parsed leniently where leniency is safe: what is missing counts as the careful case,
 * so a missing confidence is 0 and escalates.
 */
export const ModelOutput = z.object({
  reply: z.string().catch(''),
  confidence: z.coerce.number().min(0).max(1).catch(0),
  intent: z.string().trim().toLowerCase().catch('other'),
  facts: z.preprocess(pairs, z.record(z.string(), z.unknown()).nullish()).catch({}),
  declined: z.array(z.string()).nullish().catch([]),
  citations: z.array(z.string().transform(bare)).nullish().catch([]),
  slot: z.preprocess(nothing, z.string().nullish()).catch(null),
  escalate: z.preprocess(nothing, z.string().nullish()).catch(null),
})
export type ModelOutput = z.infer<typeof ModelOutput>

/** The same, for endpoints that take a JSON schema: every key named and required, as the strict ones want it. */
export const MODEL_OUTPUT_JSON_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['reply', 'confidence', 'intent', 'facts', 'declined', 'citations', 'slot', 'escalate'],
  properties: {
    reply: { type: 'string' },
    confidence: { type: 'number' },
    intent: { type: 'string' },
    facts: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'value'],
        properties: { key: { type: 'string' }, value: { type: 'string' } },
      },
    },
    declined: { type: 'array', items: { type: 'string' } },
    citations: { type: 'array', items: { type: 'string' } },
    slot: { type: ['string', 'null'] },
    escalate: { type: ['string', 'null'] },
  },
} as const

/** Reads the model's answer out of its text, with or without a code fence or words around it; null when there is none. */
export function parseModelOutput(text: string): ModelOutput | null {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end <= start) return null
  try {
    const parsed: unknown = JSON.parse(text.slice(start, end + 1))
    const output = ModelOutput.safeParse(parsed)
    return output.success && output.data.reply.trim() !== '' ? output.data : null
  } catch {
    return null
  }
}
