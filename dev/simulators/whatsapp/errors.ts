import { newTrace } from './ids.ts'

export type MetaError = { status: number; code: number; title: string; body: Record<string, unknown> }

// Meta's codes with the HTTP status they come with (3 really comes with 500) and the words they carry.
const KNOWN: Readonly<Record<number, readonly [status: number, title: string]>> = {
  0: [401, 'AuthException'],
  1: [400, 'API Unknown'],
  2: [503, 'API Service'],
  3: [500, 'API Method'],
  4: [400, 'API Too Many Calls'],
  10: [403, 'Permission Denied'],
  33: [400, 'Parameter value is not valid'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Access token has expired'],
  200: [403, 'API Permission'],
  368: [403, 'Temporarily blocked for policies violations'],
  80007: [400, 'Rate limit issues'],
  130429: [400, 'Rate limit hit'],
  130472: [400, "User's number is part of an experiment"],
  130497: [403, 'Business account is restricted from messaging users in this country'],
  131000: [500, 'Something went wrong'],
  131005: [403, 'Access denied'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [500, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131031: [403, 'Business Account locked'],
  131042: [400, 'Business eligibility payment issue'],
  131045: [500, 'Message failed to send due to phone number registration error'],
  131047: [400, 'Re-engagement message'],
  131048: [400, 'Spam rate limit hit'],
  131049: [400, 'This message was not delivered to maintain healthy ecosystem engagement'],
  131050: [400, 'User has stopped marketing messages'],
  131051: [400, 'Unsupported message type'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
  131057: [500, 'Account in maintenance mode'],
  131062: [400, 'Authentication templates cannot be sent to this recipient'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [404, 'Template name does not exist in the translation'],
  132005: [400, 'Translated text too long'],
  132007: [400, 'Template content policy violation'],
  132012: [400, 'Parameter format does not match format in the created template'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  133004: [503, 'Server temporarily unavailable'],
  133010: [400, 'Phone number not registered'],
  135000: [400, 'Generic user error'],
}

type Wording = { details?: string | undefined; message?: string | undefined; status?: number | undefined }

/** An error as the Graph API answers it. */
export function metaError(code: number, { details, message, status }: Wording = {}): MetaError {
  const [usualStatus, title] = KNOWN[code] ?? [400, 'Unknown error']
  return {
    status: status ?? usualStatus,
    code,
    title,
    body: {
      error: {
        message: message ?? `(#${code}) ${title}`,
        type: 'OAuthException',
        code,
        ...(code >= 131000 || code === 130429 || details
          ? { error_data: { messaging_product: 'whatsapp', details: details ?? title } }
          : {}),
        fbtrace_id: newTrace(),
      },
    },
  }
}

export const unknownObject = (id: string) =>
  metaError(100, {
    message: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  })

const DETAILS: Readonly<Record<number, string>> = {
  131026: 'Message Undeliverable.',
  131047:
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  131053: 'Unable to upload the media used in the message.',
}

/** The same error as a status webhook carries it. */
export function statusError(code: number): Record<string, unknown> {
  const title = KNOWN[code]?.[1] ?? 'Unknown error'
  return {
    code,
    title,
    message: title,
    error_data: { details: DETAILS[code] ?? title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}
