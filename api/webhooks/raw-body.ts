import type { IncomingMessage } from 'node:http'

/** Meta posts up to 3 MB. */
export const BODY_LIMIT = 3 * 1024 * 1024 + 64 * 1024
/** How much of a body that is too large we still read, so that its sender can read our answer. */
const PATIENCE = 16 * 1024 * 1024

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** The sender went away before the end; there is nobody to answer. */
export class BodyCutShort extends Error {
  override readonly name = 'BodyCutShort'
}

/** The body's bytes as they came. Throws BodyTooLarge when there are more than `limit`. */
export function readRawBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    if (Number(request.headers['content-length'] ?? 0) > PATIENCE) {
      reject(new BodyTooLarge())
      return
    }
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else chunks.length = 0
      if (size > PATIENCE) {
        request.pause()
        reject(new BodyTooLarge())
      }
    })
    request.on('end', () => {
      if (size > limit) reject(new BodyTooLarge())
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size))
    })
    request.on('error', (cause) => reject(new BodyCutShort('The sender went away', { cause })))
    request.on('close', () => {
      // Comes after every body; only one that is not whole is an error.
      if (!request.complete) reject(new BodyCutShort('The sender went away'))
    })
  })
}
