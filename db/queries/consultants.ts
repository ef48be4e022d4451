import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { ConsultantForm, ExceptionForm, HolidayForm } from '#schema/booking.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

/** Who changes it, and where. */
type Order = { workspaceId: string; actor: string }

export type Consultant = ConsultantForm & {
  id: string
  exceptions: ({ id: string } & ExceptionForm)[]
  /** Consultations that stand and are still to come. */
  ahead: number
}

/** Every consultant with their week and what is unlike it, by name; those who pause come last. */
export async function listConsultants(tx: WorkspaceTx, now: Date): Promise<Consultant[]> {
  const { rows } = await sql<Consultant>`
    select c.id, c.name, c.email, c.active, c.timezone as "timeZone", c.duration_minutes as "durationMinutes",
      c.buffer_minutes as "bufferMinutes", c.notice_minutes as "noticeMinutes", c.days_ahead as "daysAhead",
      coalesce((select json_agg(json_build_object('weekday', h.weekday, 'fromMinute', h.from_minute,
        'toMinute', h.to_minute) order by h.weekday, h.from_minute)
        from consultant_hours h where h.consultant_id = c.id), '[]') as hours,
      coalesce((select json_agg(json_strip_nulls(json_build_object('id', e.id, 'kind', e.kind,
        'firstDay', e.first_day, 'lastDay', e.last_day, 'note', e.note, 'fromMinute', e.from_minute,
        'toMinute', e.to_minute)) order by e.first_day, e.id) from consultant_exceptions e
        where e.consultant_id = c.id and e.last_day >= ${now}::timestamptz::date - 1), '[]') as exceptions,
      (select count(*) from bookings b
        where b.consultant_id = c.id and b.status = 'confirmed' and lower(b.during) > ${now}) as ahead
    from consultants c order by c.active desc, c.name`.execute(tx)
  return rows
}

/** Adds a consultant, or changes one and all of their week; null when another one has the name. */
export async function saveConsultant(
  tx: WorkspaceTx,
  { id, form, ...order }: Order & { id: string | null; form: ConsultantForm },
): Promise<string | null> {
  const { name, email, active, timeZone, durationMinutes, bufferMinutes, noticeMinutes, daysAhead, hours } = form
  const namesake = await tx.selectFrom('consultants').where('name', '=', name).select('id').executeTakeFirst()
  if (namesake && namesake.id !== id) return null
  const row = {
    ...{ name, email, active, timezone: timeZone, duration_minutes: durationMinutes, buffer_minutes: bufferMinutes },
    ...{ notice_minutes: noticeMinutes, days_ahead: daysAhead },
  }
  const consultantId = id ?? uuidv7()
  if (id === null)
    await tx
      .insertInto('consultants')
      .values({ id: consultantId, ...row })
      .execute()
  else await tx.updateTable('consultants').set(row).where('id', '=', id).returning('id').executeTakeFirstOrThrow()
  await tx.deleteFrom('consultant_hours').where('consultant_id', '=', consultantId).execute()
  if (hours.length > 0)
    await tx
      .insertInto('consultant_hours')
      .values(
        hours.map(({ weekday, fromMinute, toMinute }) => ({
          ...{ id: uuidv7(), consultant_id: consultantId },
          ...{ weekday, from_minute: fromMinute, to_minute: toMinute },
        })),
      )
      .execute()
  const action = id === null ? 'consultant.added' : 'consultant.changed'
  await insertAudit(tx, { ...order, action, subject: consultantId, detail: { active, periods: hours.length } })
  return consultantId
}

/** Two people gave two consultants one name at the same moment: the second is told that it is taken. */
export function isNameTaken(error: unknown): boolean {
  return (
    error instanceof DatabaseError && error.code === '23505' && error.constraint === 'consultants_workspace_id_name_key'
  )
}

export async function findConsultant(tx: WorkspaceTx, id: string): Promise<{ durationMinutes: number } | undefined> {
  return tx
    .selectFrom('consultants')
    .where('id', '=', id)
    .select('duration_minutes as durationMinutes')
    .executeTakeFirst()
}

export type Consultation = { consultantId: string; startsAtMs: number; endsAtMs: number }

/** The consultations that stand and are still to come, of every consultant. */
export async function listConsultationsAhead(tx: WorkspaceTx, now: Date): Promise<Consultation[]> {
  const { rows } = await sql<Consultation>`
    select consultant_id as "consultantId", extract(epoch from lower(during))::float8 * 1000 as "startsAtMs",
      extract(epoch from upper(during))::float8 * 1000 as "endsAtMs"
    from bookings where status = 'confirmed' and lower(during) > ${now} order by lower(during)`.execute(tx)
  return rows
}

/** Adds days off or extra hours; their id. */
export async function addException(
  tx: WorkspaceTx,
  { consultantId, form, ...order }: Order & { consultantId: string; form: ExceptionForm },
): Promise<string> {
  const { kind, firstDay, lastDay, note } = form
  const id = uuidv7()
  await sql`
    insert into consultant_exceptions (id, consultant_id, kind, first_day, last_day, note, from_minute, to_minute)
    values (${id}, ${consultantId}, ${kind}, ${firstDay}::date, ${lastDay}::date, ${note},
      ${kind === 'extra' ? form.fromMinute : null}, ${kind === 'extra' ? form.toMinute : null})`.execute(tx)
  const detail = { id, kind, firstDay, lastDay }
  await insertAudit(tx, { ...order, action: 'consultant.exception-added', subject: consultantId, detail })
  return id
}

/** False when it is gone already. */
export async function removeException(tx: WorkspaceTx, { id, ...order }: Order & { id: string }): Promise<boolean> {
  const gone = await tx
    .deleteFrom('consultant_exceptions')
    .where('id', '=', id)
    .returning('consultant_id as consultantId')
    .executeTakeFirst()
  if (!gone) return false
  const action = 'consultant.exception-removed'
  await insertAudit(tx, { ...order, action, subject: gone.consultantId, detail: { id } })
  return true
}

export type Holiday = HolidayForm & { id: string }

export async function listHolidays(tx: WorkspaceTx, now: Date): Promise<Holiday[]> {
  const { rows } = await sql<Holiday>`
    select id, day::text, name from holidays where day >= ${now}::timestamptz::date - 1 order by day`.execute(tx)
  return rows
}

/** Adds a holiday, or names it anew. */
export async function saveHoliday(tx: WorkspaceTx, { form, ...order }: Order & { form: HolidayForm }): Promise<void> {
  const { day, name } = form
  await sql`
    insert into holidays (id, day, name) values (${uuidv7()}, ${day}::date, ${name})
    on conflict (workspace_id, day) do update set name = excluded.name`.execute(tx)
  await insertAudit(tx, { ...order, action: 'holiday.saved', subject: day, detail: { name } })
}

/** False when it is gone already. */
export async function removeHoliday(tx: WorkspaceTx, { id, ...order }: Order & { id: string }): Promise<boolean> {
  const { rows } = await sql<{ day: string }>`delete from holidays where id = ${id} returning day::text`.execute(tx)
  const [gone] = rows
  if (!gone) return false
  await insertAudit(tx, { ...order, action: 'holiday.removed', subject: gone.day })
  return true
}
