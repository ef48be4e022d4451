import { z } from 'zod'
import { reach, type ReachOptions } from './reach.ts'

/** How a channel reaches WhatsApp: Meta's Graph API itself, or Kapso's proxy of it. */
export type Line = { provider: 'meta' | 'kapso'; phoneNumberId: string; accessToken: string | null }

export type WhatsAppMessage = Record<string, unknown>

/**
 * WhatsApp said no: nothing was sent. `code` is Meta's, where there is one; `httpStatus` is null where WhatsApp could
 * not be reached.
 */
export class SendRefused extends Error {
  override name = 'SendRefused'
  readonly code: number | null
  readonly httpStatus: number | null
  /** How long to wait at least, where the provider said so. */
  readonly retryAfterMs: number | null
  constructor(
    message: string,
    refusal: { code: number | null; httpStatus: number | null; retryAfterMs?: number | null },
  ) {
    super(message)
    this.code = refusal.code
    this.httpStatus = refusal.httpStatus
    this.retryAfterMs = refusal.retryAfterMs ?? null
  }
}

/** The call was made and no answer came: it may have been sent, or not. */
export class SendOutcomeUnknown extends Error {
  override name = 'SendOutcomeUnknown'
}

export type WhatsApp = {
  /** Sends one message; its WhatsApp id. Throws SendRefused, or SendOutcomeUnknown. */
  send(line: Line, message: WhatsAppMessage): Promise<{ providerMessageId: string }>
  /** Marks a customer's message as read and shows that somebody is typing, for up to 25 s. */
  showTyping(line: Line, providerMessageId: string): Promise<void>
}

export type WhatsAppOptions = ReachOptions & { timeoutMs?: number }

const Accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) })
const Refused = z.object({
  error: z.union([
    z.string(),
    z.object({
      message: z.string().catch(''),
      code: z.number().nullish().catch(null),
      error_data: z.object({ details: z.string().optional() }).nullish().catch(null),
    }),
  ]),
})

/** The request never left: the far side was not there. */
const NOT_CONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** WhatsApp's sending side, over HTTP. */
export function createWhatsApp({ timeoutMs = 20_000, ...options }: WhatsAppOptions): WhatsApp {
  const reached = reach(options)

  async function post(line: Line, body: WhatsAppMessage): Promise<unknown> {
    const { base, headers } = reached(line)
    if (headers === null) throw new SendRefused('The channel has no access token.', { code: null, httpStatus: 401 })
    const url = `${base}/${line.phoneNumberId}/messages`

    let response: Response
    let text: string
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
      text = await response.text()
    } catch (error) {
      if (neverLeft(error)) throw new SendRefused('WhatsApp cannot be reached.', { code: null, httpStatus: null })
      throw new SendOutcomeUnknown('No answer from WhatsApp.', { cause: error })
    }
    if (!response.ok) throw refusal(response, text)
    return parseJson(text)
  }

  return {
    async send(line, message) {
      const answer = Accepted.safeParse(await post(line, { messaging_product: 'whatsapp', ...message }))
      // A 200 that names no message id: taken, most likely, but not to be told from here.
      if (!answer.success) throw new SendOutcomeUnknown('WhatsApp answered without a message id.')
      return { providerMessageId: answer.data.messages[0]?.id ?? '' }
    },
    async showTyping(line, providerMessageId) {
      await post(line, {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: providerMessageId,
        typing_indicator: { type: 'text' },
      })
    },
  }
}

function refusal(response: Response, text: string): SendRefused {
  const parsed = Refused.safeParse(parseJson(text))
  const error = parsed.success ? parsed.data.error : ''
  const code = typeof error === 'string' ? null : (error.code ?? null)
  const said = typeof error === 'string' ? error : (error.error_data?.details ?? error.message)
  return new SendRefused(said || `WhatsApp answered HTTP ${response.status}.`, {
    code,
    httpStatus: response.status,
    retryAfterMs: retryAfterOf(response.headers.get('retry-after')),
  })
}

/** In seconds, or as a time of day. */
function retryAfterOf(header: string | null): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function neverLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && NOT_CONNECTED.includes(code)
}
