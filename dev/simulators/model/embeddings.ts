import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import Router from '@koa/router'
import { z } from 'zod'
import { failure } from './completion.ts'
import { conceptsOf } from './concepts.ts'
import { readJson } from './read-json.ts'

// `/embeddings` as OpenAI has it, with vectors that are always the same for the same text. They know what the simulated
// model knows of words, and how words are spelt: enough to see the machinery work, and no measure of a real model.

const DIMENSIONS = 256
/** What a word means weighs more than how it is spelt. */
const MEANING = 3

const request = z.object({
  model: z.string(),
  input: z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1).max(2_048)]),
  encoding_format: z.enum(['float', 'base64']).optional(),
})

/** What goes wrong with each request from now on; `holding`: only where a text holds this. */
export const embeddingsFault = z
  .discriminatedUnion('do', [
    z.strictObject({ do: z.literal('error'), status: z.int().min(400).max(599), holding: z.string().optional() }),
    z.strictObject({ do: z.literal('wait'), ms: z.int().nonnegative() }),
    z.strictObject({ do: z.literal('say'), body: z.unknown() }),
  ])
  .nullable()
export type EmbeddingsFault = z.infer<typeof embeddingsFault>

export type EmbeddingsControl = {
  fault: (fault: EmbeddingsFault) => void
  /** The texts of each request since the start or the reset. */
  asked: () => string[][]
  reset: () => void
}

export type EmbeddingsSimulator = { router: Router; control: EmbeddingsControl }

export function createEmbeddingsSimulator(): EmbeddingsSimulator {
  let fault: EmbeddingsFault = null
  let asked: string[][] = []
  const router = new Router({ prefix: '/llm' })

  router.post('/v1/embeddings', async (context) => {
    const parsed = request.safeParse(await readJson(context))
    const refuse = (status: number, message: string): void => {
      context.status = status
      context.body = failure(status, message, null)
    }
    if (!parsed.success) {
      refuse(400, z.prettifyError(parsed.error))
      return
    }
    const { model, input, encoding_format: format = 'float' } = parsed.data
    asked.push(input)
    const now = fault
    if (now?.do === 'wait') await wait(now.ms)
    if (now?.do === 'say') context.body = now.body
    else if (now?.do === 'error' && input.some((text) => text.includes(now.holding ?? '')))
      refuse(now.status, `Scripted failure ${String(now.status)}`)
    else {
      const data = input.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: written(vector(text), format),
      }))
      const tokens = input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
      context.body = { object: 'list', model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } }
    }
  })

  router.post('/control/embeddings', async (context) => {
    const parsed = embeddingsFault.safeParse(await readJson(context))
    if (parsed.success) fault = parsed.data
    context.status = parsed.success ? 204 : 400
    if (!parsed.success) context.body = z.prettifyError(parsed.error)
  })

  const control: EmbeddingsControl = {
    fault: (next) => {
      fault = next
    },
    asked: () => asked,
    reset: () => {
      fault = null
      asked = []
    },
  }
  return { router, control }
}

function vector(text: string): number[] {
  const sums = Array.from({ length: DIMENSIONS }, () => 0)
  const add = (feature: string, weight: number): void => {
    const hash = createHash('md5').update(feature).digest()
    const at = hash.readUInt16BE(0) % DIMENSIONS
    sums[at] = (sums[at] ?? 0) + ((hash[2] ?? 0) % 2 === 0 ? weight : -weight)
  }
  for (const concept of conceptsOf(text)) add(`concept ${concept}`, MEANING)
  for (const word of new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu)))
    for (let at = 0; at <= word.length - 1; at++) add(` ${word} `.slice(at, at + 3), 0.3)
  const length = Math.hypot(...sums) || 1
  return sums.map((sum) => sum / length)
}

function written(numbers: number[], format: 'float' | 'base64'): number[] | string {
  return format === 'float' ? numbers : Buffer.from(Float32Array.from(numbers).buffer).toString('base64')
}
