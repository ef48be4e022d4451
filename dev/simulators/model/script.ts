import { z } from 'zod'

const answerShape = z.looseObject({
  reply: z.string().optional(),
  confidence: z.number().optional(),
  intent: z.string().optional(),
  facts: z.record(z.string(), z.string()).optional(),
  declined: z.array(z.string()).optional(),
  citations: z.array(z.string()).optional(),
  slot: z.string().nullable().optional(),
  escalate: z.string().nullable().optional(),
})

const when = {
  /** Only for a request whose last user message holds this text, whatever its case. */
  match: z.string().optional(),
  /** How many requests this step serves: 1 unless said; "always" stays until the reset. */
  times: z.union([z.int().positive(), z.literal('always')]).optional(),
  /** Wait before doing it. Adds to the standing delay. */
  delayMs: z.int().nonnegative().optional(),
}

/** One scripted event. `answer` is laid over what ARI would have said, so a test names only what it cares about. */
export const scriptStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('play'), ...when }),
  z.strictObject({ do: z.literal('answer'), answer: answerShape, ...when }),
  /** What a model does that obeys whatever the customer orders: says `reply`, is sure, and cites all that it was given. */
  z.strictObject({ do: z.literal('obey'), reply: z.string(), ...when }),
  z.strictObject({ do: z.literal('raw'), content: z.string(), finishReason: z.string().optional(), ...when }),
  z.strictObject({
    do: z.literal('error'),
    status: z.int().min(400).max(599),
    message: z.string().optional(),
    code: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
    ...when,
  }),
  z.strictObject({ do: z.literal('hang'), ...when }),
  z.strictObject({ do: z.literal('cut'), midway: z.boolean().optional(), ...when }),
  z.strictObject({ do: z.literal('empty'), ...when }),
  z.strictObject({ do: z.literal('refuse-json-schema'), ...when }),
])

export const scriptOrder = z.strictObject({
  queue: z.array(scriptStep).optional(),
  /** What is done where no queued step fits; null: play. */
  standing: scriptStep.nullable().optional(),
  delayMs: z.int().nonnegative().optional(),
  refuseJsonSchema: z.boolean().optional(),
})

export type ScriptStep = z.infer<typeof scriptStep>
export type ScriptOrder = z.infer<typeof scriptOrder>

export type ScriptState = {
  queue: ScriptStep[]
  standing: ScriptStep | null
  delayMs: number
  refuseJsonSchema: boolean
}

export const freshScript = (): ScriptState => ({ queue: [], standing: null, delayMs: 0, refuseJsonSchema: false })

/** Takes the first queued step that fits the customer's words, else the standing one. */
export function takeStep(script: ScriptState, lastUserText: string): ScriptStep {
  const fits = ({ match }: ScriptStep): boolean =>
    match === undefined || lastUserText.toLowerCase().includes(match.toLowerCase())
  const place = script.queue.findIndex(fits)
  const step = script.queue[place]
  if (step === undefined) return script.standing !== null && fits(script.standing) ? script.standing : { do: 'play' }
  if (step.times === 'always') return step
  const left = (step.times ?? 1) - 1
  script.queue.splice(place, 1, ...(left > 0 ? [{ ...step, times: left }] : []))
  return step
}
