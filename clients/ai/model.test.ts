import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startModelSimulator } from '../../dev/simulators/model/model.ts'
import { createModel, ModelUnavailable, type ModelCall, type ModelOptions, type Question } from './model.ts'

type Simulator = Awaited<ReturnType<typeof startModelSimulator>>
let first: Simulator
let second: Simulator
beforeAll(async () => {
  first = await startModelSimulator({ port: 0 })
  second = await startModelSimulator({ port: 0 })
})
afterAll(async () => {
  await first.close()
  await second.close()
})
beforeEach(() => {
  first.control.reset()
  second.control.reset()
})

const QUESTION: Question = {
  system: 'You are ARI.',
  turns: [{ role: 'user', content: 'Halo, ini rahasia saya' }],
  temperature: 0.1,
}
const GOOD = JSON.stringify({ reply: 'Baik.', confidence: 0.9, intent: 'answer' })
const good = { do: 'raw', content: GOOD } as const

type Asked = { messages: { role: string; content: string }[]; response_format?: { type: string } }
const askedOf = (simulator: Simulator) => simulator.control.requests().map(({ body }) => body as Asked)
const formsAskedOf = (simulator: Simulator) => askedOf(simulator).map((asked) => asked.response_format?.type ?? 'plain')

/** A model of two endpoints, grok first; each question with its calls. */
function twoEndpoints(options: ModelOptions = {}, alternates = false) {
  const model = createModel(
    [
      { name: 'grok', baseUrl: first.baseUrl, apiKey: 'xai-1', model: 'grok-4.3', alternates },
      { name: 'sealion', baseUrl: second.baseUrl, apiKey: 's', model: 'lion' },
    ],
    { timeoutMs: 2_000, totalMs: 6_000, patienceMs: 0, ...options },
  )
  return async (question: Partial<Question> = {}) => {
    const calls: ModelCall[] = []
    const answer = await model.ask({ ...QUESTION, ...question, onCall: (call) => calls.push(call) })
    return { answer, calls }
  }
}

describe('the order of the endpoints', () => {
  it('LM-02 says who answered, how long it took and what it cost', async () => {
    first.control.script(good)
    const { answer, calls } = await twoEndpoints()()
    expect(answer).toMatchObject({ text: GOOD, model: 'grok/grok-4.3', endpoint: 'grok', isFallback: false })
    expect(answer.ms).toBeGreaterThan(0)
    expect(calls).toMatchObject([{ outcome: 'answered', isEstimated: false, isFallback: false, isRepair: false }])
    expect(calls[0]?.tokens.input).toBeGreaterThan(5)
    expect(calls[0]?.cost).toBeGreaterThan(0)
    expect(second.control.requests()).toHaveLength(0)
  })

  it.each([
    ['a failure of theirs', { do: 'error', status: 500 }, 'HTTP 500'],
    ['too many requests', { do: 'error', status: 429 }, 'HTTP 429'],
    ['a key that is refused', { do: 'error', status: 401 }, 'HTTP 401'],
    ['a cut connection', { do: 'cut' }, 'no connection'],
    ['a connection cut in mid-answer', { do: 'cut', midway: true }, ''],
    ['silence', { do: 'hang' }, 'no answer in 2000 ms'],
    ['an answer without a choice', { do: 'empty' }, ''],
  ] as const)('LM-02 is followed at once after %s, with the same prompt', async (_, step, reason) => {
    first.control.script(step)
    second.control.script(good)
    const { answer, calls } = await twoEndpoints()()
    expect(answer).toMatchObject({ text: GOOD, model: 'sealion/lion', isFallback: true })
    expect(askedOf(second)[0]?.messages).toEqual(askedOf(first)[0]?.messages)
    expect(calls.map(({ endpoint, isFallback }) => ({ endpoint, isFallback }))).toEqual([
      { endpoint: 'grok', isFallback: false },
      { endpoint: 'sealion', isFallback: true },
    ])
    if (reason !== '') expect(calls[0]).toMatchObject({ outcome: 'failed', reason })
    // No price is known for it: tokens only.
    expect(calls[1]).toMatchObject({ outcome: 'answered', cost: null })
  })

  it('gives a hanging endpoint no more than its share of the time', async () => {
    first.control.script({ do: 'hang', times: 'always' })
    second.control.script(good)
    const began = performance.now()
    const { answer } = await twoEndpoints({ timeoutMs: 60_000, totalMs: 1_200 })()
    expect(answer.endpoint).toBe('sealion')
    expect(performance.now() - began).toBeLessThan(1_100)
  })

  it('LM-03 fails when none answers, with endpoints and statuses and no word of the customer', async () => {
    first.control.setStanding({ do: 'error', status: 503 })
    second.control.setStanding({ do: 'error', status: 401 })
    const failure: unknown = await twoEndpoints()().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ModelUnavailable)
    expect((failure as Error).message).toBe('grok: HTTP 503; sealion: HTTP 401')
    await expect(createModel([]).ask(QUESTION)).rejects.toThrow('no model endpoint is configured')
  })

  it('goes round again after a hiccup, when nobody answered', async () => {
    first.control.script({ do: 'error', status: 500 }, good)
    second.control.setStanding({ do: 'error', status: 401 })
    const { answer, calls } = await twoEndpoints({ patienceMs: 5_000 })()
    expect(answer.endpoint).toBe('grok')
    expect(calls.map(({ endpoint }) => endpoint)).toEqual(['grok', 'sealion', 'grok'])
  })

  it('waits as long as an endpoint asks, where that is short', async () => {
    first.control.script({ do: 'error', status: 429, retryAfterSeconds: 1 }, good)
    second.control.setStanding({ do: 'error', status: 401 })
    const began = performance.now()
    const { answer } = await twoEndpoints({ patienceMs: 5_000 })()
    expect(answer.endpoint).toBe('grok')
    expect(performance.now() - began).toBeGreaterThanOrEqual(1_000)
  })
})

