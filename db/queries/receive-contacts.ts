import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'

export type Identity = { kind: 'phone' | 'user_id'; value: string }

/** Who wrote, by every name that WhatsApp gave; the first one that we know decides who it is. */
export type Person = { sender: string; identities: Identity[]; phone: string | null; name: string | null }

type Known = Identity & { contactId: string; name: string | null; phone: string | null }

/**
 * The contact of every sender, made where there is none. Whoever meets a new identity holds a lock on it until the
 * end of the transaction, so that many first messages at once make one contact.
 */
export async function findOrInsertContacts(
  tx: WorkspaceTx,
  workspaceId: string,
  people: readonly Person[],
): Promise<Map<string, string>> {
  const wanted = people.flatMap(({ identities }) => identities)
  let known = await findIdentities(tx, wanted)
  const unknown = wanted.filter((identity) => !known.has(nameOf(identity)))
  if (unknown.length > 0) {
    await lock(
      tx,
      unknown.map((identity) => `${workspaceId} ${nameOf(identity)}`),
    )
    known = await findIdentities(tx, wanted)
  }

  const contacts = new Map<string, string>()
  const made: { id: string; name: string | null; phone: string | null }[] = []
  const linked: (Identity & { contact_id: string })[] = []
  const learned: { id: string; name: string | null; phone: string | null }[] = []
  for (const { sender, identities, name, phone } of people) {
    const found = identities.map((identity) => known.get(nameOf(identity))).find((one) => one !== undefined)
    const contactId = found?.contactId ?? uuidv7()
    contacts.set(sender, contactId)
    if (!found) made.push({ id: contactId, name, phone })
    else if ((!found.name && name) || (!found.phone && phone && !known.has(nameOf({ kind: 'phone', value: phone })))) {
      learned.push({ id: contactId, name, phone })
    }
    for (const identity of identities) {
      if (known.has(nameOf(identity))) continue
      known.set(nameOf(identity), { ...identity, contactId, name: found?.name ?? name, phone: found?.phone ?? phone })
      linked.push({ ...identity, contact_id: contactId })
    }
  }
  if (made.length > 0) await insertContacts(tx, made)
  if (learned.length > 0) await fillIn(tx, learned)
  if (linked.length > 0) await insertIdentities(tx, linked)
  return contacts
}

const nameOf = ({ kind, value }: Identity): string => `${kind} ${value}`

/** A contact that was entered by its phone is known by it as well. */
async function findIdentities(tx: WorkspaceTx, wanted: readonly Identity[]): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    select i.kind, i.value, c.id as "contactId", c.name, c.phone
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[]) as w(kind, value)
    join contact_identities i on i.workspace_id = current_workspace() and i.kind = w.kind and i.value = w.value
    join contacts c on c.id = i.contact_id
    union
    select 'phone', c.phone, c.id, c.name, c.phone
    from contacts c
    where c.workspace_id = current_workspace()
      and c.phone = any(${wanted.flatMap(({ kind, value }) => (kind === 'phone' ? [value] : []))}::text[])
      and not exists (select from contact_identities i
        where i.workspace_id = c.workspace_id and i.kind = 'phone' and i.value = c.phone)`.execute(tx)
  return new Map(rows.map((row) => [nameOf(row), row]))
}

/** Taken in one order by all, so that nobody waits in a circle. */
async function lock(tx: WorkspaceTx, names: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(name, 0) as key from unnest(${names}::text[]) as n(name) order by 1 offset 0
    ) sorted`.execute(tx)
}

async function insertContacts(tx: WorkspaceTx, rows: readonly object[]): Promise<void> {
  await sql`
    insert into contacts (id, name, phone, source)
    select id, name, phone, 'whatsapp'
    from json_to_recordset(${JSON.stringify(rows)}::json) as c(id uuid, name text, phone text)`.execute(tx)
}

async function insertIdentities(tx: WorkspaceTx, rows: readonly object[]): Promise<void> {
  await sql`
    insert into contact_identities (kind, value, contact_id)
    select kind, value, contact_id
    from json_to_recordset(${JSON.stringify(rows)}::json) as i(kind text, value text, contact_id uuid)
    on conflict do nothing`.execute(tx)
}

/** What people entered stays; only what was missing is filled in. */
async function fillIn(tx: WorkspaceTx, rows: readonly object[]): Promise<void> {
  await sql`
    update contacts c
    set name = coalesce(nullif(c.name, ''), v.name), phone = coalesce(c.phone, v.phone), updated_at = now()
    from json_to_recordset(${JSON.stringify(rows)}::json) as v(id uuid, name text, phone text)
    where c.id = v.id`.execute(tx)
}
