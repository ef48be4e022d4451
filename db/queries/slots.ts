import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

type Period = { fromMinute: number; toMinute: number }
type ExceptionRow = { firstDay: string; lastDay: string } & ({ kind: 'off' } | ({ kind: 'extra' } & Period))
type ConsultantRow = {
  consultantId: string
  name: string
  timeZone: string
  durationMinutes: number
  bufferMinutes: number
  noticeMinutes: number
  daysAhead: number
  weekly: ({ weekday: number } & Period)[]
  exceptions: ExceptionRow[]
  opened: { id: string; startsAtMs: number; endsAtMs: number }[]
}

/** All that free times are computed from, of every consultant at work. */
export type AvailabilityRows = {
  consultants: ConsultantRow[]
  holidays: string[]
  busy: { consultantId: string; startsAtMs: number; endsAtMs: number }[]
}

const msOf = (at: 'lower' | 'upper', range: string) =>
  sql<number>`extract(epoch from ${sql.raw(at)}(${sql.ref(range)}))::float8 * 1000`

/** Reads it as it is now. `exceptBookingId`: its own time is not in the way of a booking that is to be moved. */
export async function readAvailability(
  tx: WorkspaceTx,
  { now, exceptBookingId = null }: { now: Date; exceptBookingId?: string | null },
): Promise<AvailabilityRows> {
  const consultants = sql<ConsultantRow>`
    select c.id as "consultantId", c.name, coalesce(c.timezone, w.timezone) as "timeZone",
      c.duration_minutes as "durationMinutes", c.buffer_minutes as "bufferMinutes",
      c.notice_minutes as "noticeMinutes", c.days_ahead as "daysAhead",
      coalesce((select json_agg(json_build_object('weekday', h.weekday, 'fromMinute', h.from_minute,
        'toMinute', h.to_minute)) from consultant_hours h where h.consultant_id = c.id), '[]') as weekly,
      coalesce((select json_agg(json_build_object('kind', e.kind, 'firstDay', e.first_day, 'lastDay', e.last_day,
        'fromMinute', e.from_minute, 'toMinute', e.to_minute)) from consultant_exceptions e
        where e.consultant_id = c.id and e.last_day >= ${now}::timestamptz::date - 1), '[]') as exceptions,
      coalesce((select json_agg(json_build_object('id', s.id,
        'startsAtMs', extract(epoch from lower(s.during)) * 1000,
        'endsAtMs', extract(epoch from upper(s.during)) * 1000)) from slots s
        where s.consultant_id = c.id and lower(s.during) > ${now}), '[]') as opened
    from consultants c join workspaces w on w.id = c.workspace_id
    where c.active order by c.name`
  const busy = tx
    .selectFrom('bookings')
    .where(sql<boolean>`upper(blocked) > ${now}`)
    .where((of) =>
      of.or([of('status', '=', 'confirmed'), of.and([of('status', '=', 'held'), of('held_until', '>', now)])]),
    )
    .$if(exceptBookingId !== null, (query) => query.where('id', '!=', exceptBookingId ?? ''))
    .select([
      'consultant_id as consultantId',
      msOf('lower', 'blocked').as('startsAtMs'),
      msOf('upper', 'blocked').as('endsAtMs'),
    ])
  const holidays = sql<{ day: string }>`
    select day::text from holidays where day >= ${now}::timestamptz::date - 1 order by day`
  const [{ rows }, taken, closed] = await Promise.all([consultants.execute(tx), busy.execute(), holidays.execute(tx)])
  return { consultants: rows, busy: taken, holidays: closed.rows.map(({ day }) => day) }
}

/** When a time begins that was opened by hand; null when it is gone, or never was one. */
export async function findSlotStart(tx: WorkspaceTx, slotId: string): Promise<number | null> {
  // Whatever a list row says that we have made at some time: it need not be a UUID.
  const { rows } = await sql<{ startsAtMs: number }>`
    select extract(epoch from lower(during))::float8 * 1000 as "startsAtMs" from slots
    where id::text = ${slotId}`.execute(tx)
  return rows[0]?.startsAtMs ?? null
}
