import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import Router, { type RouterContext } from '@koa/router'
import Koa from 'koa'
import { z } from 'zod'
import { answer, obeying } from './answer.ts'
import { chatRequest, completion, failure, messagesOf, shapedAnswer, type ChatRequest } from './completion.ts'
import {
  createControl,
  lastUserTextOf,
  type ModelBackstage,
  type ModelControl,
  type RecordedRequest,
} from './control.ts'
import { createEmbeddingsSimulator, type EmbeddingsControl } from './embeddings.ts'
import { readPrompt } from './prompt.ts'
import { readJson } from './read-json.ts'
import { scriptOrder, scriptStep, type ScriptStep } from './script.ts'

export type { StructuredAnswer } from './answer.ts'
export type { ModelControl, RecordedRequest } from './control.ts'
export type { ScriptOrder, ScriptState, ScriptStep } from './script.ts'

export type ModelOptions = {
  /** How many requests the log keeps. */
  keepRequests?: number
  /** Where set, any other bearer key is refused with 401, as a vendor would. */
  apiKey?: string
}

export type ModelSimulator = { router: Router; control: ModelControl }

const MODELS = ['ari-simulated']

/** An OpenAI-compatible endpoint that plays ARI, with its script behind `/llm/control`. */
export function createModelSimulator({ keepRequests = 1000, apiKey }: ModelOptions = {}): ModelSimulator {
  const { control, backstage } = createControl(keepRequests)
  const router = new Router({ prefix: '/llm' })

  router.get('/v1/models', (context) => {
    const data = MODELS.map((id) => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'simulator' }))
    context.body = { object: 'list', data }
  })

  router.post('/v1/chat/completions', async (context) => {
    const body = await readJson(context)
    const parsed = chatRequest.safeParse(body)
    const messages = parsed.success ? messagesOf(parsed.data) : []
    const lastUserText = lastUserTextOf(messages)
    const step = parsed.success ? backstage.take(messages, parsed.data.model ?? '') : PLAY
    const record = backstage.record({
      at: new Date().toISOString(),
      headers: { ...context.headers },
      body,
      lastUserText,
      did: step.do,
      content: null,
      status: null,
    })
    if (!parsed.success) refuse(context, 400, z.prettifyError(parsed.error))
    else if (apiKey !== undefined && context.get('authorization') !== `Bearer ${apiKey}`) {
      refuse(context, 401, 'Incorrect API key provided.', 'invalid_api_key')
    } else await perform({ context, request: parsed.data, step, record, backstage })
    if (context.respond !== false) record.status = context.status
  })

  router.get('/control/script', (context) => {
    context.body = control.state()
  })
  router.post('/control/script', async (context) => {
    const body = await readJson(context)
    const parsed = z.union([z.array(scriptStep), scriptStep, scriptOrder]).safeParse(body)
    if (!parsed.success) {
      refuse(context, 400, z.prettifyError(parsed.error))
      return
    }
    const order = Array.isArray(parsed.data)
      ? { queue: parsed.data }
      : 'do' in parsed.data
        ? { queue: [parsed.data] }
        : parsed.data
    control.order(order)
    context.body = control.state()
  })
  router.get('/control/requests', (context) => {
    const after = Number(context.query['after'] ?? 0)
    context.body = { count: control.requestCount(), requests: control.requests(Number.isNaN(after) ? 0 : after) }
  })
  router.delete('/control/requests', (context) => {
    control.clearRequests()
    context.status = 204
  })
  router.post('/control/reset', (context) => {
    control.reset()
    context.status = 204
  })
  return { router, control }
}

const PLAY: ScriptStep = { do: 'play' }

type Performance = {
  context: RouterContext
  request: ChatRequest
  step: ScriptStep
  record: RecordedRequest
  backstage: ModelBackstage
}

async function perform({ context, request, step, record, backstage }: Performance): Promise<void> {
  const delay = (step.delayMs ?? 0) + backstage.script().delayMs
  if (delay > 0) await Promise.race([wait(delay), gone(context)])
  const tell = (content: string | null, finishReason?: string): void => {
    record.content = content
    context.body = completion({ id: record.number, request, content, finishReason })
  }
  const play = (): Record<string, unknown> => {
    const messages = messagesOf(request)
    return { ...answer(readPrompt(messages)), ...backstage.overlay(messages) }
  }
  const wantsSchema = request.response_format?.type === 'json_schema'
  if (wantsSchema && (step.do === 'refuse-json-schema' || (backstage.script().refuseJsonSchema && !isFault(step)))) {
    refuse(context, 400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.")
    return
  }
  switch (step.do) {
    case 'play':
    case 'refuse-json-schema':
      tell(JSON.stringify(shapedAnswer(play(), request)))
      return
    case 'answer':
      tell(JSON.stringify(shapedAnswer({ ...play(), ...step.answer }, request)))
      return
    case 'obey':
      tell(JSON.stringify(shapedAnswer(obeying(readPrompt(messagesOf(request)), step.reply), request)))
      return
    case 'raw':
      tell(step.content, step.finishReason)
      return
    case 'empty':
      tell(null)
      return
    case 'error':
      if (step.retryAfterSeconds !== undefined) context.set('retry-after', String(step.retryAfterSeconds))
      refuse(context, step.status, step.message ?? `Scripted failure ${step.status}`, step.code ?? null)
      return
    case 'hang':
      context.respond = false
      await Promise.race([backstage.released(), gone(context)])
      context.req.socket.destroy()
      return
    case 'cut':
      context.respond = false
      if (step.midway === true) await writeHalf(context)
      context.req.socket.destroy()
  }
}

const isFault = ({ do: what }: ScriptStep): boolean => what === 'error' || what === 'hang' || what === 'cut'

function refuse(context: RouterContext, status: number, message: string, code: string | null = null): void {
  context.status = status
  context.body = failure(status, message, code)
}

/** Resolves when the caller has gone, so that a delay or a hang does not outlive it. */
const gone = (context: RouterContext): Promise<void> =>
  new Promise((resolve) => {
    if (context.res.destroyed) resolve()
    else context.res.once('close', resolve)
  })

function writeHalf(context: RouterContext): Promise<void> {
  context.res.writeHead(200, { 'content-type': 'application/json', 'content-length': '2000' })
  return new Promise((resolve) => {
    context.res.write('{"id":"chatcmpl-simulated-cut","object":"chat.completion","choices":[{"index":0,"mess', () =>
      resolve(),
    )
  })
}

export type RunningModelSimulator = {
  url: string
  baseUrl: string
  control: ModelControl
  embeddings: EmbeddingsControl
  close: () => Promise<void>
}

/** The simulator on a port of its own; port 0 takes a free one. */
export async function startModelSimulator({
  port,
  ...options
}: ModelOptions & { port: number }): Promise<RunningModelSimulator> {
  const { router, control } = createModelSimulator(options)
  const embeddings = createEmbeddingsSimulator()
  const app = new Koa()
  // A caller that hangs up in mid-answer is what tests script; it is no news.
  app.silent = true
  app.use(embeddings.router.routes()).use(router.routes()).use(router.allowedMethods())
  const handle = app.callback()
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${taken}`
  const close = async (): Promise<void> => {
    control.reset()
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url, baseUrl: `${url}/llm/v1`, control, embeddings: embeddings.control, close }
}
