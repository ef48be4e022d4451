import { sql, type RawBuilder } from 'kysely'

/** Where a page ends: the next one begins behind it. Microseconds, as Postgres keeps them; a Date would lose them. */
export type PageKey = { atMicros: number; id: string }

export function microsOf(at: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(extract(epoch from ${at}) * 1000000)::bigint`
}

/** Whether a row comes behind the key in a list whose latest rows come first. */
export function reaches(at: RawBuilder<unknown>, id: RawBuilder<unknown>, key: PageKey | null): RawBuilder<boolean> {
  return sql<boolean>`(${at}, ${id}) <
    ('epoch'::timestamptz + ${key?.atMicros ?? 0} * interval '1 microsecond', ${key?.id ?? null}::uuid)`
}

/** The same in a list whose earliest rows come first. */
export function comesAfter(at: RawBuilder<unknown>, id: RawBuilder<unknown>, key: PageKey | null): RawBuilder<boolean> {
  return sql<boolean>`(${at}, ${id}) >
    ('epoch'::timestamptz + ${key?.atMicros ?? 0} * interval '1 microsecond', ${key?.id ?? null}::uuid)`
}
