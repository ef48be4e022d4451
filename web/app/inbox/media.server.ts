import { z } from 'zod'
import { NotInStore, type ByteRange } from '#clients/media-store/media-store.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { findKeptMedia } from '#db/queries/media.ts'
import { isShown } from '#domain/media/judge.ts'
import { services } from '../services.server.ts'
import { cleanName, plainType } from './content.server.ts'

type Wish = {
  tx: <T>(work: (tx: WorkspaceTx) => Promise<T>) => Promise<T>
  workspaceId: string
  messageId: string | undefined
}

/** Nothing in a customer's file may run or load anything, whatever it is. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
/** A browser's own reader of PDFs does not work in a sandbox; it runs nothing of the file in our name either. */
const PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"

/** The file of a message of this workspace, as its type allows; null where there is none. */
export async function giveMedia(request: Request, { tx, workspaceId, messageId }: Wish): Promise<Response | null> {
  if (messageId === undefined || !z.uuid().safeParse(messageId).success) return null
  const found = await tx((work) => findKeptMedia(work, messageId))
  if (found === undefined || found.fileKey === null || found.bytes === null) return null
  const { fileKey, bytes, sha256, foundType, fileName } = found
  const { store, log } = services()
  const etag = `"${sha256 ?? messageId}"`
  const headers = new Headers({
    ...headersOf(foundType, fileName),
    ETag: etag,
    // Asked for anew each time, so that who may no longer see it does not.
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
  })
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(etag)) return new Response(null, { status: 304, headers })

  // A part of another file than the one that the reader has begun is of no use to it.
  const isSameFile = [null, etag].includes(request.headers.get('if-range'))
  const range = isSameFile ? readRange(request.headers.get('range'), bytes) : null
  if (range === 'outside') {
    headers.set('Content-Range', `bytes */${String(bytes)}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('Content-Length', String(range === null ? bytes : range.to - range.from + 1))
  if (range !== null) headers.set('Content-Range', `bytes ${String(range.from)}-${String(range.to)}/${String(bytes)}`)
  const status = range === null ? 200 : 206
  if (request.method === 'HEAD' || bytes === 0) return new Response(null, { status, headers })
  try {
    return new Response(await store.open(fileKey, range ?? undefined), { status, headers })
  } catch (error) {
    if (!(error instanceof NotInStore)) throw error
    log.error({ event: 'media_missing', messageId, workspaceId }, 'A file that should be kept is not there')
    return null
  }
}

function headersOf(foundType: string | null, fileName: string | null): Record<string, string> {
  const plain = plainType(foundType)
  const shown = isShown(plain)
  return {
    // What browsers do not show they are not told the type of, so that none tries.
    'Content-Type': shown ? plain : 'application/octet-stream',
    'Content-Disposition': `${shown ? 'inline' : 'attachment'}${nameOf(fileName)}`,
    'Content-Security-Policy': plain === 'application/pdf' ? PDF_POLICY : POLICY,
    'X-Content-Type-Options': 'nosniff',
  }
}

/** A file's name for saving, as a header says it: in ASCII, and once more as it is. */
export function nameOf(fileName: string | null): string {
  const name = cleanName(fileName)
  if (name === null) return ''
  const encoded = encodeURIComponent(name).replace(/['()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return `; filename="${name.replace(/[^\x20-\x7e]|[\\%]/g, '_')}"; filename*=UTF-8''${encoded}`
}

/** The one part that is asked for; null for the whole, also where we do not understand. */
function readRange(header: string | null, bytes: number): ByteRange | 'outside' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  // `-500`: the last five hundred.
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  return from > to ? 'outside' : { from, to }
}
