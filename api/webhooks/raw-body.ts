import type { IncomingMessage } from 'node:http'

/** Meta posts up to 3 MB. */
export const BODY_LIMIT = 3 * 1024 * 1024 + 64 * 1024
/** How much of a body that is too large we still read, so that its sender can read our answer. */
const PATIENCE = 16 * 1024 * 1024

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** The body's bytes as they came. Throws BodyTooLarge when there are more than `limit`. */
export async function readRawBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > PATIENCE) throw new BodyTooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
    if (size > PATIENCE) break
  }
  if (size > limit) throw new BodyTooLarge()
  const [only] = chunks
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, size)
}
