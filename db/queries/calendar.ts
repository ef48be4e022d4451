import { sql } from 'kysely'
import type { AriConfig } from '#schema/ari-config.ts'
import type { WorkspaceTx } from '../connect.ts'
import { readPublished } from './ari-config.ts'

/** When people are there, and what is known of a conversation that somebody may be followed up in. */
export type Calendar = {
  hours: AriConfig['away']['hours']
  followUp: AriConfig['followUp']
  timeZone: string
  /** Days on which nobody works, from yesterday on. */
  holidays: string[]
}

export async function readCalendar(tx: WorkspaceTx): Promise<Calendar> {
  const [{ config }, { timezone }, holidays] = await Promise.all([
    readPublished(tx),
    tx.selectFrom('workspaces').select('timezone').executeTakeFirstOrThrow(),
    tx
      .selectFrom('holidays')
      .where('day', '>=', sql<Date>`current_date - 1`)
      .select(sql<string>`day::text`.as('day'))
      .execute(),
  ])
  return {
    hours: config.away.hours,
    followUp: config.followUp,
    timeZone: timezone,
    holidays: holidays.map(({ day }) => day),
  }
}

/** Whom a conversation is with, as far as what is said unasked needs to know. */
export async function readAddressee(
  tx: WorkspaceTx,
  conversationId: string,
): Promise<{ name: string | null; optedOut: boolean }> {
  const { name, optedOutAt } = await tx
    .selectFrom('conversations as c')
    .innerJoin('contacts', 'contacts.id', 'c.contact_id')
    .where('c.id', '=', conversationId)
    .select(['contacts.name', 'contacts.opted_out_at as optedOutAt'])
    .executeTakeFirstOrThrow()
  return { name, optedOut: optedOutAt !== null }
}
