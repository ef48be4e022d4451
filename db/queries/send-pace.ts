import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

/** How far a bucket is drawn on, and for how long the provider asked that nothing be sent. */
export type Pace = { debtMs: number; restMs: number }

/**
 * How far the pair of a conversation is drawn on. Whoever has the conversation locked may go by it until their
 * transaction ends, for everybody who sends locks it.
 */
export async function readPairPace(tx: WorkspaceTx, conversationId: string): Promise<Pace> {
  const { rows } = await sql<Pace>`
    select ${untilMs('full_at')} as "debtMs", ${untilMs('not_before')} as "restMs"
    from pair_pace where conversation_id = ${conversationId}`.execute(tx)
  return rows[0] ?? { debtMs: 0, restMs: 0 }
}

/**
 * Draws one message on the pair and on the number, and tells how far the number was drawn on before. All who send on
 * the number wait for this transaction from here on: let it be the last thing before it ends.
 */
export async function drawPace(
  tx: WorkspaceTx,
  at: { conversationId: string; channelId: string },
  every: { pairMs: number; numberMs: number },
): Promise<Pace> {
  const { rows } = await sql<Pace>`
    with pair as (
      insert into pair_pace as p (conversation_id, full_at)
      values (${at.conversationId}, clock_timestamp() + ${every.pairMs} * interval '1 ms')
      on conflict (conversation_id) do update
        set full_at = greatest(p.full_at, clock_timestamp()) + ${every.pairMs} * interval '1 ms'
    )
    insert into number_pace as n (channel_id, full_at)
    values (${at.channelId}, clock_timestamp() + ${every.numberMs} * interval '1 ms')
    on conflict (channel_id) do update
      set full_at = greatest(n.full_at, clock_timestamp()) + ${every.numberMs} * interval '1 ms'
    returning greatest(0, ${untilMs('full_at')} - ${every.numberMs}::float8) as "debtMs",
      ${untilMs('not_before')} as "restMs"`.execute(tx)
  return rows[0] ?? { debtMs: 0, restMs: 0 }
}

/** WhatsApp asked for a pause: nothing more goes to that customer, or from that number, until it is over. */
export async function rest(
  tx: WorkspaceTx,
  what: { conversationId: string } | { channelId: string },
  forMs: number,
): Promise<void> {
  const until = sql<Date>`clock_timestamp() + ${forMs} * interval '1 ms'`
  const longer = sql<Date>`greatest(not_before, ${until})`
  if ('conversationId' in what)
    await tx
      .updateTable('pair_pace')
      .set({ not_before: longer })
      .where('conversation_id', '=', what.conversationId)
      .execute()
  else
    await tx.updateTable('number_pace').set({ not_before: longer }).where('channel_id', '=', what.channelId).execute()
}

function untilMs(column: 'full_at' | 'not_before') {
  return sql`coalesce(greatest(0, extract(epoch from ${sql.ref(column)} - clock_timestamp()) * 1000), 0)::float8`
}
