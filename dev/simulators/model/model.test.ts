import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { givenPrompt } from './given-prompt.ts'
import { startModelSimulator, type RunningModelSimulator } from './model.ts'

let simulator: RunningModelSimulator
beforeAll(async () => {
  simulator = await startModelSimulator({ port: 0, keepRequests: 5 })
})
afterEach(() => simulator.control.reset())
afterAll(() => simulator.close())

const completionShape = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number(),
  model: z.string(),
  choices: z.array(
    z.object({ message: z.object({ role: z.string(), content: z.string() }), finish_reason: z.string() }),
  ),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number(), total_tokens: z.number() }),
})

const post = (path: string, body: unknown, signal?: AbortSignal) =>
  fetch(`${simulator.url}/llm${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer xai-test' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })

const chat = (said = 'halo kak', extra: Record<string, unknown> = {}, signal?: AbortSignal) => {
  const messages = givenPrompt({ turns: [{ role: 'user', content: said }] })
  return post('/v1/chat/completions', { model: 'grok-test', temperature: 0.1, messages, ...extra }, signal)
}

const contentOf = async (response: Response) =>
  completionShape.parse(await response.json()).choices[0]?.message.content ?? ''
const answerOf = async (response: Response) => z.looseObject({}).parse(JSON.parse(await contentOf(response)))

const schemaFormat = (facts: unknown) => ({
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'answer', strict: true, schema: { type: 'object', properties: { facts } } },
  },
})

describe('the endpoint', () => {
  it('answers as a chat completion whose content is the structured answer', async () => {
    const response = await chat()
    const body = completionShape.parse(await response.json())
    expect(body).toMatchObject({
      model: 'grok-test',
      choices: [{ finish_reason: 'stop', message: { role: 'assistant' } }],
    })
    expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens)
    const keys = ['reply', 'confidence', 'intent', 'facts', 'declined', 'citations', 'slot', 'escalate']
    expect(Object.keys(z.looseObject({}).parse(JSON.parse(body.choices[0]?.message.content ?? ''))).sort()).toEqual(
      keys.sort(),
    )
  })

  it('lists its models and refuses what is no chat request', async () => {
    const models = await fetch(`${simulator.baseUrl}/models`)
    expect(await models.json()).toMatchObject({ object: 'list', data: [{ object: 'model' }] })
    expect((await post('/v1/chat/completions', { messages: [] })).status).toBe(400)
  })

  it('shapes the facts as the asked-for schema wants them', async () => {
    const listed = schemaFormat({ type: 'array', items: { type: 'object', properties: { question: {}, value: {} } } })
    expect(await answerOf(await chat('aku mau ke Aussie', listed))).toMatchObject({
      facts: [{ question: 'destination', value: 'Australia' }],
    })
    const named = schemaFormat({
      type: 'object',
      properties: { destination: {}, city: {} },
      required: ['destination', 'city'],
    })
    expect(await answerOf(await chat('aku mau ke Aussie', named))).toMatchObject({
      facts: { destination: 'Australia', city: null },
    })
  })
})

describe('the script', () => {
  it('does the queued steps in order, then plays again', async () => {
    simulator.control.script(
      { do: 'answer', answer: { confidence: 0.69 } },
      { do: 'raw', content: 'not json {' },
      { do: 'empty' },
    )
    expect(await answerOf(await chat())).toMatchObject({ confidence: 0.69, intent: 'greeting' })
    expect(await contentOf(await chat())).toBe('not json {')
    expect(await (await chat()).json()).toMatchObject({ choices: [] })
    expect(await answerOf(await chat())).toMatchObject({ intent: 'greeting', confidence: 0.95 })
  })

  it('keeps a step for the message that it matches, and repeats it as often as said', async () => {
    simulator.control.script({ do: 'error', status: 503, match: 'MELBOURNE', times: 2 })
    expect((await chat('halo')).status).toBe(200)
    expect((await chat('ke melbourne')).status).toBe(503)
    expect((await chat('ke melbourne')).status).toBe(503)
    expect((await chat('ke melbourne')).status).toBe(200)
  })

  it('fails with a status, a vendor-like body and a time to wait', async () => {
    simulator.control.script({ do: 'error', status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 2 })
    const response = await chat()
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } })
  })

  it('hangs until the caller leaves, and cuts before or in the middle of an answer', async () => {
    simulator.control.script({ do: 'hang' }, { do: 'cut' }, { do: 'cut', midway: true })
    await expect(chat('halo', {}, AbortSignal.timeout(100))).rejects.toThrow()
    await expect(chat()).rejects.toThrow()
    await expect(chat().then((response) => response.text())).rejects.toThrow()
    expect(simulator.control.requests().map(({ did, status }) => [did, status])).toEqual([
      ['hang', null],
      ['cut', null],
      ['cut', null],
    ])
  })

  it('is slow for one request, or for all', async () => {
    simulator.control.script({ do: 'play', delayMs: 80 })
    simulator.control.setDelay(40)
    const timed = async () => {
      const start = performance.now()
      await chat()
      return performance.now() - start
    }
    expect(await timed()).toBeGreaterThanOrEqual(115)
    expect(await timed()).toBeGreaterThanOrEqual(38)
  })

  it('can refuse JSON schemas and take JSON mode', async () => {
    simulator.control.refuseJsonSchema(true)
    expect((await chat('halo', schemaFormat({}))).status).toBe(400)
    expect((await chat('halo', { response_format: { type: 'json_object' } })).status).toBe(200)
    simulator.control.refuseJsonSchema(false)
    expect((await chat('halo', schemaFormat({}))).status).toBe(200)
  })

  it('has a standing answer until it is taken away', async () => {
    simulator.control.setStanding({ do: 'answer', answer: { reply: 'Selalu begini.' } })
    expect(await answerOf(await chat())).toMatchObject({ reply: 'Selalu begini.' })
    expect(await answerOf(await chat())).toMatchObject({ reply: 'Selalu begini.' })
    simulator.control.setStanding(null)
    expect(await answerOf(await chat())).not.toMatchObject({ reply: 'Selalu begini.' })
  })
})

describe('control over HTTP', () => {
  it('takes a step, a list or an order, and tells what stands', async () => {
    await post('/control/script', { do: 'raw', content: 'one' })
    await post('/control/script', [{ do: 'raw', content: 'two' }])
    const state = await post('/control/script', { queue: [{ do: 'empty' }], delayMs: 5, standing: { do: 'play' } })
    expect(await state.json()).toMatchObject({
      queue: [{ content: 'one' }, { content: 'two' }, { do: 'empty' }],
      delayMs: 5,
    })
    expect((await post('/control/script', { do: 'dance' })).status).toBe(400)
    await post('/control/reset', {})
    expect(simulator.control.state()).toMatchObject({ queue: [], standing: null, delayMs: 0 })
  })

  it('records what was asked, with headers, up to the bound', async () => {
    for (const said of ['a', 'b', 'c', 'd', 'e', 'f']) await chat(said)
    const response = await fetch(`${simulator.url}/llm/control/requests?after=2`)
    const { count, requests } = z
      .object({ count: z.number(), requests: z.array(z.looseObject({ number: z.number(), lastUserText: z.string() })) })
      .parse(await response.json())
    expect(count).toBe(6)
    expect(requests.map(({ lastUserText }) => lastUserText)).toEqual(['c', 'd', 'e', 'f'])
    expect(requests[0]).toMatchObject({
      headers: { authorization: 'Bearer xai-test' },
      body: { temperature: 0.1 },
      status: 200,
    })
    await fetch(`${simulator.url}/llm/control/requests`, { method: 'DELETE' })
    expect(simulator.control.requestCount()).toBe(0)
  })
})
