import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { BookingEvent } from '#schema/booking.ts'
import type { WorkspaceTx } from '../connect.ts'
import { readPublished } from './ari-config.ts'
import { notify } from './notify.ts'
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

/** A line in the record of a booking's conversation, each once; pages that show it are told. */
export async function insertBookingEvent(tx: WorkspaceTx, event: BookingEvent): Promise<void> {
  const { rows } = await sql<{ conversationId: string }>`
    insert into conversation_events (id, conversation_id, turn, kind, detail)
    select ${uuidv7()}, coalesce(c.merged_into, c.id), b.turn, 'booking', ${JSON.stringify(event)}::jsonb
    from bookings b join conversations c on c.id = b.conversation_id where b.id = ${event.bookingId}
    on conflict do nothing returning conversation_id as "conversationId"`.execute(tx)
  const [written] = rows
  if (written) await notify(tx, { kind: 'booking', conversationId: written.conversationId })
}

export type FormerConsultant = { consultant: string; email: string; startsAt: Date }

/** Whom a change took a consultation away from, and when they had it; null where it stayed with them, or came back. */
export async function findFormerConsultant(
  tx: WorkspaceTx,
  { bookingId, sequence }: { bookingId: string; sequence: number },
): Promise<FormerConsultant | null> {
  const { rows } = await sql<FormerConsultant>`
    select k.name as consultant, k.email, (e.detail->'from'->>'startsAt')::timestamptz as "startsAt"
    from bookings b
    join conversations c on c.id = b.conversation_id
    join conversation_events e on e.conversation_id = coalesce(c.merged_into, c.id) and e.kind = 'booking'
    join consultants k on k.id = (e.detail->'from'->>'consultantId')::uuid
    where b.id = ${bookingId} and k.id <> b.consultant_id and k.email is not null
      and e.detail->>'bookingId' = b.id::text and e.detail->>'what' = 'moved'
      and (e.detail->>'sequence')::int = ${sequence}`.execute(tx)
  return rows[0] ?? null
}
