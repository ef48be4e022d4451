const MACROS = Buffer.from('vbaProject')

/** Passes a file on, and at its end tells what its type does not: whether it is text, and whether it names macros. */
export async function* scanned(
  parts: AsyncIterable<Uint8Array>,
  tell: (found: { isUtf8: boolean; namesMacros: boolean }) => void,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  let namesMacros = false
  /** The name may stand across two parts. */
  let before: Buffer = Buffer.alloc(0)
  const isText = (part?: Uint8Array) => {
    try {
      decoder.decode(part, { stream: part !== undefined })
      return part?.includes(0) !== true
    } catch {
      return false
    }
  }
  for await (const part of parts) {
    isUtf8 = isUtf8 && isText(part)
    const seen = Buffer.concat([before, part])
    namesMacros = namesMacros || seen.includes(MACROS)
    before = seen.subarray(-MACROS.length)
    yield part
  }
  tell({ isUtf8: isUtf8 && isText(), namesMacros })
}
