import type { Desk } from '../test-kit/desk-programs.ts'
import type { Business } from './business.ts'

/** How a conversation stands: what Postgres has of it, and what WhatsApp was given for the customer. */
export type Sight = {
  conversationId: string | null
  state: unknown
  stage: string
  floor: string
  why: string | null
  score: number
  inbound: { id: string; outcome: string | null }[]
  /** Messages of ours that are still on their way. */
  open: number
  /** What waits for its release may be taken back. */
  waiting: string | null
  drafts: { id: string; status: string; reply: string; checks: { name: string; passed: boolean; reason?: string }[] }[]
  facts: Record<string, string | null>
  bookings: string[]
  tags: string[]
  optedOut: boolean
  heard: Heard[]
}

export type Heard = { text: string; rows: Choice[]; buttons: Choice[] }
type Choice = { id: string; title: string }

const NOBODY: Omit<Sight, 'heard'> = {
  ...{ conversationId: null, state: null, stage: 'greeting', floor: 'bot', why: null, score: 0 },
  ...{
    inbound: [],
    open: 0,
    waiting: null,
    drafts: [],
    facts: {},
    bookings: [],
    tags: [],
    optedOut: false,
  },
}

export async function look(desk: Desk, business: Business, phone: string): Promise<Sight> {
  const { workspaceId, phoneNumberId } = business
  const rest = await desk.db.inWorkspace(workspaceId, async (tx) => {
    const found = await tx
      .selectFrom('conversations as c')
      .innerJoin('contacts', 'contacts.id', 'c.contact_id')
      .where('contacts.phone', '=', phone)
      .select([
        ...([
          'c.id as conversationId',
          'c.contact_id as contactId',
          'c.state',
          'c.stage',
          'c.floor',
          'c.score',
        ] as const),
        ...(['c.handoff_reason as why', 'contacts.tags', 'contacts.opted_out_at as optedOutAt'] as const),
      ])
      .executeTakeFirst()
    if (!found) return NOBODY
    const { contactId, optedOutAt, ...conversation } = found
    const of = conversation.conversationId
    const [messages, drafts, facts, bookings] = await Promise.all([
      tx
        .selectFrom('messages')
        .where('conversation_id', '=', of)
        .orderBy('sent_at')
        .orderBy('id')
        .select(['id', 'direction', 'outcome', 'status', 'release_at as releaseAt'])
        .execute(),
      tx
        .selectFrom('drafts')
        .where('conversation_id', '=', of)
        .orderBy('id')
        .select(['id', 'status', 'reply', 'checks'])
        .execute(),
      tx.selectFrom('contact_facts').where('contact_id', '=', contactId).select(['key', 'value']).execute(),
      tx.selectFrom('bookings').where('contact_id', '=', contactId).orderBy('id').select('status').execute(),
    ])
    const ours = messages.filter(({ direction }) => direction === 'outbound')
    const onTheWay = ours.filter(({ status }) => status === 'queued' || status === 'sending')
    return {
      ...conversation,
      optedOut: optedOutAt !== null,
      inbound: messages.filter(({ direction }) => direction === 'inbound'),
      open: onTheWay.length,
      waiting: onTheWay.find(({ releaseAt }) => releaseAt !== null)?.id ?? null,
      // The column holds what checkReply gave.
      drafts: drafts.map((draft) => ({ ...draft, checks: draft.checks as Sight['drafts'][number]['checks'] })),
      facts: Object.fromEntries(facts.map(({ key, value }) => [key, value])),
      bookings: bookings.map(({ status }) => status),
    }
  })
  // Read last: what Postgres has as sent, the customer has.
  const heard = desk.whatsapp.sends({ phoneNumberId, to: phone.slice(1) }).map(({ body }) => readSend(body))
  return { ...rest, heard }
}

type Payload = {
  text?: { body: string }
  interactive?: {
    body: { text: string }
    action: { sections?: { rows: Choice[] }[]; buttons?: { reply: Choice }[] }
  }
}

function readSend(body: unknown): Heard {
  const { text, interactive } = body as Payload
  return {
    text: text?.body ?? interactive?.body.text ?? '',
    // The last asks for a person, and is under every list.
    rows: interactive?.action.sections?.flatMap(({ rows }) => rows).filter(({ id }) => id !== 'person') ?? [],
    buttons: interactive?.action.buttons?.map(({ reply }) => reply) ?? [],
  }
}
