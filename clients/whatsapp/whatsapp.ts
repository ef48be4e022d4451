import { z } from 'zod'
import { createDoors } from './door.ts'

/** How a channel reaches WhatsApp: Meta's Graph API itself, or Kapso's proxy of it. */
export type Line = { provider: 'meta' | 'kapso'; phoneNumberId: string; accessToken: string | null }

export type WhatsAppMessage = Record<string, unknown>

/** WhatsApp said no: nothing was sent. `code` is Meta's, where there is one. */
export class SendRefused extends Error {
  override name = 'SendRefused'
  readonly code: number | null
  readonly retryable: boolean
  /** How long to wait at least, where the provider said so. */
  readonly retryAfterMs: number | null
  constructor(message: string, refusal: { code: number | null; retryable: boolean; retryAfterMs?: number | null }) {
    super(message)
    this.code = refusal.code
    this.retryable = refusal.retryable
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

export type WhatsAppOptions = {
  graphUrl: string
  kapsoUrl: string
  kapsoApiKey?: string | undefined
  timeoutMs?: number
}

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

/**
 * Codes that pass by themselves, from Meta's error list: outages and throttling. Everything else is final until a
 * person acts: tokens, permissions, accounts, recipients, our own mistakes.
 */
const RETRYABLE_CODES = [
  1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 131064, 133004, 133016, 2494100,
]

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
  const doorOf = createDoors(options)

  async function post(line: Line, body: WhatsAppMessage): Promise<unknown> {
    const door = doorOf(line)
    if (door === null) throw new SendRefused('The channel has no access token.', { code: null, retryable: false })

    let response: Response
    let text: string
    try {
      response = await fetch(`${door.base}/${line.phoneNumberId}/messages`, {
        method: 'POST',
        headers: { ...door.headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
      text = await response.text()
    } catch (error) {
      if (neverLeft(error)) throw new SendRefused('WhatsApp cannot be reached.', { code: null, retryable: true })
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
  // Meta changes its HTTP statuses; the code decides where there is one.
  const retryable = code === null ? response.status === 429 || response.status >= 500 : RETRYABLE_CODES.includes(code)
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new SendRefused(said || `WhatsApp answered HTTP ${response.status}.`, {
    code,
    retryable,
    retryAfterMs: Number.isFinite(retryAfterSeconds) ? retryAfterSeconds * 1000 : null,
  })
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
