import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limitBodyWait } from './body-wait.ts'

const OTHER_MS = 150
let server: Server

beforeAll(async () => {
  server = createServer((request, response) => {
    text(request).then(
      (body) => response.end(body),
      () => undefined,
    )
  })
  limitBodyWait(server, { otherMs: OTHER_MS })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

/** Posts a letter at a time, for several times as long as a request may take; the answer, however it ends. */
async function sendSlowly(path: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  socket.on('error', () => undefined)
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nConnection: close\r\n\r\n`)
  for (const letter of 'slowly') {
    await pause(OTHER_MS / 2)
    if (socket.writable) socket.write(letter)
  }
  if (!socket.closed) await once(socket, 'close')
  return heard
}

it('a document may be sent slowly, and nothing else', async () => {
  const [document, other] = await Promise.all([
    sendSlowly('/api/knowledge/documents?name=brosur.pdf'),
    sendSlowly('/sign-in'),
  ])
  expect(document).toMatch(/^HTTP\/1\.1 200 .*slowly$/s)
  expect(other).toMatch(/^HTTP\/1\.1 408 /)
})

it('what comes at once is answered, and the rest of the answer may take its time', async () => {
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${String(port)}/sign-in`, { method: 'POST', body: 'soon' })
  await pause(OTHER_MS * 2)
  expect(await answer.text()).toBe('soon')
})
