import { once } from 'node:events'
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What goes through: a webhook to the api, or a worker's call to the model or to WhatsApp. */
export type Call = 'webhook' | 'status' | 'echo' | 'model' | 'send' | 'typing'

/** `arrived`: not yet passed on. `answered`: the far side has answered, our side does not know. `passed`: it knows. */
export type Moment = 'arrived' | 'answered' | 'passed'

export type Passage = { call: Call; moment: Moment; program: 'api' | 'worker'; at: number; text: string }

/** Told of every moment while nothing moves on; `cut` ends the connection there. */
export type Watch = (passage: Passage) => 'cut' | undefined

type Target = { origin: string; program: 'api' | 'worker'; at: number }

export type Gate = { url: string; close: () => Promise<void> }

/** Stands between our programs and the far side, so that one can act at the very moment that a call is made. */
export async function createGate(targetOf: (path: string) => Target | undefined, watch: Watch): Promise<Gate> {
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => void pass(request, response).catch(() => response.destroy()))
  server.keepAliveTimeout = 65_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request)
    const path = request.url ?? '/'
    const target = targetOf(path)
    if (!target) return void response.writeHead(502).end()
    const { program, at } = target
    const passage = { call: callOf(path, body), program, at, text: body.toString() }
    if (watch({ ...passage, moment: 'arrived' }) === 'cut') return void response.destroy()
    const answer = await forward(request, response, new URL(path, target.origin), body)
    if (answer === undefined) return void response.destroy()
    if (watch({ ...passage, moment: 'answered' }) === 'cut') return void response.destroy()
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
    await once(response, 'close')
    watch({ ...passage, moment: 'passed' })
  }

  type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer }

  function forward(from: IncomingMessage, back: ServerResponse, url: URL, body: Buffer): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const onward = httpRequest(url, {
        method: from.method ?? 'GET',
        agent,
        headers: { ...from.headers, host: url.host, connection: 'keep-alive' },
      })
      onward.on('error', () => resolve(undefined))
      onward.on('response', (answer) => {
        read(answer).then(
          (said) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: said }),
          () => resolve(undefined),
        )
      })
      // Who asked the model and has gone, does not want its answer; what was sent, was sent.
      back.once('close', () => {
        if (callOf(url.pathname, body) === 'model') onward.destroy()
      })
      onward.end(body)
    })
  }

  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections()
      agent.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function callOf(path: string, body: Buffer): Call {
  if (path.includes('/webhook')) {
    if (body.includes('"message_echoes"')) return 'echo'
    return body.includes('"messages":') ? 'webhook' : 'status'
  }
  if (path.includes('/chat/completions')) return 'model'
  return body.includes('"typing_indicator"') || body.includes('"status":"read"') ? 'typing' : 'send'
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
