import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

/** Where a page of the list ends: the next one begins behind it. */
export type ListKey = { at: string; id: string }

export type ListedConversation = {
  id: string
  name: string | null
  phone: string | null
  stage: string
  floor: string
  score: number
  lastMessageAt: Date
  lastMessage: { author: string; kind: string; body: string } | null
}

const PAGE = 50
const PREVIEW = 120

/** The conversations of a workspace, the latest first, fifty at a time by key; `next` is null on the last page. */
export async function listConversations(
  tx: WorkspaceTx,
  after: ListKey | null,
): Promise<{ conversations: ListedConversation[]; next: ListKey | null }> {
  const rows = await tx
    .selectFrom('conversations as c')
    .innerJoin('contacts', 'contacts.id', 'c.contact_id')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('messages')
          .whereRef('messages.conversation_id', '=', 'c.id')
          .orderBy('sent_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .select(['author', 'kind', sql<string>`left(body, ${PREVIEW})`.as('body')])
          .as('last'),
      (join) => join.onTrue(),
    )
    .where('c.last_message_at', 'is not', null)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(c.last_message_at, c.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('c.last_message_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(PAGE + 1)
    .select([
      'c.id',
      'contacts.name',
      'contacts.phone',
      'c.stage',
      'c.floor',
      'c.score',
      sql<Date>`c.last_message_at`.as('lastMessageAt'),
      // A key keeps the microseconds that a Date would lose.
      sql<string>`c.last_message_at::text`.as('keyAt'),
      'last.author',
      'last.kind',
      'last.body',
    ])
    .execute()
  const conversations = rows.slice(0, PAGE).map(({ id, name, phone, stage, floor, score, lastMessageAt, ...last }) => ({
    ...{ id, name, phone, stage, floor, score, lastMessageAt },
    lastMessage:
      last.author === null ? null : { author: last.author, kind: last.kind ?? 'text', body: last.body ?? '' },
  }))
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return { conversations, next: last ? { at: last.keyAt, id: last.id } : null }
}
