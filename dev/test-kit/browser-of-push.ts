import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What was posted to a stand-in for Slack or for a push service. */
export type Posted = { path: string; headers: IncomingHttpHeaders; body: Buffer }

/** A server that takes what is posted to it; `answer` decides with which status. */
export async function startEar(answer: (posted: Posted) => number | Promise<number> = () => 200) {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const heard = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) }
      posted.push(heard)
      void Promise.resolve(answer(heard)).then((status) => response.writeHead(status).end('ok'))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    base: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    posted,
    /** What Slack was told, as text. */
    texts: () => posted.map(({ body }) => (JSON.parse(body.toString()) as { text: string }).text),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A browser with keys of its own, and what is posted to it as it reads it. */
export function givenBrowser(endpoint: string) {
  const keys = createECDH('prime256v1')
  const auth = randomBytes(16).toString('base64url')
  const subscription = { endpoint, p256dh: keys.generateKeys('base64url'), auth }
  return { subscription, read: (body: Buffer): unknown => JSON.parse(readPush(body, { keys, auth })) }
}

/** RFC 8291 from the browser's side. */
export function readPush(body: Buffer, { keys, auth }: { keys: ECDH; auth: string }): string {
  const salt = body.subarray(0, 16)
  const from = body.subarray(21, 21 + body.readUInt8(20))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), from])
  const secret = hkdfSync('sha256', keys.computeSecret(from), Buffer.from(auth, 'base64url'), info, 32)
  const derived = (name: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(secret), salt, `Content-Encoding: ${name}\0`, bytes))
  const hidden = body.subarray(21 + from.length)
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12))
  decipher.setAuthTag(hidden.subarray(-16))
  const plain = Buffer.concat([decipher.update(hidden.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2)).toString()
}
