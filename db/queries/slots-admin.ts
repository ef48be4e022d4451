import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db, WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

export type NewSlots = {
  workspaceId: string
  consultant: { name: string; email: string | null }
  times: { startsAt: Date; endsAt: Date }[]
  actor: string
}

export type AddedSlots = { consultantId: string; slots: { id: string; startsAt: Date; endsAt: Date }[] }

/** The consultant has a slot at that time already. */
export class SlotOverlaps extends Error {
  override readonly name = 'SlotOverlaps'
  readonly startsAt: Date
  readonly endsAt: Date

  constructor({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
    super(`The consultant has a slot from ${startsAt.toISOString()} to ${endsAt.toISOString()}.`)
    this.startsAt = startsAt
    this.endsAt = endsAt
  }
}

/** Adds the consultant where absent, and all of the slots or none of them. */
export async function addSlots(
  tx: WorkspaceTx,
  { workspaceId, consultant, times, actor }: NewSlots,
): Promise<AddedSlots> {
  // The update locks the consultant: of two additions at once the second sees the slots of the first.
  const { id: consultantId } = await tx
    .insertInto('consultants')
    .values({ id: uuidv7(), name: consultant.name, email: consultant.email })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'name'])
        .doUpdateSet({ email: sql<string | null>`coalesce(excluded.email, consultants.email)` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()

  const taken = await tx
    .selectFrom('slots')
    .select([sql<Date>`lower(during)`.as('startsAt'), sql<Date>`upper(during)`.as('endsAt')])
    .where('consultant_id', '=', consultantId)
    .where((where) => where.or(times.map((time) => sql<boolean>`during && ${range(time)}`)))
    .orderBy(sql`lower(during)`)
    .limit(1)
    .executeTakeFirst()
  if (taken) throw new SlotOverlaps(taken)

  const slots = times.map((time) => ({ id: uuidv7(), ...time }))
  await tx
    .insertInto('slots')
    .values(slots.map((slot) => ({ id: slot.id, consultant_id: consultantId, during: range(slot) })))
    .execute()
  const detail = { consultantId, count: slots.length, from: times[0]?.startsAt.toISOString() ?? null }
  await insertAudit(tx, { workspaceId, actor, action: 'slots.added', subject: consultant.name, detail })
  return { consultantId, slots }
}

/** The moment that a wall clock in `timezone` calls `local` (`2026-01-05T09:00`). */
export async function momentAt(db: Db, local: string, timezone: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select ${local}::timestamp at time zone ${timezone} as at`.execute(db)
  const [row] = rows
  if (row === undefined) throw new RangeError('A moment is one row.')
  return row.at
}

function range({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  return sql<string>`tstzrange(${startsAt.toISOString()}, ${endsAt.toISOString()})`
}
