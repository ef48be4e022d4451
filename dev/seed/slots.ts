import { sql, type Kysely } from 'kysely'
import type { DB } from '#schema/tables.ts'
import { consultants, weeklySlots } from '../demo/company.ts'
import { seedId } from './ids.ts'
import { upcomingSlots, type SlotTime } from './times.ts'

const DAYS_AHEAD = 14
const FEWEST_FREE = 20

/** The consultants, by name. */
export async function seedConsultants(tx: Kysely<DB>, workspaceId: string): Promise<Map<string, string>> {
  await tx
    .insertInto('consultants')
    .values(
      consultants.map(({ name, email }) => ({
        id: seedId(workspaceId, 'consultant', name),
        workspace_id: workspaceId,
        name,
        email,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const rows = await tx
    .selectFrom('consultants')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const ids = new Map(rows.map(({ id, name }) => [name, id]))
  await seedHours(tx, workspaceId, ids)
  return ids
}

/** The same week as hours, so that there are free times when the slots of the next two weeks have run out. */
async function seedHours(tx: Kysely<DB>, workspaceId: string, ids: Map<string, string>): Promise<void> {
  const hours = weeklySlots.flatMap(({ consultant, weekday, startsAt, minutes }) => {
    const consultantId = ids.get(consultant)
    if (consultantId === undefined) return []
    const [hour = 0, minute = 0] = startsAt.split(':').map(Number)
    const from = hour * 60 + minute
    const id = seedId(workspaceId, 'hours', consultantId, String(weekday), startsAt)
    const at = { weekday, from_minute: from, to_minute: from + minutes }
    return [{ id, workspace_id: workspaceId, consultant_id: consultantId, ...at }]
  })
  await tx
    .insertInto('consultant_hours')
    .values(hours)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Fills the next two weeks when the free times run low. */
export async function renewSlots(
  tx: Kysely<DB>,
  workspaceId: string,
  ids: Map<string, string>,
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ free: number }>`
    select count(*) as free from slots
    where workspace_id = ${workspaceId} and lower(during) > ${now.toISOString()} and not exists (
      select from bookings b
      where b.consultant_id = slots.consultant_id and b.during && slots.during and b.status = 'confirmed')`.execute(tx)
  if ((rows[0]?.free ?? 0) >= FEWEST_FREE) return
  for (const time of upcomingSlots(weeklySlots, now, DAYS_AHEAD)) await findOrInsertSlot(tx, workspaceId, ids, time)
}

export type SeededSlot = { id: string; consultantId: string }

/** The slot of that time, made where there is none; undefined where another one is in its way. */
export async function findOrInsertSlot(
  tx: Kysely<DB>,
  workspaceId: string,
  ids: Map<string, string>,
  { consultant, startsAt, endsAt }: SlotTime,
): Promise<SeededSlot | undefined> {
  const consultantId = ids.get(consultant)
  if (consultantId === undefined) return undefined
  const during = sql<string>`tstzrange(${startsAt.toISOString()}, ${endsAt.toISOString()})`
  await tx
    .insertInto('slots')
    .values({
      id: seedId(workspaceId, 'slot', consultantId, startsAt.toISOString()),
      workspace_id: workspaceId,
      consultant_id: consultantId,
      during,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const slot = await tx
    .selectFrom('slots')
    .select('id')
    .where('consultant_id', '=', consultantId)
    .where('during', '=', during)
    .executeTakeFirst()
  return slot && { id: slot.id, consultantId }
}
