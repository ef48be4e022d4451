import { sql } from 'kysely'
import type { CustomerState } from '#schema/incident.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { lockOpen } from './incidents.ts'

export type IncidentCustomer = {
  contactId: string
  name: string | null
  username: string | null
  phone: string | null
  /** How many of the answers to them are marked. */
  answers: number
  windowOpen: boolean
  /** Null: nothing was done yet. */
  state: CustomerState | null
  mailingId: string | null
  /** What became of the message. */
  status: string | null
  note: string | null
  by: string | null
  at: Date | null
}

type Of = { workspaceId: string; actor: string; incidentId: string }

/** Who got one of the marked answers, by name; a customer who was merged into another one is that one. */
export async function listIncidentCustomers(tx: WorkspaceTx, incidentId: string): Promise<IncidentCustomer[]> {
  const { rows } = await sql<IncidentCustomer>`
    with marked as (
      select coalesce(k.merged_into, k.id) as contact_id, count(*) as answers
      from incident_answers a
      join messages m on m.id = a.message_id
      join conversations c on c.id = m.conversation_id
      join contacts k on k.id = c.contact_id
      where a.incident_id = ${incidentId} group by 1
    ), told as (
      -- Of several who are one person now: whoever was told counts.
      select distinct on (coalesce(k.merged_into, k.id)) coalesce(k.merged_into, k.id) as person, t.*, sent.status
      from incident_contacts t
      join contacts k on k.id = t.contact_id
      left join messages sent on sent.id = t.message_id
      where t.incident_id = ${incidentId}
      order by coalesce(k.merged_into, k.id), t.state = 'window_closed',
        t.state = 'written' and sent.status = 'withdrawn', t.at
    )
    select k.id as "contactId", k.name, k.username, k.phone, marked.answers,
      coalesce(reached.last_inbound_at > now() - interval '24 hours', false) as "windowOpen",
      told.state, told.mailing_id as "mailingId", told.status, told.note, u.name as by, told.at
    from marked
    join contacts k on k.id = marked.contact_id
    left join lateral (
      -- The one that a message to them goes to.
      select c.last_inbound_at from conversations c where c.contact_id = k.id and c.merged_into is null
      order by c.last_message_at desc nulls last, c.id desc limit 1) reached on true
    left join told on told.person = k.id
    left join users u on u.id = told.user_id
    order by lower(coalesce(k.name, k.username)) nulls last, k.id`.execute(tx)
  return rows
}

/** How many got a marked answer and were told nothing yet: also those whose message waits to be written. */
export async function countUncontacted(tx: WorkspaceTx, incidentId: string): Promise<number> {
  const customers = await listIncidentCustomers(tx, incidentId)
  return customers.filter((one) => one.state === 'waiting' || mayBeNoted(one)).length
}

/** To whom a message can be written: nothing was done, or somebody took back what was written before it went out. */
const isToBeWritten = ({ state, status }: IncidentCustomer) =>
  state === null || state === 'window_closed' || (state === 'written' && status === 'withdrawn')

const mayBeNoted = (one: IncidentCustomer) => isToBeWritten(one) || (one.state === 'written' && one.status === 'failed')

/** A message to all who were told nothing and can be written to. The same again changes nothing. */
export async function insertMailing(
  tx: WorkspaceTx,
  { workspaceId, actor, incidentId, mailingId, body }: Of & { mailingId: string; body: string },
): Promise<{ customers: number } | 'closed' | 'nobody' | 'taken'> {
  if (!(await lockOpen(tx, incidentId))) return 'closed'
  const known = await tx
    .selectFrom('incident_mailings')
    .where('id', '=', mailingId)
    .select(['incident_id as incidentId', 'body'])
    .executeTakeFirst()
  if (known) return known.incidentId === incidentId && known.body === body ? { customers: 0 } : 'taken'
  const reached = (await listIncidentCustomers(tx, incidentId)).filter((one) => one.windowOpen && isToBeWritten(one))
  if (reached.length === 0) return 'nobody'
  const inserted = await tx
    .insertInto('incident_mailings')
    .values({ id: mailingId, incident_id: incidentId, body, user_id: actor })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // The id is of another workspace, or its rows could be seen.
  if (!inserted) return 'taken'
  await sql`
    insert into incident_contacts (incident_id, contact_id, state, mailing_id, user_id)
    select ${incidentId}::uuid, id, 'waiting', ${mailingId}::uuid, ${actor}::uuid
    from unnest(${reached.map(({ contactId }) => contactId)}::uuid[]) as id
    on conflict (incident_id, contact_id) do update
      set state = 'waiting', mailing_id = excluded.mailing_id, user_id = excluded.user_id, at = now()`.execute(tx)
  const detail = { mailingId, customers: reached.length }
  await insertAudit(tx, { workspaceId, actor, action: 'incident.written', subject: incidentId, detail })
  return { customers: reached.length }
}

