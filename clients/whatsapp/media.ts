import { z } from 'zod'
import { reach, type ReachOptions } from './reach.ts'
import type { Line } from './whatsapp.ts'

/** Where a file lies for the next five minutes, and what WhatsApp says of it. */
export type MediaPlace = { url: string; mimeType: string | null; sha256: string | null; bytes: number | null }

/** The file was not had. `unknown`: WhatsApp has no such file; `expired`: the address has run out. */
export class MediaNotHad extends Error {
  override name = 'MediaNotHad'
  readonly why: 'unknown' | 'expired' | 'unreachable' | 'not-allowed'
  constructor(why: MediaNotHad['why'], options?: ErrorOptions) {
    super(`The file was not had: ${why}.`, options)
    this.why = why
  }
}

export type WhatsAppMedia = {
  /** Asks for a new address of the file. Throws MediaNotHad. */
  find(line: Line, mediaId: string, signal: AbortSignal): Promise<MediaPlace>
  /** The file's bytes as they come. Throws MediaNotHad. */
  open(line: Line, url: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
}

const said = z.string().min(1).nullish().catch(null)
const Place = z.object({
  url: z.url(),
  mime_type: said,
  sha256: said,
  file_size: z.coerce.number().int().nonnegative().nullish().catch(null),
})

/** WhatsApp's receiving side of files, over HTTP. */
export function createWhatsAppMedia(options: ReachOptions): WhatsAppMedia {
  const reached = reach(options)

  async function get(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    try {
      return await fetch(url, { headers, signal })
    } catch (error) {
      throw new MediaNotHad('unreachable', { cause: error })
    }
  }

  return {
    async find(line, mediaId, signal) {
      const { base, headers } = reached(line)
      if (headers === null) throw new MediaNotHad('not-allowed')
      // Kapso cannot tell by the file alone whose number it came to.
      const query = `?phone_number_id=${encodeURIComponent(line.phoneNumberId)}`
      const answer = await get(`${base}/${encodeURIComponent(mediaId)}${query}`, headers, signal)
      const told: unknown = await answer.json().catch(() => null)
      if (!answer.ok) throw new MediaNotHad(whyNot(answer.status, codeOf(told)))
      const place = Place.safeParse(told)
      if (!place.success) throw new MediaNotHad('unreachable')
      const { url, mime_type, sha256, file_size } = place.data
      return { url, mimeType: mime_type ?? null, sha256: sha256 ?? null, bytes: file_size ?? null }
    },

    async open(line, url, signal) {
      const { base, headers } = reached(line)
      if (headers === null) throw new MediaNotHad('not-allowed')
      // Meta's files open with the token alone. Kapso's are links that open by themselves: its key stays with it.
      const isOurs = line.provider === 'meta' || isSameSite(url, base)
      const answer = await get(url, isOurs ? headers : {}, signal)
      if (answer.ok && answer.body !== null) return answer.body
      await answer.body?.cancel()
      throw new MediaNotHad(answer.status === 404 || answer.status === 410 ? 'expired' : whyNot(answer.status))
    },
  }
}

const Refusal = z.object({ error: z.object({ code: z.number() }) })
const codeOf = (told: unknown): number | null => Refusal.safeParse(told).data?.error.code ?? null

/** Meta's codes are surer than its HTTP statuses: 100 says that there is no such thing, 190 that the token is wrong. */
function whyNot(status: number, code: number | null = null): MediaNotHad['why'] {
  if (code === 100) return 'unknown'
  if (code === 190 || status === 401 || status === 403) return 'not-allowed'
  return code === null && (status === 404 || status === 410) ? 'unknown' : 'unreachable'
}

function isSameSite(url: string, base: string): boolean {
  const [one, other] = [new URL(url), new URL(base)]
  const site = other.hostname.split('.').slice(-2).join('.')
  return one.origin === other.origin || (one.protocol === 'https:' && one.hostname.endsWith(`.${site}`))
}
