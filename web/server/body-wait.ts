import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** A document of 20 MB over a phone's connection of 1 Mbit/s takes three minutes. */
const UPLOAD_MS = 300_000
const OTHER_MS = 60_000
const UPLOADS = ['/api/knowledge/documents']

/**
 * How long a request may take to come. Node has one limit for all that a server hears: it is the longest here, and
 * whatever is no upload is ended sooner, so that nobody keeps connections open by sending slowly.
 */
export function limitBodyWait(server: Server, { uploadMs = UPLOAD_MS, otherMs = OTHER_MS } = {}): void {
  server.requestTimeout = uploadMs
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [path = ''] = (request.url ?? '').split('?')
    if (request.complete || UPLOADS.includes(path)) return
    const timer = setTimeout(() => {
      if (request.complete) return
      if (!response.headersSent) response.writeHead(408, { Connection: 'close' }).end()
      request.destroy()
    }, otherMs)
    request.once('close', () => clearTimeout(timer))
  })
}
