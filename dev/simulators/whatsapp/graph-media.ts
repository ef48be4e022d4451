import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from './clock.ts'
import { metaError, type MetaError } from './errors.ts'
import { newObjectId } from './ids.ts'
import { parseMultipart } from './multipart.ts'
import { readBody } from './read-body.ts'
import { mediaLimit } from './samples.ts'
import type { Settings } from './settings.ts'
import type { Json, Media, PhoneNumber } from './shapes.ts'
import type { Store } from './store.ts'

const DAY = 24 * 3_600_000
const MOST = 101 * 1024 * 1024

type Deps = { clock: Clock; settings: Settings; store: Store }

export type MediaShelf = ReturnType<typeof createMediaShelf>

/** Uploaded and received files, with WhatsApp's lives: 30 days, 7 days, and 5 minutes for an address. */
export function createMediaShelf({ clock, settings, store }: Deps) {
  function find(id: string): Media | undefined {
    const item = store.media.get(id)
    return item && item.expiresAt > clock.now() ? item : undefined
  }

  return {
    find,

    async upload({ phoneNumberId }: PhoneNumber, request: IncomingMessage): Promise<{ id: string } | MetaError> {
      const parts = parseMultipart(await readBody(request, MOST), request.headers['content-type'] ?? '')
      const textOf = (name: string) => parts.get(name)?.bytes.toString('utf8')
      if (textOf('messaging_product') !== 'whatsapp') {
        return metaError(100, { message: '(#100) The parameter messaging_product is required.' })
      }
      const file = parts.get('file')
      if (file?.filename === undefined) return metaError(100, { message: '(#100) The parameter file is required.' })
      const mimeType = textOf('type') ?? file.mimeType
      const content = file.bytes
      if (content.length > mediaLimit(mimeType))
        return metaError(131053, { details: `File of ${content.length} bytes is too large for ${mimeType}` })
      const id = newObjectId()
      const sha256 = createHash('sha256').update(content).digest('hex')
      store.addMedia({ id, phoneNumberId, mimeType, sha256, bytes: content, expiresAt: clock.now() + 30 * DAY })
      return { id }
    },

    describe: ({ id, mimeType, sha256, bytes }: Media, origin: string): Json => ({
      url: `${origin}/media-files/${id}?ext=${clock.now() + settings.mediaUrlLifeMs}`,
      mime_type: mimeType,
      sha256,
      file_size: bytes.length,
      id,
      messaging_product: 'whatsapp',
    }),

    /** The bytes behind an address that has not run out. */
    open: (id: string, expires: string | undefined): Media | undefined =>
      Number(expires) > clock.now() ? find(id) : undefined,

    remove: (id: string) => store.media.delete(id),
  }
}
