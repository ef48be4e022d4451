import { sql } from 'kysely'
import type { Db } from '../connect.ts'

export type HistoryLease = {
  channelId: string
  workspaceId: string
  phoneNumberId: string
  accessTokenSealed: string | null
  /** From when on the history is to be read. */
  since: Date
}

/** A message may stand in the history a little later than its time. */
const OVERLAP = '10 minutes'
/** Nothing older is brought in, however long nobody read. */
const LONGEST = '30 days'

/** Takes a Kapso channel whose history is due, for `leaseMs`; of many callers one gets it. */
export async function claimHistory(db: Db, leaseMs: number): Promise<HistoryLease | undefined> {
  const { rows } = await sql<HistoryLease>`
    update channels c
    set history_leased_until = now() + ${leaseMs} * interval '1 ms'
    where id = (
      select id from channels
      where provider = 'kapso' and (history_leased_until is null or history_leased_until <= now())
      order by history_leased_until nulls first limit 1 for update skip locked
    )
    returning id as "channelId", workspace_id as "workspaceId", phone_number_id as "phoneNumberId",
      access_token_sealed as "accessTokenSealed",
      greatest(coalesce(history_read_until - ${sql.lit(OVERLAP)}::interval, created_at),
        now() - ${sql.lit(LONGEST)}::interval) as since`.execute(db)
  return rows[0]
}

/** Still at it. */
export async function renewHistoryLease(db: Db, channelId: string, leaseMs: number): Promise<void> {
  await sql`
    update channels set history_leased_until = now() + ${leaseMs} * interval '1 ms' where id = ${channelId}`.execute(db)
}

/** The history is read up to here. Never back. */
export async function keepHistoryCursor(db: Db, channelId: string, readUntil: Date): Promise<void> {
  await sql`
    update channels set history_read_until = greatest(history_read_until, ${readUntil}::timestamptz)
    where id = ${channelId}`.execute(db)
}
