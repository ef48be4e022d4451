import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { readPublished } from './ari-config.ts'
import { languageFor } from './outbound.ts'

export type BookingDetails = Awaited<ReturnType<typeof getBookingDetails>>

/** All that is told of a consultation: when, who with, and how both sides are reached. */
export async function getBookingDetails(tx: WorkspaceTx, bookingId: string) {
  const details = await tx
    .selectFrom('bookings as b')
    .innerJoin('consultants as k', 'k.id', 'b.consultant_id')
    .innerJoin('contacts', 'contacts.id', 'b.contact_id')
    .innerJoin('conversations as c', 'c.id', 'b.conversation_id')
    .innerJoin('workspaces as w', 'w.id', 'b.workspace_id')
    .where('b.id', '=', bookingId)
    .select([
      'b.status',
      'b.sequence',
      'b.turn',
      'b.updated_at as updatedAt',
      sql<Date>`lower(b.during)`.as('startsAt'),
      sql<Date>`upper(b.during)`.as('endsAt'),
      'k.id as consultantId',
      'k.name as consultant',
      'k.email as consultantEmail',
      'contacts.name as customer',
      'contacts.email as customerEmail',
      // What was merged into another conversation goes on there.
      sql<string>`coalesce(c.merged_into, c.id)`.as('conversationId'),
      'c.language as customerLanguage',
      'w.name as business',
      'w.timezone as timeZone',
      'w.reminder_template as reminderTemplate',
    ])
    .executeTakeFirstOrThrow()
  const { config } = await readPublished(tx)
  return { ...details, language: languageFor(config.persona, details.customerLanguage) }
}

/** A line in the record of a conversation about a booking: ids and reasons, each once. */
export async function insertBookingEvent(
  tx: WorkspaceTx,
  { conversationId, turn, detail }: { conversationId: string; turn: number; detail: object },
): Promise<void> {
  await tx
    .insertInto('conversation_events')
    .values({ id: uuidv7(), conversation_id: conversationId, turn, kind: 'booking', detail: JSON.stringify(detail) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
