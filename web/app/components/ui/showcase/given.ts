import type { Author, ConversationRow, ShownClock, ThreadEvent, ThreadMessage } from '../../../inbox/contract.ts'

const MINUTE_MS = 60_000
export const ME = { id: 'me', name: 'Bagas Wirawan' }
export const agoAt = (now: number, minutes: number) => new Date(now - minutes * MINUTE_MS).toISOString()

/** A clock of two minutes that began so many seconds from now. */
export function clock(now: number, seconds: number): ShownClock {
  const since = now + seconds * 1_000
  return { since, warnAt: since + 90_000, dueAt: since + 120_000, pauses: [] }
}

/** A row of the list with what a sample wants to be different. */
export function row(now: number, contactId: string, wish: Partial<ConversationRow> = {}): ConversationRow {
  return {
    contactId,
    conversationId: contactId,
    name: 'Laksmi Paramitha',
    username: null,
    phone: '+62 811-0000-0001',
    stage: 'qualification',
    floor: 'bot',
    floorUser: null,
    handoffReason: null,
    waitsSince: wish.floor === 'team' ? agoAt(now, 1) : null,
    promisedAt: null,
    answer: null,
    score: 40,
    isScoreByHand: false,
    lastMessage: { author: 'customer', kind: 'text', body: 'Kalau mulai Februari masih bisa?', status: 'responded' },
    at: agoAt(now, 3),
    place: agoAt(now, 3),
    windowEndsAt: new Date(now + 20 * 60 * MINUTE_MS).toISOString(),
    ...wish,
  }
}

type Wish = Partial<ThreadMessage> & { author: Author; minutesAgo: number }

/** A message with what a sample wants to be different. */
export function message(now: number, id: string, { minutesAgo, ...wish }: Wish): ThreadMessage {
  return {
    type: 'message',
    id,
    authorName: wish.author === 'staff' ? ME.name : null,
    kind: 'text',
    body: '',
    content: {},
    status: wish.author === 'customer' ? 'responded' : 'read',
    failure: null,
    replyTo: null,
    at: agoAt(now, minutesAgo),
    ...wish,
  }
}

export const floorLine = (
  now: number,
  id: string,
  minutesAgo: number,
  wish: Partial<Extract<ThreadEvent, { type: 'floor' }>> = {},
): ThreadEvent => ({
  type: 'floor',
  id,
  holder: 'team',
  userName: null,
  reason: null,
  at: agoAt(now, minutesAgo),
  ...wish,
})
