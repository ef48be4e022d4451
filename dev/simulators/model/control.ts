import type { IncomingHttpHeaders } from 'node:http'
import type { ChatMessage } from './prompt.ts'
import { freshScript, takeStep, type ScriptOrder, type ScriptState, type ScriptStep } from './script.ts'

export type RecordedRequest = {
  /** Counts from 1 and goes on when old records are dropped. */
  number: number
  at: string
  headers: IncomingHttpHeaders
  body: unknown
  lastUserText: string
  /** The step that was done. */
  did: ScriptStep['do']
  /** What went out as the message's content, where one did. */
  content: string | null
  /** Null while the answer is on its way, or where the connection was cut or left hanging. */
  status: number | null
}

/** What to lay over each answer that ARI would give, from the messages of the request. */
export type AnswerMaker = (messages: readonly ChatMessage[]) => Record<string, unknown>

/** What is done about one request, from its messages and the model it names; null: what the queue says. */
export type StepMaker = (messages: readonly ChatMessage[], model: string) => ScriptStep | null

export type ModelControl = {
  /** Adds steps to the queue. */
  script: (...steps: ScriptStep[]) => void
  /** Adds to the queue and sets what stands, as the HTTP endpoint does. */
  order: (order: ScriptOrder) => void
  setStanding: (step: ScriptStep | null) => void
  setDelay: (milliseconds: number) => void
  refuseJsonSchema: (refuse: boolean) => void
  /** Stands until the reset; null takes it back. */
  answerWith: (make: AnswerMaker | null) => void
  /** The same for whole steps, faults among them: many scripts at once, each for its own conversation. */
  stepWith: (make: StepMaker | null) => void
  state: () => ScriptState
  /** The records kept, oldest first; `after` leaves out those with a number up to it. */
  requests: (after?: number) => RecordedRequest[]
  requestCount: () => number
  clearRequests: () => void
  /** Script, standing settings and log as at the start; what hangs is let go with a cut connection. */
  reset: () => void
}

/** The part of the control that the endpoint itself uses. */
export type ModelBackstage = {
  take: (messages: readonly ChatMessage[], model: string) => ScriptStep
  record: (request: Omit<RecordedRequest, 'number'>) => RecordedRequest
  script: () => ScriptState
  overlay: AnswerMaker
  /** Resolves at the next reset. */
  released: () => Promise<void>
}

export function createControl(keep: number): { control: ModelControl; backstage: ModelBackstage } {
  let script = freshScript()
  let requests: RecordedRequest[] = []
  let count = 0
  let maker: AnswerMaker | null = null
  let stepMaker: StepMaker | null = null
  let hanging = Promise.withResolvers<void>()

  const order = ({ queue = [], standing, delayMs, refuseJsonSchema }: ScriptOrder): void => {
    script.queue.push(...queue)
    if (standing !== undefined) script.standing = standing
    if (delayMs !== undefined) script.delayMs = delayMs
    if (refuseJsonSchema !== undefined) script.refuseJsonSchema = refuseJsonSchema
  }
  const control: ModelControl = {
    script: (...queue) => order({ queue }),
    order,
    setStanding: (standing) => order({ standing }),
    setDelay: (delayMs) => order({ delayMs }),
    refuseJsonSchema: (refuse) => order({ refuseJsonSchema: refuse }),
    answerWith: (make) => (maker = make),
    stepWith: (make) => (stepMaker = make),
    state: () => structuredClone(script),
    requests: (after = 0) => requests.filter(({ number }) => number > after),
    requestCount: () => count,
    clearRequests: () => {
      requests = []
      count = 0
    },
    reset: () => {
      script = freshScript()
      maker = null
      stepMaker = null
      control.clearRequests()
      hanging.resolve()
      hanging = Promise.withResolvers<void>()
    },
  }
  const backstage: ModelBackstage = {
    take: (messages, model) => stepMaker?.(messages, model) ?? takeStep(script, lastUserTextOf(messages)),
    script: () => script,
    overlay: (messages) => maker?.(messages) ?? {},
    released: () => hanging.promise,
    record: (request) => {
      count += 1
      const recorded = { number: count, ...request }
      requests.push(recorded)
      requests.splice(0, requests.length - keep)
      return recorded
    },
  }
  return { control, backstage }
}

/** The customer's last words, by which a step may be chosen. */
export function lastUserTextOf(messages: readonly ChatMessage[]): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? ''
}
