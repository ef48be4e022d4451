import { parseModelOutput } from '#schema/model-output.ts'
import { createCircuit, type CircuitOptions } from './circuit.ts'
import { costOf, type Tokens } from './prices.ts'
import { countTokens, estimateInput } from './tokens.ts'
import {
  askedRestMs,
  createWire,
  FORMS,
  isAboutRequest,
  isPassing,
  isRefusedForm,
  whatHappened,
  type Heard,
  type ModelEndpoint,
  type Prompt,
} from './wire.ts'

/** `repair`: what it answered before, to be mended. */
export type Question = Prompt & {
  signal?: AbortSignal | undefined
  /** Hears of every call, also of those whose answer nobody uses: they cost as well. */
  onCall?: ((call: ModelCall) => void) | undefined
}

/** One request, for the accounts. */
export type ModelCall = {
  endpoint: string
  model: string
  /** Unreadable: an answer, but not what was asked for. */
  outcome: 'answered' | 'unreadable' | 'failed' | 'aborted'
  /** Why it failed: an HTTP status or the like, never texts. */
  reason: string | null
  ms: number
  tokens: Tokens
  /** Counted by us: the endpoint did not tell. */
  isEstimated: boolean
  /** In micro-USD; null where we do not know the model's price. */
  cost: number | null
  isFallback: boolean
  isRepair: boolean
}

/** `isRepaired`: the model had to be told that its answer was unreadable. */
export type Said = { text: string; isReadable: boolean; isRepaired: boolean }

/** Failed: `retryMs` is when another try may help; null: it would not. */
export type Tried = { said: Said } | { failed: string; retryMs: number | null }

export type Place = {
  isFallback: boolean
  /** When this endpoint's share of the time ends, by `performance.now()`. */
  until: number
}

export type EndpointOptions = {
  timeoutMs: number
  circuit?: CircuitOptions
}

const LEAST_MS = 250
const RETRY_MS = 500
/** After this long an endpoint is asked for the strictest form again: it may have learnt it. */
const PLAINER_FOR_MS = 3_600_000
const UNREADABLE = 'it is not the one JSON object that the answer format asks for, or its reply is empty'

/** What an endpoint did that is no answer. */
class NoAnswer extends Error {}

export type Endpoint = ReturnType<typeof createEndpoint>

/** One endpoint with all that this process has learnt of it: whether it works, and which form of answer it takes. */
export function createEndpoint(endpoint: ModelEndpoint, { timeoutMs, circuit: options = {} }: EndpointOptions) {
  const { name, model } = endpoint
  const wire = createWire(endpoint)
  const circuit = createCircuit(options)
  let plainest = { form: 0, until: 0 }

  /** One request, and its line in the accounts however it ends. */
  async function call(question: Question, form: number, { isFallback, until }: Place): Promise<Heard> {
    const { signal, onCall } = question
    const limitMs = Math.ceil(Math.min(timeoutMs, until - performance.now()))
    if (limitMs < LEAST_MS) throw new NoAnswer('no time left')
    const timer = AbortSignal.timeout(limitMs)
    const began = performance.now()
    const account = (told: Pick<ModelCall, 'outcome' | 'reason' | 'tokens' | 'isEstimated'>) =>
      onCall?.({
        ...{ endpoint: name, model, isFallback, isRepair: question.repair !== undefined },
        ...told,
        ms: Math.round(performance.now() - began),
        cost: costOf(model, told.tokens),
      })
    let heard: Heard
    try {
      heard = await wire.ask(question, FORMS[form] ?? 'plain', signal ? AbortSignal.any([signal, timer]) : timer)
    } catch (error) {
      const isAborted = signal?.aborted === true
      const isLate = timer.aborted
      const reason = isAborted ? null : isLate ? `no answer in ${limitMs} ms` : whatHappened(error)
      // Who has begun to read counts the tokens; who has refused does not.
      const isEstimated = isAborted || isLate
      const tokens = isEstimated ? await estimate(question, '') : { input: 0, cached: 0, output: 0 }
      account({ outcome: isAborted ? 'aborted' : 'failed', reason, tokens, isEstimated })
      signal?.throwIfAborted()
      throw isLate ? new NoAnswer(reason ?? '') : error
    }
    const outcome = parseModelOutput(heard.text) === null ? 'unreadable' : 'answered'
    const tokens = heard.tokens ?? (await estimate(question, heard.text))
    account({ outcome, reason: null, tokens, isEstimated: heard.tokens === null })
    return heard
  }

  /** In the strictest form that the endpoint takes. */
  async function askOnce(question: Question, place: Place): Promise<Heard> {
    const first = Date.now() < plainest.until ? plainest.form : 0
    for (let form = first; ; form += 1) {
      try {
        const heard = await call(question, form, place)
        if (form > first) plainest = { form, until: Date.now() + PLAINER_FOR_MS }
        return heard
      } catch (error) {
        if (!isRefusedForm(error) || form === FORMS.length - 1) throw error
      }
    }
  }

  /** Nonsense is given back to the model once, with what is wrong; unless this question is such a second try. */
  async function ask(question: Question, place: Place): Promise<Said> {
    const { text, refused } = await askOnce(question, place)
    if (text === '' && !refused) throw new NoAnswer('an empty answer')
    const isReadable = parseModelOutput(text) !== null
    if (isReadable || refused || question.repair !== undefined) return { text, isReadable, isRepaired: false }
    const mended = await askOnce({ ...question, repair: { answer: text, complaint: UNREADABLE } }, place)
    return { text: mended.text, isReadable: parseModelOutput(mended.text) !== null, isRepaired: true }
  }

  return {
    name,
    model,
    waitMs: () => circuit.waitMs(),
    /** Null: the endpoint is left alone for now. Throws the signal's reason when it fires. */
    async try(question: Question, place: Place): Promise<Tried | null> {
      if (!circuit.mayTry()) return null
      try {
        const said = await ask(question, place)
        // What a customer wrote may make any model babble: that is no reason to leave the endpoint alone.
        if (said.isReadable) circuit.worked()
        else circuit.toldNothing()
        return { said }
      } catch (error) {
        if (question.signal?.aborted === true || isAboutRequest(error)) circuit.toldNothing()
        else circuit.failed(askedRestMs(error))
        question.signal?.throwIfAborted()
        return {
          failed: error instanceof NoAnswer ? error.message : whatHappened(error),
          retryMs: isPassing(error) ? Math.max(askedRestMs(error), RETRY_MS) : null,
        }
      }
    },
  }
}

async function estimate(prompt: Prompt, text: string): Promise<Tokens> {
  const [input, output] = await Promise.all([estimateInput(prompt), countTokens(text)])
  return { input, cached: 0, output }
}
