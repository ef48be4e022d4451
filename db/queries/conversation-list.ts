import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { microsOf, reaches, type PageKey } from './page-key.ts'
import { scoreInForce } from './score-by-hand.ts'
import { isAriOn } from './workspace-floor.ts'

/** `waiting`: a person is needed, and nobody has taken it. `ari`: ARI speaks. */
export type ListWish = {
  filter: 'all' | 'waiting' | 'mine' | 'ari'
  /** Part of a name, a username or a phone number; empty finds everybody. */
  search: string
  after: PageKey | null
  /** Whose are `mine`. */
  userId: string
}

export type ListedConversation = Omit<
  Awaited<ReturnType<typeof listConversations>>['conversations'][number],
  'atMicros'
>

const PAGE = 50
const PREVIEW = 120

const LATEST_PLACE = sql.ref<Date>('c.last_message_at')
/**
 * Those whom people promised to be back for come first, and stay so when the moment has come: their clock, which stood
 * still over night, is due after it.
 */
const WAITING_PLACE = sql<Date>`greatest(c.last_message_at, c.promised_at, c.answer_due_at)`

/** The conversations of a workspace, the latest first, fifty at a time by key; `next` is null on the last page. */
export async function listConversations(tx: WorkspaceTx, { filter, search, after, userId }: ListWish) {
  const parts = searchParts(search)
  const unanswered = filter === 'waiting' && !(await isAriOn(tx)) ? ['nobody', 'bot'] : ['nobody']
  const place = filter === 'waiting' ? WAITING_PLACE : LATEST_PLACE
  const rows = await conversationRows(tx)
    .select([microsOf(place).as('atMicros'), place.as('place')])
    .where('c.last_message_at', 'is not', null)
    .where('c.merged_into', 'is', null)
    .$if(filter === 'mine', (query) => query.where('c.floor', '=', 'person').where('c.floor_user_id', '=', userId))
    .$if(filter === 'ari', (query) => query.where('c.floor', '=', 'bot'))
    .$if(filter === 'waiting', (query) =>
      // Paused, or with ARI off everywhere, nobody is called; but a customer who wrote last waits for somebody.
      query.where((where) =>
        where.or([
          where('c.floor', '=', 'team'),
          where.and([where('c.floor', 'in', unanswered), where('last.author', '=', 'customer')]),
        ]),
      ),
    )
    .$if(parts !== null, (query) =>
      query.where((where) =>
        where.or([
          where('contacts.name', 'ilike', parts?.name ?? ''),
          where('contacts.username', 'ilike', parts?.username ?? ''),
          ...(parts?.phone === undefined ? [] : [where('contacts.phone', 'like', parts.phone)]),
        ]),
      ),
    )
    .$if(after !== null, (query) => query.where(reaches(place, sql.ref('c.id'), after)))
    .orderBy(place, 'desc')
    .orderBy('c.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const conversations = rows.slice(0, PAGE).map(withLastMessage)
  const last = rows.length > PAGE ? conversations.at(-1) : undefined
  const next: PageKey | null = last ? { atMicros: last.atMicros, id: last.id } : null
  return { conversations, next }
}

/**
 * A contact's conversation: of several, on as many channels, the one with the latest message. A contact that was
 * merged into another one has that one's.
 */
export async function findConversationOf(tx: WorkspaceTx, contactId: string) {
  const row = await conversationRows(tx)
    .leftJoin('users as scorer', 'scorer.id', 'contacts.score_set_by')
    .where('c.contact_id', '=', survivorOf(contactId))
    .where('c.merged_into', 'is', null)
    .orderBy(sql`c.last_message_at desc nulls last`)
    .orderBy('c.id', 'desc')
    .limit(1)
    .select([
      'c.channel_id as channelId',
      'c.state',
      'contacts.status',
      'contacts.source',
      'contacts.email',
      'contacts.tags',
      'contacts.opted_out_at as optedOutAt',
      'contacts.created_at as createdAt',
      'c.score as ariScore',
      'contacts.score_reason as scoreReason',
      'contacts.score_set_at as scoreSetAt',
      'scorer.name as scoreSetBy',
    ])
    .executeTakeFirst()
  return row && withLastMessage(row)
}

/** Whose a conversation is. */
export async function findContactOf(tx: WorkspaceTx, conversationId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('conversations')
    .where('id', '=', conversationId)
    .select('contact_id as contactId')
    .executeTakeFirst()
  return row?.contactId
}

function conversationRows(tx: WorkspaceTx) {
  return tx
    .selectFrom('conversations as c')
    .innerJoin('contacts', 'contacts.id', 'c.contact_id')
    .leftJoin('users as person', 'person.id', 'c.floor_user_id')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('messages')
          .whereRef('messages.conversation_id', '=', 'c.id')
          // Nobody ever saw it.
          .where('messages.status', '!=', 'withdrawn')
          .orderBy('sent_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .select(['author', 'kind', 'status', sql<string>`left(body, ${PREVIEW})`.as('body')])
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.contact_id as contactId',
      'contacts.name',
      'contacts.phone',
      'contacts.username',
      'c.stage',
      'c.floor',
      'person.id as floorUserId',
      'person.name as floorUserName',
      'c.handoff_reason as handoffReason',
      scoreInForce.as('score'),
      'contacts.score_by_hand as scoreByHand',
      'c.last_inbound_at as lastInboundAt',
      sql<Date>`coalesce(c.last_message_at, c.created_at)`.as('at'),
      'c.floor_since as floorSince',
      'c.promised_at as promisedAt',
      'c.answer_since as answerSince',
      'c.answer_warn_at as answerWarnAt',
      'c.answer_due_at as answerDueAt',
      'c.answer_pauses as answerPauses',
      'last.author',
      'last.kind',
      'last.body',
      'last.status as lastStatus',
    ])
}

type LastMessage = { author: string | null; kind: string | null; body: string | null; lastStatus: string | null }

function withLastMessage<Row extends LastMessage>({ author, kind, body, lastStatus, ...row }: Row) {
  const lastMessage =
    author === null ? null : { author, kind: kind ?? 'text', body: body ?? '', status: lastStatus ?? '' }
  return { ...row, lastMessage }
}

const survivorOf = (contactId: string) =>
  sql<string>`(select coalesce(merged_into, id) from contacts where id = ${contactId})`

/** LIKE patterns in which what was typed stands for itself; null where nothing was typed. */
function searchParts(search: string): { name: string; username: string; phone: string | undefined } | null {
  const typed = search.trim()
  if (typed === '') return null
  // Numbers are stored with the country's code, and typed as people say them: 0812-… for +62812….
  const digits = /^[\d\s+().-]+$/.test(typed) ? typed.replace(/\D/g, '').replace(/^0+/, '') : ''
  const pattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return {
    name: pattern(typed),
    // As people write it to each other.
    username: pattern(typed.replace(/^@(?=.)/, '')),
    phone: digits === '' ? undefined : `%${digits}%`,
  }
}
