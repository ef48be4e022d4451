import { sql, type Kysely } from 'kysely'
import { clockColumns } from '#db/queries/service-level.ts'
import { clockOf } from '#domain/service-level/clock.ts'
import type { ConversationState } from '#schema/conversation.ts'
import { SERVICE_LEVEL_DEFAULTS, type AnswerClock } from '#schema/service-level.ts'
import type { DB } from '#schema/tables.ts'
import { weeklySlots } from '../demo/company.ts'
import { contacts, type DemoContact } from '../demo/contacts.ts'
import { seedId } from './ids.ts'
import { findOrInsertSlot } from './slots.ts'
import { stagesPassed, stateOf } from './state.ts'
import { threadOf, type ThreadMessage } from './thread.ts'
import { occurrence } from './times.ts'

export type Place = {
  workspaceId: string
  channelId: string
  /** Ids by name. */
  people: Map<string, string>
  consultants: Map<string, string>
  now: Date
}

/** Adds the contacts who are not there with their histories; those who are there are left as they are. */
export async function seedConversations(tx: Kysely<DB>, place: Place): Promise<void> {
  for (const contact of contacts) {
    const thread = threadOf(contact, place.now)
    const contactId = await insertContact(tx, place, contact, thread)
    if (contactId !== undefined) await insertHistory(tx, place, contact, contactId, thread)
  }
}

