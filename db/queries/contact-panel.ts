import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

/** What a contact told us, by question; without what they did not want to say. */
export async function listFacts(tx: WorkspaceTx, contactId: string): Promise<{ key: string; value: string }[]> {
  const rows = await tx
    .selectFrom('contact_facts')
    .where('contact_id', '=', contactId)
    .where('value', 'is not', null)
    .orderBy('key')
    .select(['key', 'value'])
    .execute()
  return rows.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]))
}

/** The consultations of a contact, the earliest first, cancelled ones too; not what never came to stand. */
export async function listBookingsOf(tx: WorkspaceTx, contactId: string) {
  return tx
    .selectFrom('bookings as b')
    .innerJoin('consultants', 'consultants.id', 'b.consultant_id')
    .where('b.contact_id', '=', contactId)
    .where('b.status', '!=', 'released')
    .orderBy(sql`lower(b.during)`)
    .orderBy('b.id')
    .select([
      'b.id',
      'b.status',
      'consultants.name as consultant',
      sql<Date>`lower(b.during)`.as('startsAt'),
      sql<Date>`upper(b.during)`.as('endsAt'),
    ])
    .execute()
}
