import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { parseArgs } from 'node:util'

// The load on a webhook, as a process of its own: so many requests, so many at once, every one of another message.
// Prints one JSON line: how long each took, how many a second, and what was answered.

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    secret: { type: 'string' },
    number: { type: 'string' },
    name: { type: 'string' },
    requests: { type: 'string' },
    users: { type: 'string' },
  },
})
const { url = '', secret = '', number = '', name = '' } = values
const [requests, users] = [Number(values.requests), Number(values.users)]

/** Made and signed before the clock starts. */
const posts = Array.from({ length: requests }, (_, n) => {
  const body = Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value: valueOf(n) }] }],
    }),
  )
  return { body, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
})

function valueOf(n: number) {
  const from = `62813${String(n % 500).padStart(7, '0')}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const text = { body: 'Halo kak, saya mau tanya jadwal kelas IELTS bulan depan' }
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '628110000021', phone_number_id: number },
    contacts: [{ wa_id: from, profile: { name: 'Bench' } }],
    messages: [{ from, id: `wamid.${name}.${String(n)}`, timestamp, type: 'text', text }],
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: users })
const times: number[] = []
const statuses: Record<string, number> = {}

function ask({ body, signature }: (typeof posts)[number]): Promise<void> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          'x-hub-signature-256': signature,
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => {
          times.push(performance.now() - startedAt)
          const status = String(response.statusCode)
          statuses[status] = (statuses[status] ?? 0) + 1
          resolve()
        })
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

const startedAt = performance.now()
let next = 0
await Promise.all(
  Array.from({ length: users }, async () => {
    for (let post = posts[next++]; post; post = posts[next++]) await ask(post)
  }),
)
const seconds = (performance.now() - startedAt) / 1000
agent.destroy()
process.stdout.write(`${JSON.stringify({ seconds, times, statuses })}\n`)