/** Says that a customer was told some other way, or takes it back. False where that is not so, or the incident is over. */
export async function noteToldByHand(
  tx: WorkspaceTx,
  { workspaceId, actor, incidentId, contactId, note, on }: Of & { contactId: string; note: string; on: boolean },
): Promise<boolean> {
  if (!(await lockOpen(tx, incidentId))) return false
  const customer = (await listIncidentCustomers(tx, incidentId)).find((one) => one.contactId === contactId)
  if (customer === undefined) return false
  if (on ? !mayBeNoted(customer) : customer.state !== 'by_hand') return false
  // Taken back, one whose message failed or was recalled is again one whose message did.
  const { rows } = on
    ? await sql`
        insert into incident_contacts (incident_id, contact_id, state, note, user_id)
        values (${incidentId}, ${contactId}, 'by_hand', ${note}, ${actor})
        on conflict (incident_id, contact_id) do update
          set state = 'by_hand', note = excluded.note, user_id = excluded.user_id, at = now()
        returning contact_id`.execute(tx)
    : await sql`
        with gone as (
          delete from incident_contacts where incident_id = ${incidentId} and contact_id = ${contactId}
            and state = 'by_hand' and message_id is null returning contact_id
        ), back as (
          update incident_contacts set state = 'written', note = null where incident_id = ${incidentId}
            and contact_id = ${contactId} and state = 'by_hand' and message_id is not null returning contact_id
        )
        select contact_id from gone union all select contact_id from back`.execute(tx)
  if (rows.length === 0) return false
  const action = on ? 'incident.told' : 'incident.untold'
  await insertAudit(tx, { workspaceId, actor, action, subject: incidentId, detail: { contactId } })
  return true
}

/** Customers whose message was not written yet; the first of very many. */
export async function listUnwritten(tx: WorkspaceTx, mailingId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('incident_contacts')
    .where('mailing_id', '=', mailingId)
    .where('state', '=', 'waiting')
    .orderBy('contact_id')
    .limit(100)
    .select('contact_id as contactId')
    .execute()
  return rows.map(({ contactId }) => contactId)
}

/** Mailings of an incident of which something waits to be written. */
export async function listUnfinishedMailings(tx: WorkspaceTx, incidentId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('incident_contacts')
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'waiting')
    .where('mailing_id', 'is not', null)
    .groupBy('mailing_id')
    .select('mailing_id as mailingId')
    .execute()
  return rows.flatMap(({ mailingId }) => mailingId ?? [])
}

/** What is to be written to a customer, held until the transaction ends; undefined where it is no longer to be. */
export async function lockUnwritten(
  tx: WorkspaceTx,
  { mailingId, contactId }: { mailingId: string; contactId: string },
): Promise<{ body: string; userId: string | null; writer: string | null } | undefined> {
  return tx
    .selectFrom('incident_contacts as t')
    .innerJoin('incident_mailings as g', 'g.id', 't.mailing_id')
    .leftJoin('users as u', 'u.id', 'g.user_id')
    .where('t.mailing_id', '=', mailingId)
    .where('t.contact_id', '=', contactId)
    .where('t.state', '=', 'waiting')
    .forNoKeyUpdate('t')
    .select(['g.body', 'g.user_id as userId', 'u.name as writer'])
    .executeTakeFirst()
}

/** What became of writing to a customer. */
export async function settleContact(
  tx: WorkspaceTx,
  {
    mailingId,
    contactId,
    ...became
  }: { mailingId: string; contactId: string; state: CustomerState; messageId?: string },
): Promise<void> {
  const { state, messageId } = became
  await tx
    .updateTable('incident_contacts')
    .set({ state, ...(messageId !== undefined && { message_id: messageId }) })
    .where('mailing_id', '=', mailingId)
    .where('contact_id', '=', contactId)
    .where('state', '=', 'waiting')
    .execute()
}
