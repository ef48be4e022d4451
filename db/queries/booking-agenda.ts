import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { comesAfter, microsOf, reaches, type PageKey } from './page-key.ts'

/**
 * `ahead`: confirmed and not over, the soonest first. `past`: over. `ended`: cancelled, or never made to stand for a
 * reason that people should know of; both with the latest first.
 */
export type AgendaPart = 'ahead' | 'past' | 'ended'
export type AgendaWish = {
  part: AgendaPart
  /** Null: everybody's. */
  consultantId: string | null
  after: PageKey | null
  now: Date
  limit?: number
}

type Row<Query> = Query extends { executeTakeFirstOrThrow: () => Promise<infer One> } ? One : never
export type BookingInAgenda = Row<ReturnType<typeof bookingRows>>

const PAGE = 30
const STARTS = sql`lower(b.during)`
/** A hold that lapsed was nobody's consultation yet. */
const NOT_MADE = ['consultant_not_told', 'customer_not_told']

/** A page of a workspace's consultations; `next` is null on the last one. */
export async function listAgenda(
  tx: WorkspaceTx,
  { part, consultantId, after, now, limit = PAGE }: AgendaWish,
): Promise<{ bookings: BookingInAgenda[]; next: PageKey | null }> {
  const isAhead = part === 'ahead'
  const id = sql.ref('b.id')
  const rows = await bookingRows(tx)
    .$if(part !== 'ended', (query) =>
      query
        .where('b.status', '=', 'confirmed')
        .where(sql<boolean>`(upper(b.during) > ${now}) = ${isAhead}`)
        // The index knows when one begins; none is longer than a day.
        .$if(isAhead, (those) => those.where(sql<boolean>`lower(b.during) > ${now}::timestamptz - interval '1 day'`)),
    )
    .$if(part === 'ended', (query) =>
      query.where((of) =>
        of.or([
          of('b.status', '=', 'cancelled'),
          of.and([of('b.status', '=', 'released'), of('b.ended_because', 'in', NOT_MADE)]),
        ]),
      ),
    )
    .$if(consultantId !== null, (query) => query.where('b.consultant_id', '=', consultantId ?? ''))
    .$if(after !== null, (query) => query.where((isAhead ? comesAfter : reaches)(STARTS, id, after)))
    .orderBy(STARTS, isAhead ? 'asc' : 'desc')
    .orderBy('b.id', isAhead ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute()
  const bookings = rows.slice(0, limit)
  const last = rows.length > limit ? bookings.at(-1) : undefined
  return { bookings, next: last ? { atMicros: last.atMicros, id: last.id } : null }
}

/** One of them, whatever became of it. */
export async function findInAgenda(tx: WorkspaceTx, bookingId: string): Promise<BookingInAgenda | undefined> {
  return bookingRows(tx).where('b.id', '=', bookingId).executeTakeFirst()
}

/** Whose consultations they can be, by name; also those who pause. */
export async function listConsultantNames(tx: WorkspaceTx): Promise<{ id: string; name: string; hasMail: boolean }[]> {
  return tx
    .selectFrom('consultants')
    .select(['id', 'name', sql<boolean>`email is not null`.as('hasMail')])
    .orderBy('name')
    .execute()
}

function bookingRows(tx: WorkspaceTx) {
  return (
    tx
      .selectFrom('bookings as b')
      .innerJoin('consultants as k', 'k.id', 'b.consultant_id')
      .innerJoin('contacts', 'contacts.id', 'b.contact_id')
      .innerJoin('conversations as first', 'first.id', 'b.conversation_id')
      // What was merged into another conversation goes on there.
      .innerJoin('conversations as c', (join) => join.on(sql<boolean>`c.id = coalesce(first.merged_into, first.id)`))
      .select([
        'b.id',
        'b.status',
        'b.ended_because as endedBecause',
        'b.sequence',
        'k.id as consultantId',
        'k.name as consultant',
        sql<boolean>`k.email is not null`.as('consultantHasMail'),
        'contacts.id as contactId',
        'contacts.name as customer',
        'contacts.username',
        'contacts.phone',
        sql<boolean>`contacts.email is not null`.as('customerHasMail'),
        'c.last_inbound_at as lastInboundAt',
        sql<Date>`lower(b.during)`.as('startsAt'),
        sql<Date>`upper(b.during)`.as('endsAt'),
        microsOf(STARTS).as('atMicros'),
        // Those of its last change: what went before tells of another time.
        sql<unknown[]>`coalesce((
        select json_agg(e.detail order by e.at, e.id) from conversation_events e
        where e.conversation_id = c.id and e.kind = 'booking' and e.detail->>'bookingId' = b.id::text
          and (e.detail->>'sequence')::int = b.sequence), '[]')`.as('events'),
      ])
  )
}
