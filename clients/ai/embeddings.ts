import OpenAI from 'openai'
import * as z from 'zod'
import { createCircuit, type CircuitOptions } from './circuit.ts'
import type { ModelCall } from './endpoint.ts'
import { costOf } from './prices.ts'
import { countTokens } from './tokens.ts'
import { askedRestMs, isAboutRequest, whatHappened } from './wire.ts'

export type EmbeddingsEndpoint = { baseUrl: string; apiKey?: string | undefined; model: string }

/** The endpoint did not give the vectors. */
export class EmbeddingsFailed extends Error {
  override name = 'EmbeddingsFailed'
  /** An HTTP status or the like, never texts. */
  readonly reason: string
  /** It is these texts that it does not take: others may be fine. */
  readonly isAboutTexts: boolean
  constructor(reason: string, isAboutTexts: boolean, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
    this.isAboutTexts = isAboutTexts
  }
}

/** What texts mean, as vectors of length one: the nearer their meaning, the nearer the vectors. */
export type Embeddings = {
  readonly model: string
  /** One vector for each text, in their order. Takes its time; throws EmbeddingsFailed, also when the signal fires. */
  ofTexts(texts: readonly string[], signal?: AbortSignal): Promise<number[][]>
  /**
   * The vector of a question, or why there is none: somebody waits, so an endpoint that is slow or away is done without,
   * and one that keeps being so is not asked for a while. `onCall` hears of the request, for the accounts.
   */
  ofQuestion(question: string, onCall?: (call: ModelCall) => void): Promise<{ vector: number[] } | { without: string }>
}

export type EmbeddingsOptions = {
  /** For one request about entries. */
  timeoutMs?: number
  /** For one about a question. */
  questionMs?: number
  circuit?: Pick<CircuitOptions, 'opensAfter' | 'restMs'>
  log?: { info(line: object): void; warn(line: object): void }
}

type Vectors = { vectors: number[][]; tokens?: number }

const ENDPOINT = 'embeddings'
/** How long an answer waits for its question's vector at most. */
const QUESTION_MS = 800
const TEXTS_MS = 30_000

const Answer = z.object({
  data: z.array(z.object({ index: z.number().int().optional(), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.number().int().nonnegative() }).optional().catch(undefined),
})

export function createEmbeddings(
  { baseUrl, apiKey, model }: EmbeddingsEndpoint,
  { timeoutMs = TEXTS_MS, questionMs = QUESTION_MS, circuit: rest = {}, log }: EmbeddingsOptions = {},
): Embeddings {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', maxRetries: 0 })
  const circuit = createCircuit({
    opensAfter: 3,
    ...rest,
    onChange: (restMs) =>
      restMs === null
        ? log?.info({ event: 'model_endpoint_back', endpoint: ENDPOINT })
        : log?.warn({ event: 'model_endpoint_rests', endpoint: ENDPOINT, restMs }),
  })

  async function ask(texts: readonly string[], withinMs: number, stop?: AbortSignal): Promise<Vectors> {
    // By signal: the package's own limit ends when the answer's head has come.
    const late = AbortSignal.timeout(withinMs)
    const signal = stop ? AbortSignal.any([late, stop]) : late
    try {
      // Without a format the package asks for base64, which not every endpoint knows.
      const wish = { model, input: [...texts], encoding_format: 'float' as const }
      return read(await client.embeddings.create(wish, { signal }), texts.length)
    } catch (error) {
      if (error instanceof EmbeddingsFailed) throw error
      if (signal.aborted) throw new EmbeddingsFailed(late.aborted ? 'timeout' : 'stopped', false)
      throw new EmbeddingsFailed(whatHappened(error), isAboutRequest(error), { cause: error })
    }
  }

  return {
    model,
    ofTexts: async (texts, signal) => (await ask(texts, timeoutMs, signal)).vectors,
    async ofQuestion(question, onCall = () => undefined) {
      if (!circuit.mayTry()) return { without: 'left alone' }
      const began = performance.now()
      const tell = (call: Pick<ModelCall, 'outcome' | 'reason' | 'isEstimated'>, input: number) => {
        const tokens = { input, cached: 0, output: 0 }
        const ms = Math.round(performance.now() - began)
        const accounts = { ms, tokens, cost: costOf(model, tokens), isFallback: false, isRepair: false }
        onCall({ endpoint: ENDPOINT, model, ...call, ...accounts })
      }
      try {
        const { vectors, tokens } = await ask([question], questionMs)
        circuit.worked()
        const [vector = []] = vectors
        const input = tokens ?? (await countTokens(question))
        tell({ outcome: 'answered', reason: null, isEstimated: tokens === undefined }, input)
        return { vector }
      } catch (error) {
        if (!(error instanceof EmbeddingsFailed)) throw error
        if (error.isAboutTexts) circuit.toldNothing()
        else circuit.failed(askedRestMs(error.cause))
        tell({ outcome: 'failed', reason: error.reason, isEstimated: true }, 0)
        return { without: error.reason }
      }
    },
  }
}

/** Endpoints that only resemble OpenAI's may leave out what the types promise, or answer something else. */
function read(answer: unknown, many: number): Vectors {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success || parsed.data.data.length !== many) throw new EmbeddingsFailed('unreadable', false)
  const { data, usage } = parsed.data
  const vectors = data
    .map(({ index, embedding }, at) => ({ at: index ?? at, embedding }))
    .sort((one, other) => one.at - other.at)
    .map(({ embedding }) => ofLengthOne(embedding))
  if (vectors.some((vector) => vector.length !== vectors[0]?.length)) throw new EmbeddingsFailed('unreadable', false)
  return { vectors, ...(usage && { tokens: usage.prompt_tokens }) }
}

/** To the seven digits that Postgres keeps of it. */
function ofLengthOne(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector)
  if (!Number.isFinite(length) || length === 0) throw new EmbeddingsFailed('unreadable', false)
  return vector.map((value) => Number((value / length).toPrecision(7)))
}
