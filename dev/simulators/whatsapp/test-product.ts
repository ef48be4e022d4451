import { createServer, type IncomingHttpHeaders } from 'node:http'
import { expect } from 'vitest'
import { startWhatsAppSimulator, type WhatsAppSimulatorOptions } from './simulator.ts'
import { isJson, jsonOf, type Json } from './shapes.ts'

export type Hook = { headers: IncomingHttpHeaders; raw: string; body: Json }

/** A product that takes webhooks, answers what it is told to, and keeps all it got. */
export async function startProduct() {
  const hooks: Hook[] = []
  const listeners = new Set<() => void>()
  let answers: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8')
      if (request.method === 'GET')
        return void response.end(new URL(request.url ?? '/', 'http://x').searchParams.get('hub.challenge'))
      const status = answers.shift() ?? 200
      if (status === 200) hooks.push({ headers: request.headers, raw, body: jsonOf(JSON.parse(raw)) })
      response.statusCode = status
      response.end()
      listeners.forEach((listener) => listener())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/hook`,
    hooks,
    answerNext: (...statuses: number[]) => void (answers = statuses),

    /** Resolves when so many were answered 200. */
    async until(count: number, patienceMs = 3000): Promise<Hook[]> {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${hooks.length} of ${count} webhooks came`)), patienceMs)
        const look = () => {
          if (hooks.length < count) return
          clearTimeout(timer)
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      })
      return hooks
    },

    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const QUICK = { pace: { sentMs: 1, deliveredMs: 1, readMs: 1 }, webhooksAtOnce: 1 }

/** Simulator, product and one registered number; `send` posts as the product would. */
export async function startPair(options: WhatsAppSimulatorOptions = {}) {
  const product = await startProduct()
  const simulator = await startWhatsAppSimulator({ seed: 7, ...options, settings: { ...QUICK, ...options.settings } })
  const { control } = simulator
  const number = control.putNumber('100', {
    displayPhoneNumber: '+62 21 5550 100',
    appSecret: 'secret',
    accessToken: 'token',
    webhookUrl: product.url,
  })

  async function post(path: string, body: unknown, token = 'token') {
    const response = await fetch(`${simulator.graphUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {}
    return { status: response.status, body: jsonOf(parsed) }
  }

  return {
    ...simulator,
    product,
    number,
    post,
    send: (message: Json, to = '+6281234567') =>
      post('/100/messages', { messaging_product: 'whatsapp', to, ...message }),
    text: (body: string, opaque?: string) =>
      post('/100/messages', {
        messaging_product: 'whatsapp',
        to: '+6281234567',
        type: 'text',
        text: { body },
        biz_opaque_callback_data: opaque,
      }),
    says: (text: string) =>
      control.inbound({ phoneNumberId: '100', from: { phone: '+62 812-34567', name: 'Ani' }, text }),
    async stop() {
      await simulator.close()
      await product.stop()
    },
  }
}

export type Pair = Awaited<ReturnType<typeof startPair>>

/** All values of webhooks, in order of arrival: `{ field, value }`. */
export const changesOf = (hooks: readonly Hook[]): Json[] =>
  hooks.flatMap(({ body }) => listOf(body['entry']).flatMap((entry) => listOf(entry['changes'])))

export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

export const messagesOf = (hooks: readonly Hook[]) =>
  changesOf(hooks).flatMap(({ value }) => listOf(jsonOf(value)['messages']))
export const statusesOf = (hooks: readonly Hook[]) =>
  changesOf(hooks).flatMap(({ value }) => listOf(jsonOf(value)['statuses']))
export const errorOf = (answer: { body: Json }) => jsonOf(answer.body['error'])

/** Vitest's matchers are `any`; here they are only compared. */
export const like = (pattern: RegExp): unknown => expect.stringMatching(pattern)
