/** What a refusal is about: the page has words for each, in every language. */
export type FailureKind =
  | 'busy'
  | 'pair_limit'
  | 'number_limit'
  | 'quota'
  | 'spam'
  | ChannelTrouble
  | 'window'
  | 'unreachable'
  | 'self'
  | 'opted_out'
  | 'too_much'
  | 'experiment'
  | 'country'
  | 'no_phone'
  | 'request'
  | 'media'
  | 'template'
  | 'no_answer'
  | 'other'

/** Nothing can be sent on the channel before a person has put this right. */
export type ChannelTrouble = 'token' | 'permission' | 'account' | 'payment' | 'registration'

/** What is to be done about a refusal, and whom a wait concerns. */
export type Remedy =
  | { do: 'retry' }
  | { do: 'wait'; of: 'pair' | 'number' | 'account' }
  | { do: 'stop'; why: ChannelTrouble }
  /** Seen now and then although the window is open: once more, a little later. */
  | { do: 'retry_once' }
  | { do: 'fail'; because: 'recipient' | 'request' | 'template' | 'other' }

/** `code` is Meta's; `httpStatus` is null where the far side was not reached. */
export type RefusedWith = { code: number | null; httpStatus: number | null }

// Meta's error list. Its HTTP statuses change from year to year and its titles too: the code alone is built on.
const KINDS: Readonly<Record<number, FailureKind>> = {
  1: 'busy',
  2: 'busy',
  131000: 'busy',
  131016: 'busy',
  131057: 'busy',
  133004: 'busy',
  2494100: 'busy',

  131056: 'pair_limit',
  130429: 'number_limit',
  4: 'quota',
  80007: 'quota',
  131064: 'quota',
  133016: 'quota',
  131048: 'spam',

  0: 'token',
  190: 'token',
  3: 'permission',
  10: 'permission',
  131005: 'permission',
  368: 'account',
  131031: 'account',
  131037: 'account',
  131042: 'payment',
  131045: 'registration',
  133000: 'registration',
  133005: 'registration',
  133006: 'registration',
  133008: 'registration',
  133009: 'registration',
  133010: 'registration',
  133015: 'registration',

  131047: 'window',

  131026: 'unreachable',
  131021: 'self',
  131050: 'opted_out',
  131049: 'too_much',
  130472: 'experiment',
  // Of the customer's country, not of the account: one such customer must not stop all others.
  130497: 'country',
  131062: 'no_phone',

  33: 'request',
  100: 'request',
  131008: 'request',
  131009: 'request',
  131051: 'request',
  131059: 'request',
  134011: 'request',
  135000: 'request',
  131052: 'media',
  131053: 'media',

  132000: 'template',
  132001: 'template',
  132005: 'template',
  132007: 'template',
  132012: 'template',
  132015: 'template',
  132016: 'template',
  132018: 'template',
  132068: 'template',
  132069: 'template',
}

const REMEDIES: Readonly<Record<FailureKind, Remedy>> = {
  busy: { do: 'retry' },
  pair_limit: { do: 'wait', of: 'pair' },
  number_limit: { do: 'wait', of: 'number' },
  quota: { do: 'wait', of: 'account' },
  spam: { do: 'wait', of: 'account' },
  token: { do: 'stop', why: 'token' },
  permission: { do: 'stop', why: 'permission' },
  account: { do: 'stop', why: 'account' },
  payment: { do: 'stop', why: 'payment' },
  registration: { do: 'stop', why: 'registration' },
  window: { do: 'retry_once' },
  unreachable: { do: 'fail', because: 'recipient' },
  self: { do: 'fail', because: 'recipient' },
  opted_out: { do: 'fail', because: 'recipient' },
  too_much: { do: 'fail', because: 'recipient' },
  experiment: { do: 'fail', because: 'recipient' },
  country: { do: 'fail', because: 'recipient' },
  no_phone: { do: 'fail', because: 'recipient' },
  request: { do: 'fail', because: 'request' },
  media: { do: 'fail', because: 'request' },
  template: { do: 'fail', because: 'template' },
  no_answer: { do: 'fail', because: 'other' },
  other: { do: 'fail', because: 'other' },
}

/** What a refusal is about. A code that nobody knows yet is judged by its HTTP status, as far as there is one. */
export function failureKind({ code, httpStatus }: RefusedWith): FailureKind {
  if (code !== null) {
    const known = KINDS[code]
    if (known !== undefined) return known
    if (code >= 200 && code <= 299) return 'permission'
  }
  return byHttpStatus(httpStatus, code)
}

function byHttpStatus(httpStatus: number | null, code: number | null): FailureKind {
  // Never reached: nothing was said about the message. A code without a status came by webhook.
  if (httpStatus === null) return code === null ? 'busy' : 'other'
  if (httpStatus === 401) return 'token'
  if (httpStatus === 403) return 'permission'
  if (httpStatus === 429) return 'number_limit'
  return httpStatus >= 500 ? 'busy' : 'other'
}

export function remedyFor(kind: FailureKind): Remedy {
  return REMEDIES[kind]
}

export function isFailureKind(word: unknown): word is FailureKind {
  return typeof word === 'string' && Object.hasOwn(REMEDIES, word)
}
