import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import { mergeContacts } from './merge-contacts.ts'

/** `isFormer`: WhatsApp said that another one has taken its place. */
export type Identity = { kind: 'phone' | 'user_id' | 'parent_user_id'; value: string; isFormer?: true }

/** Who wrote, by every name that WhatsApp gave; whoever of ours has one of them is it. */
export type Person = {
  sender: string
  identities: Identity[]
  phone: string | null
  name: string | null
  /** May pass on to somebody else: shown, and nobody is known by it. */
  username?: string | null
  /** The number that we had is no longer theirs. */
  phoneChanged?: boolean
}

type Known = Identity & { contactId: string; name: string | null; phone: string | null; username: string | null }
type Group = { people: Person[]; identities: Identity[]; contactIds: string[] }
type Learned = { id: string; name: string | null; phone: string | null; username: string | null; replace: boolean }

/**
 * The contact of every sender, made where there is none. Whoever meets a new identity holds a lock on it until the
 * end of the transaction, so that many first messages at once make one contact. Names that meet in one person make
 * one contact of those that had them.
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
  let groups = groupsOf(people, known)
  // Merged away by another transaction while we waited for it: whoever they are now has their names.
  while (await lockContacts(tx, groups)) {
    known = await findIdentities(tx, wanted)
    groups = groupsOf(people, known)
  }

  const contacts = new Map<string, string>()
  const made: object[] = []
  const linked: object[] = []
  const learned: Learned[] = []
  for (const group of groups) {
    const contactId =
      group.contactIds.length > 1 ? await mergeContacts(tx, workspaceId, group.contactIds) : group.contactIds[0]
    const id = contactId ?? uuidv7()
    const news = newsOf(group, id)
    if (contactId === undefined) made.push(news)
    else if (teaches(group, news, known)) learned.push(news)
    for (const { sender } of group.people) contacts.set(sender, id)
    for (const { kind, value, isFormer = false } of group.identities) {
      if (!known.has(nameOf({ kind, value }))) linked.push({ kind, value, former: isFormer, contact_id: id })
    }
  }
  if (made.length > 0) await insertContacts(tx, made)
  if (learned.length > 0) await fillIn(tx, learned)
  if (linked.length > 0) await insertIdentities(tx, linked)
  return contacts
}

const nameOf = ({ kind, value }: Identity): string => `${kind} ${value}`

/** People with a name in common, or with a contact in common, are one person. */
function groupsOf(people: readonly Person[], known: Map<string, Known>): Group[] {
  let groups: (Group & { names: Set<string> })[] = []
  for (const person of people) {
    const contactIds = person.identities.flatMap((identity) => known.get(nameOf(identity))?.contactId ?? [])
    const names = new Set([...person.identities.map(nameOf), ...contactIds])
    const same = groups.filter((group) => [...names].some((name) => group.names.has(name)))
    const joined = {
      people: [...same.flatMap((group) => group.people), person],
      identities: [...same.flatMap((group) => group.identities), ...person.identities],
      contactIds: [...new Set([...same.flatMap((group) => group.contactIds), ...contactIds])],
      names: new Set([...same.flatMap((group) => [...group.names]), ...names]),
    }
    groups = [...groups.filter((group) => !same.includes(group)), joined]
  }
  return groups.map(({ people: own, identities, contactIds }) => {
    const byName = new Map(identities.map((identity) => [nameOf(identity), identity]))
    return { people: own, identities: [...byName.values()], contactIds }
  })
}

/** What the people of a group, the latest last, say of themselves. */
function newsOf({ people }: Group, id: string): Learned {
  const last = <Value>(read: (person: Person) => Value | null | undefined): Value | null =>
    people.map(read).findLast((value) => value !== null && value !== undefined) ?? null
  const moved = people.findLast(({ phoneChanged }) => phoneChanged)
  return {
    id,
    name: last(({ name }) => name),
    phone: moved?.phone ?? people.find(({ phone }) => phone !== null)?.phone ?? null,
    username: last(({ username }) => username),
    replace: moved !== undefined,
  }
}

/** Whether the contact lacks something of it. A contact that was just put together of several is written in any case. */
function teaches({ identities, contactIds }: Group, news: Learned, known: Map<string, Known>): boolean {
  const found = identities.map((identity) => known.get(nameOf(identity))).find((one) => one !== undefined)
  if (!found || contactIds.length > 1 || news.replace) return true
  return (
    (!found.name && !!news.name) ||
    (!found.phone && !!news.phone) ||
    (news.username !== null && news.username !== found.username)
  )
}

/** A contact that was entered by its phone is known by it as well. */
async function findIdentities(tx: WorkspaceTx, wanted: readonly Identity[]): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    select i.kind, i.value, c.id as "contactId", c.name, c.phone, c.username
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[]) as w(kind, value)
    join contact_identities i on i.workspace_id = current_workspace() and i.kind = w.kind and i.value = w.value
    join contacts c on c.id = i.contact_id
    union
    select 'phone', c.phone, c.id, c.name, c.phone, c.username
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

/**
 * Holds the contacts until the transaction ends: those that are to become one from everybody, the others from those
 * who would merge them away. True when one of them has been merged away already.
 */
async function lockContacts(tx: WorkspaceTx, groups: readonly Group[]): Promise<boolean> {
  const several = groups.flatMap(({ contactIds }) => (contactIds.length > 1 ? contactIds : []))
  const alone = groups.flatMap(({ contactIds }) => (contactIds.length === 1 ? contactIds : []))
  const lockAs = async (ids: readonly string[], how: 'update' | 'key share') => {
    if (ids.length === 0) return []
    const { rows } = await sql<{ isGone: boolean }>`
      select merged_into is not null as "isGone" from contacts where id = any(${ids}::uuid[]) order by id
      for ${sql.raw(how)}`.execute(tx)
    return rows
  }
  return [...(await lockAs(several, 'update')), ...(await lockAs(alone, 'key share'))].some(({ isGone }) => isGone)
}

async function insertContacts(tx: WorkspaceTx, rows: readonly object[]): Promise<void> {
  await sql`
    insert into contacts (id, name, phone, username, source)
    select id, name, phone, username, 'whatsapp'
    from json_to_recordset(${JSON.stringify(rows)}::json) as c(id uuid, name text, phone text, username text)`.execute(
    tx,
  )
}

/** The latest of a kind is the one to write to; a former one is never it. */
async function insertIdentities(tx: WorkspaceTx, rows: readonly object[]): Promise<void> {
  await sql`
    insert into contact_identities (kind, value, contact_id, created_at)
    select kind, value, contact_id, case when former then to_timestamp(0) else now() end
    from json_to_recordset(${JSON.stringify(rows)}::json) as i(kind text, value text, former bool, contact_id uuid)
    on conflict do nothing`.execute(tx)
}

/** What people entered stays; only what was missing is filled in, and what WhatsApp says has changed. */
async function fillIn(tx: WorkspaceTx, rows: readonly Learned[]): Promise<void> {
  await sql`
    update contacts c
    set name = coalesce(nullif(c.name, ''), v.name), username = coalesce(v.username, c.username),
      phone = case when v.replace then coalesce(v.phone, c.phone) else coalesce(c.phone, v.phone) end, updated_at = now()
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as v(id uuid, name text, phone text, username text, replace bool)
    where c.id = v.id`.execute(tx)
}
