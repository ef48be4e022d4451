import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest'
import { createMailer, MailNotSent, MailRefused, type Mailer } from './mail.ts'

let server: Server
let mailer: Mailer
let answer: { status: number; body: object }
let asked: { headers: IncomingHttpHeaders; body: Record<string, unknown> }[]

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString()))
    request.on('end', () => {
      asked.push({ headers: request.headers, body: JSON.parse(text) as Record<string, unknown> })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const keep = () => Promise.reject(new TypeError('kept'))
  mailer = createMailer({
    apiKey: 're_test',
    from: 'Desk <d@x.test>',
    keep,
    baseUrl: `http://127.0.0.1:${String(port)}`,
  })
})
afterAll(() => server.close())
beforeEach(() => {
  asked = []
  answer = { status: 200, body: { id: 'm1' } }
})

const mail = { to: 'nadia@example.test', subject: 'Konsultasi', text: 'Sampai jumpa' }

it('BY-18 goes out with its file, under its key', async () => {
  const invite = { name: 'invite.ics', type: 'text/calendar; method=REQUEST', text: 'BEGIN:VCALENDAR' }
  await mailer.send({ ...mail, key: 'booking/1/0/booked/customer', attachments: [invite] })
  expect(asked[0]?.headers['idempotency-key']).toBe('booking/1/0/booked/customer')
  expect(asked[0]?.body).toMatchObject({
    ...{ from: 'Desk <d@x.test>', to: mail.to, subject: mail.subject, text: mail.text },
    attachments: [
      { filename: 'invite.ics', content_type: invite.type, content: Buffer.from(invite.text).toString('base64') },
    ],
  })
})

test.each([
  [422, 'validation_error', MailRefused],
  [403, 'invalid_api_key', MailRefused],
  [429, 'rate_limit_exceeded', MailNotSent],
  [409, 'concurrent_idempotent_requests', MailNotSent],
  [500, 'internal_server_error', MailNotSent],
])('a refusal of %i is final or not: %s', async (status, name, expected) => {
  answer = { status, body: { statusCode: status, name, message: 'no' } }
  const sent = mailer.send(mail)
  await expect(sent).rejects.toThrow(expected)
  if (expected === MailNotSent) await expect(sent).rejects.not.toThrow(MailRefused)
})

it('a key that was used for other words has had its mail', async () => {
  answer = { status: 409, body: { statusCode: 409, name: 'invalid_idempotent_request', message: 'used' } }
  await expect(mailer.send({ ...mail, key: 'k' })).resolves.toBeUndefined()
})