describe('an endpoint that keeps failing', () => {
  const circuit = { opensAfter: 3, restMs: 300 }

  it('is left alone, asked once after its rest, and then as before', async () => {
    first.control.setStanding({ do: 'error', status: 500 })
    second.control.setStanding(good)
    const lines: object[] = []
    const log = { info: (line: object) => lines.push(line), warn: (line: object) => lines.push(line) }
    const ask = twoEndpoints({ circuit, log })
    for (let turn = 0; turn < 5; turn++) expect((await ask()).answer.endpoint).toBe('sealion')
    expect(first.control.requestCount()).toBe(3)
    first.control.setStanding({ ...good, delayMs: 200 })
    await new Promise((resolve) => setTimeout(resolve, 320))
    const together = await Promise.all([ask(), ask(), ask()])
    expect(together.map(({ answer }) => answer.endpoint).sort()).toEqual(['grok', 'sealion', 'sealion'])
    expect((await ask()).answer.endpoint).toBe('grok')
    expect(lines).toEqual([
      { event: 'model_endpoint_rests', endpoint: 'grok', restMs: 300 },
      { event: 'model_endpoint_back', endpoint: 'grok' },
    ])
  })

  it('is waited for, where there is no other and its rest is short', async () => {
    const model = createModel([{ name: 'grok', baseUrl: first.baseUrl, model: 'grok-4.3' }], {
      circuit: { opensAfter: 2, restMs: 700 },
    })
    first.control.script({ do: 'error', status: 500, times: 2 }, good)
    await expect(model.ask(QUESTION)).rejects.toThrow('grok: HTTP 500')
    const answer = await model.ask(QUESTION)
    expect(answer.endpoint).toBe('grok')
    expect(answer.ms).toBeGreaterThan(500)
    first.control.script({ do: 'error', status: 500, times: 2 })
    const impatient = createModel([{ name: 'grok', baseUrl: first.baseUrl, model: 'grok-4.3' }], {
      circuit: { opensAfter: 1, restMs: 60_000 },
    })
    await expect(impatient.ask(QUESTION)).rejects.toThrow('grok: HTTP 500')
    await expect(impatient.ask(QUESTION)).rejects.toThrow('grok: left alone')
  })

  it('is not blamed for what a customer wrote', async () => {
    first.control.setStanding({ do: 'error', status: 400 })
    second.control.setStanding(good)
    const ask = twoEndpoints({ circuit })
    for (let turn = 0; turn < 4; turn++) await ask()
    first.control.setStanding({ do: 'raw', content: 'Saya bukan mesin JSON' })
    for (let turn = 0; turn < 4; turn++) await ask()
    first.control.setStanding(good)
    expect((await ask()).answer.endpoint).toBe('grok')
  })
})

describe('the form of the answer', () => {
  it('is asked for by schema, as JSON where that is refused, as text where that is too; once found, it is kept', async () => {
    const refuse = { do: 'error', status: 400 } as const
    first.control.script(refuse, refuse, good, good)
    const ask = twoEndpoints()
    expect((await ask()).answer.endpoint).toBe('grok')
    await ask()
    expect(formsAskedOf(first)).toEqual(['json_schema', 'json_object', 'plain', 'plain'])
  })

  it('is not thought refused by an endpoint that refuses the request as such', async () => {
    first.control.script({ do: 'error', status: 400, times: 3 })
    second.control.setStanding(good)
    const ask = twoEndpoints()
    await ask()
    first.control.setStanding(good)
    await ask()
    expect(formsAskedOf(first)).toEqual(['json_schema', 'json_object', 'plain', 'json_schema'])
  })
})

