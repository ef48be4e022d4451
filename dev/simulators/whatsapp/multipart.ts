export type Part = { filename?: string | undefined; mimeType: string; bytes: Buffer }

/** The parts of a multipart/form-data body by their names. */
export function parseMultipart(body: Buffer, contentType: string): Map<string, Part> {
  const parts = new Map<string, Part>()
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return parts
  const mark = Buffer.from(`--${boundary}`)
  for (let at = body.indexOf(mark); at !== -1;) {
    const start = at + mark.length
    const next = body.indexOf(mark, start)
    if (next === -1) break
    // Behind the mark stands CRLF, before the next one as well.
    addPart(parts, body.subarray(start + 2, next - 2))
    at = next
  }
  return parts
}

function addPart(parts: Map<string, Part>, part: Buffer) {
  const gap = part.indexOf('\r\n\r\n')
  if (gap === -1) return
  const head = part.subarray(0, gap).toString('utf8')
  const name = /;\s*name="([^"]*)"/i.exec(head)?.[1]
  if (name === undefined) return
  const filename = /;\s*filename="([^"]*)"/i.exec(head)?.[1]
  const mimeType = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? 'text/plain'
  parts.set(name, { filename, mimeType, bytes: Buffer.from(part.subarray(gap + 4)) })
}
