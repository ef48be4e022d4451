import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

export type KnownFact = { key: string; value: string | null; declined: number }

export type TurnFacts = {
  contactId: string
  turn: number
  values: Record<string, string>
  declined: string[]
  /** As read at the start of the turn: what is returned when the turn revealed nothing. */
  known: KnownFact[]
}

/**
 * Keeps what a turn revealed and returns all that is known. A later answer replaces an earlier one; a refusal counts
 * once a turn, however often the turn is drafted.
 */
export async function saveFacts(
  tx: WorkspaceTx,
  { contactId: asked, turn, values, declined, known }: TurnFacts,
): Promise<KnownFact[]> {
  const entries = Object.entries(values)
  const refused = declined.filter((key) => !(key in values))
  if (entries.length === 0 && refused.length === 0) return known
  const contactId = await holdContact(tx, asked)
  if (entries.length > 0) {
    await tx
      .insertInto('contact_facts')
      .values(entries.map(([key, value]) => ({ contact_id: contactId, key, value })))
      .onConflict((conflict) =>
        conflict
          .columns(['contact_id', 'key'])
          .doUpdateSet(({ ref }) => ({ value: ref('excluded.value'), updated_at: sql`now()` })),
      )
      .execute()
    await nameContact(tx, contactId, values)
  }
  if (refused.length > 0) {
    await tx
      .insertInto('contact_facts')
      .values(refused.map((key) => ({ contact_id: contactId, key, declined_count: 1, declined_turn: turn })))
      .onConflict((conflict) =>
        conflict
          .columns(['contact_id', 'key'])
          .doUpdateSet({ declined_count: sql`contact_facts.declined_count + 1`, declined_turn: turn })
          .where(sql<boolean>`contact_facts.declined_turn is distinct from ${turn}`),
      )
      .execute()
  }
  return tx
    .selectFrom('contact_facts')
    .where('contact_id', '=', contactId)
    .select(['key', 'value', 'declined_count as declined'])
    .execute()
}

/** Who the contact is by now, if it was merged into another one; held, so that it stays so while we write. */
async function holdContact(tx: WorkspaceTx, contactId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into, id) as id from contacts where id = ${contactId} for key share`.execute(tx)
  return rows[0]?.id ?? contactId
}

/** A name or an address that the customer gave in the conversation is better than the profile's. */
async function nameContact(tx: WorkspaceTx, contactId: string, { name, email }: Record<string, string>): Promise<void> {
  if (name === undefined && email === undefined) return
  await tx
    .updateTable('contacts')
    .set({ ...(name !== undefined && { name }), ...(email !== undefined && { email }), updated_at: sql`now()` })
    .where('id', '=', contactId)
    .execute()
}
