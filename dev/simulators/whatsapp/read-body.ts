import type { IncomingMessage } from 'node:http'
import { isJson, type Json } from './shapes.ts'

export class BodyTooLarge extends Error {}

export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > most) throw new BodyTooLarge(`More than ${most} bytes`)
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** The JSON object of a request, or undefined where it is none. An empty body is an empty object. */
export async function readJson(request: IncomingMessage, most = 4 * 1024 * 1024): Promise<Json | undefined> {
  const text = (await readBody(request, most)).toString('utf8')
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : undefined
  } catch {
    return undefined
  }
}
