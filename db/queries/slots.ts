import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

export type FreeSlot = { id: string; consultant: string; startsAt: Date }

/** The next slots that nobody has booked, soonest first, from `notBefore` on. */
export async function listFreeSlots(
  tx: WorkspaceTx,
  { notBefore, limit }: { notBefore: Date; limit: number },
): Promise<FreeSlot[]> {
  return tx
    .selectFrom('slots')
    .innerJoin('consultants', 'consultants.id', 'slots.consultant_id')
    .where(sql<Date>`lower(slots.during)`, '>=', notBefore)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('bookings')
            .whereRef('bookings.consultant_id', '=', 'slots.consultant_id')
            .where(sql<boolean>`bookings.during && slots.during`)
            .where('bookings.status', '=', 'confirmed')
            .select(sql`1`.as('one')),
        ),
      ),
    )
    .orderBy(sql`lower(slots.during)`)
    .orderBy('slots.id')
    .limit(limit)
    .select(['slots.id', 'consultants.name as consultant', sql<Date>`lower(slots.during)`.as('startsAt')])
    .execute()
}