async function insertContact(
  tx: Kysely<DB>,
  { workspaceId, now }: Place,
  contact: DemoContact,
  thread: ThreadMessage[],
): Promise<string | undefined> {
  const { name, phone, status, source, tags, facts } = contact
  const firstAt = thread[0]?.sentAt ?? now
  const inserted = await tx
    .insertInto('contacts')
    .values({
      id: seedId(workspaceId, 'contact', phone),
      workspace_id: workspaceId,
      name,
      phone,
      email: facts['email'] ?? null,
      status,
      source,
      tags,
      created_at: firstAt,
      updated_at: thread.at(-1)?.sentAt ?? now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) return undefined
  await tx
    .insertInto('contact_identities')
    .values({ workspace_id: workspaceId, kind: 'phone', value: phone, contact_id: inserted.id, created_at: firstAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return inserted.id
}

async function insertHistory(
  tx: Kysely<DB>,
  place: Place,
  contact: DemoContact,
  contactId: string,
  thread: ThreadMessage[],
): Promise<void> {
  const { workspaceId, channelId, people } = place
  const userId = (contact.assignedTo !== undefined && people.get(contact.assignedTo)) || null
  const state = stateOf(contact, thread, userId)
  const conversationId = seedId(workspaceId, 'conversation', contact.phone)
  const clock = clockSince(state, thread)
  const lastAt = (messages: ThreadMessage[]) => messages.at(-1)?.sentAt ?? null
  await tx
    .insertInto('conversations')
    .values({
      id: conversationId,
      workspace_id: workspaceId,
      contact_id: contactId,
      channel_id: channelId,
      stage: state.stage,
      floor: state.floor.holder,
      floor_user_id: state.floor.userId,
      floor_epoch: state.floor.epoch,
      handoff_reason: state.floor.reason,
      ...(clock && { floor_since: new Date(clock.sinceMs), ...clockColumns(clock) }),
      score: state.score,
      language: contact.language,
      last_inbound_at: lastAt(thread.filter(({ direction }) => direction === 'inbound')),
      last_message_at: lastAt(thread),
      created_at: thread[0]?.sentAt ?? place.now,
    })
    .execute()
  await insertFacts(tx, place, contact, contactId, state.turn)
  await insertMessages(tx, place, conversationId, thread)
  await insertEvents(tx, place, conversationId, state, thread)
  const bookingId = await insertBooking(tx, place, contact, { contactId, conversationId, turn: state.turn })
  const kept: ConversationState = { ...state, bookingId, ...(clock && { clock }) }
  await tx
    .updateTable('conversations')
    .set({ state: JSON.stringify(kept) })
    .where('id', '=', conversationId)
    .execute()
}

/** Whoever waits for the team has waited since they last wrote. Nobody is called for what was before there was a desk. */
function clockSince({ floor }: ConversationState, thread: ThreadMessage[]): AnswerClock | undefined {
  const sinceMs = thread.at(-1)?.sentAt.getTime()
  if (floor.holder !== 'team' || sinceMs === undefined) return undefined
  const always = { hours: null, timeZone: 'Asia/Jakarta', holidays: [], marginMs: 0 }
  const clock = clockOf({ sinceMs, windowEndsAtMs: null }, SERVICE_LEVEL_DEFAULTS, always)
  return clock ? { ...clock, steps: [] } : undefined
}

async function insertFacts(
  tx: Kysely<DB>,
  { workspaceId }: Place,
  { facts, declined = [] }: DemoContact,
  contactId: string,
  turn: number,
): Promise<void> {
  const shared = { workspace_id: workspaceId, contact_id: contactId }
  const rows = [
    ...Object.entries(facts).map(([key, value]) => ({ ...shared, key, value })),
    ...declined.map((key) => ({ ...shared, key, declined_count: 1, declined_turn: turn })),
  ]
  if (rows.length > 0) await tx.insertInto('contact_facts').values(rows).execute()
}

async function insertMessages(
  tx: Kysely<DB>,
  { workspaceId, channelId, people }: Place,
  conversationId: string,
  thread: ThreadMessage[],
): Promise<void> {
  await tx
    .insertInto('messages')
    .values(
      thread.map(({ direction, author, by, kind, body, content, status, outcome, botResponse, sentAt }, at) => ({
        id: seedId(conversationId, 'message', at),
        workspace_id: workspaceId,
        conversation_id: conversationId,
        channel_id: channelId,
        direction,
        author,
        author_user_id: (by !== null && people.get(by)) || null,
        kind,
        body,
        content: JSON.stringify(content),
        // As WhatsApp would have named it: people may answer it.
        provider_message_id: `wamid.demo.${seedId(conversationId, 'message', at)}`,
        status,
        outcome,
        bot_response: botResponse,
        sent_at: sentAt,
        created_at: sentAt,
      })),
    )
    .execute()
}

/** The quiet lines of the thread: each stage with a reply of the bot, and who took the floor at the end. */
async function insertEvents(
  tx: Kysely<DB>,
  { workspaceId, now }: Place,
  conversationId: string,
  { stage, floor, turn }: ConversationState,
  thread: ThreadMessage[],
): Promise<void> {
  const replies = thread.filter(({ author }) => author === 'bot')
  const at = (index: number) => (replies[index] ?? replies.at(-1) ?? thread.at(-1))?.sentAt ?? now
  const stages = stagesPassed(stage).map((entered, index) => ({
    kind: 'stage',
    turn: Math.min(index + 1, turn),
    detail: { stage: entered },
    at: at(index),
  }))
  const floors =
    floor.epoch > 0
      ? [
          {
            kind: 'floor',
            turn: floor.epoch,
            detail: {
              ...{ holder: floor.holder, epoch: floor.epoch, reason: floor.reason },
              ...(floor.userId !== null && { userId: floor.userId }),
            },
            at: at(replies.length),
          },
        ]
      : []
  const rows = [...stages, ...floors].map((event, index) => ({
    id: seedId(conversationId, 'event', index),
    workspace_id: workspaceId,
    conversation_id: conversationId,
    ...event,
    // Several may come with one reply: a millisecond keeps them in their order.
    at: new Date(event.at.getTime() + index),
    detail: JSON.stringify(event.detail),
  }))
  if (rows.length > 0) await tx.insertInto('conversation_events').values(rows).execute()
}

async function insertBooking(
  tx: Kysely<DB>,
  { workspaceId, consultants, now }: Place,
  { booking }: DemoContact,
  ids: { contactId: string; conversationId: string; turn: number },
): Promise<string | null> {
  if (booking?.status !== 'booked') return null
  const weekly = weeklySlots.find(
    ({ consultant, weekday, startsAt }) =>
      consultant === booking.consultant && weekday === booking.weekday && startsAt === booking.startsAt,
  )
  if (weekly === undefined) return null
  const time = occurrence(weekly, now, booking.weeksAhead)
  const slot = await findOrInsertSlot(tx, workspaceId, consultants, time)
  if (slot === undefined) return null
  const inserted = await tx
    .insertInto('bookings')
    .values({
      id: seedId(ids.conversationId, 'booking'),
      workspace_id: workspaceId,
      consultant_id: slot.consultantId,
      slot_id: slot.id,
      contact_id: ids.contactId,
      conversation_id: ids.conversationId,
      turn: ids.turn,
      during: sql<string>`tstzrange(${time.startsAt.toISOString()}, ${time.endsAt.toISOString()})`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}
