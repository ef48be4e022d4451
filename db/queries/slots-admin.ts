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

export type OpenedTime = {
  id: string
  consultantId: string
  startsAtMs: number
  endsAtMs: number
  /** Somebody has it, or is about to. */
  isBooked: boolean
}

const isTaken = sql<boolean>`exists (
  select from bookings b where b.consultant_id = slots.consultant_id and b.during && slots.during
    and (b.status = 'confirmed' or b.status = 'held' and b.held_until > now()))`

/** The times that were opened by hand and are still to come, the earliest first. */
export async function listOpenedTimes(tx: WorkspaceTx, now: Date): Promise<OpenedTime[]> {
  const { rows } = await sql<OpenedTime>`
    select id, consultant_id as "consultantId", extract(epoch from lower(during))::float8 * 1000 as "startsAtMs",
      extract(epoch from upper(during))::float8 * 1000 as "endsAtMs", ${isTaken} as "isBooked"
    from slots where lower(during) > ${now} order by lower(during), id`.execute(tx)
  return rows
}

/** Takes back a time that was opened by hand, unless somebody has it. */
export async function removeOpenedTime(
  tx: WorkspaceTx,
  { id, ...order }: { id: string; workspaceId: string; actor: string },
): Promise<'removed' | 'booked' | 'gone'> {
  // Locked first: whoever books it at the same moment comes before this, and is seen, or finds it gone.
  const slot = await tx.selectFrom('slots').where('id', '=', id).select('id').forUpdate().executeTakeFirst()
  if (!slot) return 'gone'
  const free = await tx
    .selectFrom('slots')
    .where('id', '=', id)
    .where(sql<boolean>`not ${isTaken}`)
    .select(['consultant_id as consultantId', sql<Date>`lower(during)`.as('startsAt')])
    .executeTakeFirst()
  if (!free) return 'booked'
  // What was once booked in it stays on record.
  await tx.updateTable('bookings').set({ slot_id: null }).where('slot_id', '=', id).execute()
  await tx.deleteFrom('slots').where('id', '=', id).execute()
  const detail = { consultantId: free.consultantId, startsAt: free.startsAt.toISOString() }
  await insertAudit(tx, { ...order, action: 'slots.removed', subject: id, detail })
  return 'removed'
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
