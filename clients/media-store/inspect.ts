import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'

export type Inspected = {
  bytes: number
  sha256: string
  /** Null where the bytes are like nothing that is known. */
  foundType: string | null
  isMarkup: boolean
  isScript: boolean
}

/** More came than was allowed. */
export class MoreThanAllowed extends Error {
  override name = 'MoreThanAllowed'
}

/** Enough to tell a type by; in office documents the names of their parts stand in it. */
const HEAD_BYTES = 64 * 1024
const MARKUP = /^\s*<(!doctype|!--|\?xml|html|head|body|script|svg|iframe|style|meta|title|table|div|a)\b/i

/** Passes a file on, and at its end, before its reader learns of that, tells `judge` what it was. */
export async function* inspected(
  parts: AsyncIterable<Uint8Array>,
  mostBytes: number,
  judge: (found: Inspected) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  const head: Uint8Array[] = []
  let headBytes = 0
  let bytes = 0
  for await (const part of parts) {
    bytes += part.length
    if (bytes > mostBytes) throw new MoreThanAllowed()
    hash.update(part)
    if (headBytes < HEAD_BYTES) {
      head.push(part)
      headBytes += part.length
    }
    yield part
  }
  const start = Buffer.concat(head)
  const text = start
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  judge({
    bytes,
    sha256: hash.digest('hex'),
    foundType: await typeOf(start),
    isMarkup: MARKUP.test(text),
    isScript: text.startsWith('#!'),
  })
}

async function typeOf(start: Buffer): Promise<string | null> {
  // What is cut off in the middle is like nothing, as far as it comes.
  const found = await fileTypeFromBuffer(start).catch(() => undefined)
  return found?.mime ?? null
}
