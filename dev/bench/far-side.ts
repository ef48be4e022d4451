import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

const ANSWER = JSON.stringify({
  reply: 'Baik, Kak. Rencananya mau kuliah di negara mana?',
  confidence: 0.95,
  intent: 'answer',
  facts: {},
  declined: [],
  citations: [],
  slot: null,
  escalate: null,
})

/** WhatsApp and the model at no cost: both answer at once, and tell when a send came in. */
export async function startFarSide() {
  const waiting = new Map<string, (atMs: number) => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.setHeader('content-type', 'application/json')
      if (request.url?.endsWith('/chat/completions')) {
        response.end(
          JSON.stringify({
            id: 'x',
            object: 'chat.completion',
            created: 1,
            model: 'm',
            choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: ANSWER } }],
          }),
        )
        return
      }
      const atMs = performance.now()
      const { to } = JSON.parse(Buffer.concat(chunks).toString()) as { to?: string }
      response.end(JSON.stringify({ messaging_product: 'whatsapp', messages: [{ id: `wamid.${randomUUID()}` }] }))
      if (to !== undefined) waiting.get(to)?.(atMs)
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url,
    /** Resolves with the time at which the next send to this number came in. */
    nextSendTo(to: string): Promise<number> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`No send to ${to} within 60 s`)), 60_000)
        waiting.set(to, (atMs) => {
          clearTimeout(timer)
          waiting.delete(to)
          resolve(atMs)
        })
      })
    },
    close: () => server.close(),
  }
}

/** Meta's webhook for what one customer wrote, signed. */
export function signedMessage(
  appSecret: string,
  { phoneNumberId, from, text }: { phoneNumberId: string; from: string; text: string | readonly string[] },
) {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '628110000021', phone_number_id: phoneNumberId },
              contacts: [{ wa_id: from, profile: { name: 'Bench' } }],
              messages: [text].flat().map((words) => ({
                from,
                id: `wamid.${randomUUID()}`,
                timestamp: String(Math.floor(Date.now() / 1000)),
                type: 'text',
                text: { body: words },
              })),
            },
          },
        ],
      },
    ],
  })
  const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature } }
}
