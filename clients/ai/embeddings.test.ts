import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startModelSimulator } from '../../dev/simulators/model/model.ts'
import { createEmbeddings, EmbeddingsFailed, type EmbeddingsOptions } from './embeddings.ts'
import type { ModelCall } from './endpoint.ts'

let simulator: Awaited<ReturnType<typeof startModelSimulator>>
beforeAll(async () => {
  simulator = await startModelSimulator({ port: 0 })
})
afterAll(() => simulator.close())
beforeEach(() => simulator.embeddings.reset())

const embeddings = (options: EmbeddingsOptions = {}) =>
  createEmbeddings({ baseUrl: simulator.baseUrl, model: 'simulated' }, options)
const product = (one: number[] = [], other: number[] = []) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
const says = (body: object) => simulator.embeddings.fault({ do: 'say', body })

describe('vectors of entries', () => {
  it('come in the order of the texts and have length one, so that their product says how near they are', async () => {
    const texts = ['Biaya visa pelajar', 'Student visa cost', 'Parkir di kantor']
    const [visa, inEnglish, parking] = await embeddings().ofTexts(texts)
    expect(product(visa, visa)).toBeCloseTo(1, 5)
    expect(product(visa, inEnglish)).toBeGreaterThan(product(visa, parking))
    expect(simulator.embeddings.asked()).toEqual([texts])
  })

  it('go by the place that the endpoint names', async () => {
    says({
      data: [
        { index: 1, embedding: [0, 2] },
        { index: 0, embedding: [3, 4] },
      ],
    })
    expect(await embeddings().ofTexts(['a', 'b'])).toEqual([
      [0.6, 0.8],
      [0, 1],
    ])
  })

  it.each([
    ['one vector too few', { data: [{ embedding: [1] }] }],
    ['vectors of two lengths', { data: [{ embedding: [1] }, { embedding: [1, 0] }] }],
    ['nothing but noughts', { data: [{ embedding: [0] }, { embedding: [1] }] }],
    ['a page', { html: true }],
  ])('are none where the endpoint says %s', async (_, body) => {
    says(body)
    await expect(embeddings().ofTexts(['a', 'b'])).rejects.toMatchObject({ reason: 'unreadable', isAboutTexts: false })
  })

  it('say whether it is the texts that are not taken, and end when nobody wants them any more', async () => {
    simulator.embeddings.fault({ do: 'error', status: 400 })
    await expect(embeddings().ofTexts(['a'])).rejects.toMatchObject({ reason: 'HTTP 400', isAboutTexts: true })
    simulator.embeddings.fault({ do: 'error', status: 401 })
    await expect(embeddings().ofTexts(['a'])).rejects.toMatchObject({ reason: 'HTTP 401', isAboutTexts: false })
    simulator.embeddings.fault({ do: 'wait', ms: 5_000 })
    const asking = embeddings().ofTexts(['a'], AbortSignal.timeout(50))
    await expect(asking).rejects.toBeInstanceOf(EmbeddingsFailed)
    await expect(asking).rejects.toMatchObject({ reason: 'stopped' })
  })
})

describe('the vector of a question', () => {
  it('is told to the accounts as a request to a model', async () => {
    const calls: ModelCall[] = []
    const answer = await embeddings().ofQuestion('biaya visa berapa', (call) => calls.push(call))
    expect(answer).toHaveProperty('vector')
    expect(calls).toMatchObject([
      { endpoint: 'embeddings', model: 'simulated', outcome: 'answered', isEstimated: false, tokens: { output: 0 } },
    ])
    expect(calls[0]?.tokens.input).toBeGreaterThan(0)
  })

  it('is done without where the endpoint is slow, and is not asked for again and again', async () => {
    simulator.embeddings.fault({ do: 'wait', ms: 10_000 })
    const asked = embeddings({ questionMs: 60, circuit: { opensAfter: 2 } })
    const calls: ModelCall[] = []
    const began = performance.now()
    const heard = []
    for (let time = 0; time < 4; time++) heard.push(await asked.ofQuestion('halo', (call) => calls.push(call)))
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(heard).toEqual([
      { without: 'timeout' },
      { without: 'timeout' },
      { without: 'left alone' },
      { without: 'left alone' },
    ])
    expect(calls.map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`)).toEqual([
      'failed timeout',
      'failed timeout',
    ])
  })

  it('that the endpoint does not take says nothing about the next', async () => {
    simulator.embeddings.fault({ do: 'error', status: 400, holding: 'zzz' })
    const asked = embeddings({ circuit: { opensAfter: 1 } })
    expect(await asked.ofQuestion('zzz')).toEqual({ without: 'HTTP 400' })
    expect(await asked.ofQuestion('halo')).toHaveProperty('vector')
  })

  it('is done without where nobody listens', async () => {
    const nowhere = createEmbeddings({ baseUrl: 'http://127.0.0.1:1/v1', model: 'm' })
    expect(await nowhere.ofQuestion('halo')).toEqual({ without: 'no connection' })
  })
})