describe('an answer that cannot be read', () => {
  const nonsense = { do: 'raw', content: 'Tentu! Saya bantu ya.' } as const

  it('is given back to the model, with what is wrong; the words of the customer stay the last user message', async () => {
    first.control.script(nonsense, good)
    const { answer, calls } = await twoEndpoints()()
    expect(answer).toMatchObject({ text: GOOD, endpoint: 'grok', isRepaired: true })
    const [asked, again] = askedOf(first)
    expect(again?.messages.slice(0, 2)).toEqual(asked?.messages)
    expect(again?.messages.slice(2)).toEqual([
      { role: 'assistant', content: 'Tentu! Saya bantu ya.' },
      { role: 'system', content: expect.stringContaining('it is not the one JSON object') as string },
    ])
    expect(calls).toMatchObject([
      { outcome: 'unreadable', isRepair: false },
      { outcome: 'answered', isRepair: true },
    ])
  })

  it('twice: the next endpoint is asked, without the nonsense', async () => {
    first.control.script({ ...nonsense, times: 2 })
    second.control.script(good)
    const { answer } = await twoEndpoints()()
    expect(answer.endpoint).toBe('sealion')
    expect(askedOf(second)[0]?.messages).toEqual(askedOf(first)[0]?.messages)
  })

  it('everywhere: comes back as it is, for people to see', async () => {
    first.control.setStanding(nonsense)
    second.control.setStanding({ do: 'raw', content: '{"reply":""}' })
    expect((await twoEndpoints()()).answer).toMatchObject({ text: 'Tentu! Saya bantu ya.', endpoint: 'grok' })
    expect([first.control.requestCount(), second.control.requestCount()]).toEqual([2, 2])
  })

  it('is not mended a second time', async () => {
    first.control.setStanding(nonsense)
    second.control.setStanding(good)
    const repair = { answer: 'x', complaint: 'the reply has 301 characters' }
    const { answer } = await twoEndpoints()({ repair })
    expect(answer.endpoint).toBe('sealion')
    expect(first.control.requestCount()).toBe(1)
    expect(askedOf(second)[0]?.messages.at(-1)?.content).toContain('the reply has 301 characters')
  })
})

it('LM-02 an endpoint whose template alternates gets one system text, then user and assistant in turn', async () => {
  first.control.script(good)
  await twoEndpoints(
    {},
    true,
  )({
    turns: [
      { role: 'assistant', content: 'Halo' },
      { role: 'user', content: 'Hai' },
      { role: 'user', content: 'Kapan mulai?' },
    ],
    repair: { answer: 'zzz', complaint: 'too long' },
  })
  const messages = askedOf(first)[0]?.messages ?? []
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  expect(messages.at(-1)?.content).toBe('Hai\nKapan mulai?')
  expect(messages[0]?.content).toMatch(/^You are ARI\.[\s\S]*zzz[\s\S]*too long/)
})

it('is called off at once, and what was under way is counted', async () => {
  first.control.script({ do: 'hang' })
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('newer words')), 50)
  const calls: ModelCall[] = []
  const model = createModel([{ name: 'grok', baseUrl: first.baseUrl, model: 'grok-4.3' }])
  const began = performance.now()
  const asking = model.ask({ ...QUESTION, signal: controller.signal, onCall: (call) => calls.push(call) })
  await expect(asking).rejects.toThrow('newer words')
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(calls).toMatchObject([{ outcome: 'aborted', isEstimated: true, tokens: { output: 0 } }])
  expect(calls[0]?.tokens.input).toBeGreaterThan(5)
})

describe('what the endpoint tells of tokens', () => {
  let server: Server
  let usage: object | undefined
  beforeEach(async () => {
    const choice = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: GOOD } }
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ choices: [choice], ...(usage && { usage }) }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => server.close())

  async function callOf(told: object | undefined): Promise<ModelCall | undefined> {
    usage = told
    const calls: ModelCall[] = []
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    await createModel([{ name: 'grok', baseUrl, model: 'grok-4.3' }]).ask({
      ...QUESTION,
      turns: [{ role: 'user', content: 'Halo <|endoftext|>' }],
      onCall: (call) => calls.push(call),
    })
    return calls[0]
  }

  it('is taken, the cached part apart, and what it thought with what it wrote', async () => {
    const told = { prompt_tokens: 2_000, completion_tokens: 40, total_tokens: 2_540 }
    expect(await callOf({ ...told, prompt_tokens_details: { cached_tokens: 1_500 } })).toMatchObject({
      tokens: { input: 2_000, cached: 1_500, output: 540 },
      isEstimated: false,
      cost: 500 * 1.25 + 1_500 * 0.2 + 540 * 2.5,
    })
  })

  it.each([undefined, { prompt_tokens: null }])('is counted by us where it is %j', async (told) => {
    const call = await callOf(told)
    expect(call).toMatchObject({ isEstimated: true })
    expect(call?.tokens.input).toBeGreaterThan(5)
    expect(call?.tokens.output).toBeGreaterThan(5)
  })
})
