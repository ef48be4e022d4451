import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { notify, notifyMerged } from './notify.ts'
import { moveScoreByHand } from './score-by-hand.ts'

type Conversation = { id: string; contactId: string; channelId: string; floor: string }

/**
 * Makes one contact of several, whose rows the caller holds, and returns which one stays: the one with the oldest
 * conversation. What belonged to the others is its own afterwards, one conversation on each channel; they remain as
 * sign-posts to it. No conversation of theirs says anything from here on.
 */
export async function mergeContacts(
  tx: WorkspaceTx,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select c.id from contacts c
    where c.id = any(${contactIds}::uuid[])
    order by (select min(created_at) from conversations where contact_id = c.id and merged_into is null) nulls last,
      c.created_at, c.id`.execute(tx)
  const [into, ...others] = rows.map(({ id }) => id)
  if (into === undefined) throw new Error('The contacts to be merged are gone.')
  for (const from of others) await mergeContact(tx, workspaceId, { into, from })
  return into
}

type Pair = { into: string; from: string }

async function mergeContact(tx: WorkspaceTx, workspaceId: string, { into, from }: Pair): Promise<void> {
  const { rows: conversations } = await sql<Conversation>`
    select id, contact_id as "contactId", channel_id as "channelId", floor from conversations
    where contact_id in (${into}, ${from}) and merged_into is null
    order by id for update`.execute(tx)
  await moveNames(tx, { into, from })
  await moveFacts(tx, { into, from })
  await moveScoreByHand(tx, { into, from })
  await sql`update notes set contact_id = ${into} where contact_id = ${from}`.execute(tx)
  await sql`update bookings set contact_id = ${into} where contact_id = ${from}`.execute(tx)
  for (const theirs of conversations.filter(({ contactId }) => contactId === from)) {
    const ours = conversations.find(({ contactId, channelId }) => contactId === into && channelId === theirs.channelId)
    if (ours) await joinConversations(tx, ours, theirs)
    else await sql`update conversations set contact_id = ${into} where id = ${theirs.id}`.execute(tx)
    await notifyMerged(tx, theirs.id)
    await notify(tx, { kind: 'conversation', conversationId: theirs.id })
  }
  const audit = { workspaceId, actor: 'relay', action: 'contact.merged', subject: into, detail: { from } }
  await insertAudit(tx, audit)
}

/** The names, and what a person of ours wrote about the contact; what stands with the one that stays goes before. */
async function moveNames(tx: WorkspaceTx, { into, from }: Pair): Promise<void> {
  await sql`
    insert into contact_identities (kind, value, contact_id, created_at)
    select 'phone', phone, id, created_at from contacts where id in (${into}, ${from}) and phone is not null
    on conflict do nothing`.execute(tx)
  await sql`update contact_identities set contact_id = ${into} where contact_id = ${from}`.execute(tx)
  // The sign-post keeps nothing of the person; and a number that is free can be taken by the other.
  const { rows } = await sql<{ gone: unknown }>`
    with gone as (select name, phone, email, username, source, status, tags, metadata from contacts where id = ${from})
    update contacts c
    set merged_into = ${into}, name = null, phone = null, email = null, username = null, tags = '{}', metadata = '{}',
      updated_at = now()
    from gone where c.id = ${from}
    returning to_json(gone) as gone`.execute(tx)
  await sql`
    update contacts c
    set name = coalesce(nullif(c.name, ''), gone.name), phone = coalesce(c.phone, gone.phone),
      email = coalesce(c.email, gone.email), username = coalesce(c.username, gone.username),
      source = coalesce(c.source, gone.source), status = case when c.status = 'baru' then gone.status else c.status end,
      tags = c.tags || array(select t from unnest(gone.tags) t where not t = any(c.tags)),
      metadata = gone.metadata || c.metadata, updated_at = now()
    from json_to_record(${JSON.stringify(rows[0]?.gone ?? {})}::json) as gone(name text, phone text, email text,
      username text, source text, status text, tags text[], metadata jsonb)
    where c.id = ${into}`.execute(tx)
  await sql`update contacts set merged_into = ${into} where merged_into = ${from}`.execute(tx)
}

/** Of two answers to one question the newer holds; an answer goes before a refusal. */
async function moveFacts(tx: WorkspaceTx, { into, from }: Pair): Promise<void> {
  await sql`
    insert into contact_facts as f (contact_id, key, value, declined_count, declined_turn, updated_at)
    select ${into}, key, value, declined_count, null, updated_at from contact_facts where contact_id = ${from}
    on conflict (contact_id, key) do update set
      value = case when excluded.value is null then f.value when f.value is null then excluded.value
        when excluded.updated_at > f.updated_at then excluded.value else f.value end,
      declined_count = greatest(f.declined_count, excluded.declined_count),
      updated_at = greatest(f.updated_at, excluded.updated_at)`.execute(tx)
  await sql`delete from contact_facts where contact_id = ${from}`.execute(tx)
}

/**
 * One thread of two. The ledger and the drafts of the one that ends stay with it until its workflow has finished what
 * it is at, which finds them under its own turns; both epochs rise where a reply in flight must not go out.
 */
async function joinConversations(tx: WorkspaceTx, ours: Conversation, theirs: Conversation): Promise<void> {
  await sql`update messages set conversation_id = ${ours.id} where conversation_id = ${theirs.id}`.execute(tx)
  await moveTurns(tx, 'conversation_events', ours.id, theirs.id)
  await sql`
    update drafts set status = 'stale'
    where conversation_id = ${theirs.id} and status = 'held'`.execute(tx)
  await sql`
    update conversations c
    set last_inbound_at = greatest(c.last_inbound_at, gone.last_inbound_at),
      last_message_at = greatest(c.last_message_at, gone.last_message_at),
      language = coalesce(c.language, gone.language),
      floor_epoch = c.floor_epoch + ${theirs.floor !== 'bot' && ours.floor === 'bot' ? 1 : 0}
    from conversations gone where c.id = ${ours.id} and gone.id = ${theirs.id}`.execute(tx)
  await sql`
    update conversations
    set merged_into = ${ours.id}, floor_epoch = floor_epoch + case when id = ${theirs.id} then 1 else 0 end
    where id = ${theirs.id} or merged_into = ${theirs.id}`.execute(tx)
}

/** Rows that are numbered by turns go before all of the other's: no two turns have one number. */
export async function moveTurns(
  tx: WorkspaceTx,
  table: 'conversation_events' | 'drafts' | 'outbound_messages' | 'bookings',
  into: string,
  from: string,
): Promise<void> {
  const rows = sql.table(table)
  await sql`
    update ${rows}
    set conversation_id = ${into}, turn = turn - 1
      + (select least(0, min(turn)) from ${rows} where conversation_id = ${into})
      - (select greatest(0, max(turn)) from ${rows} where conversation_id = ${from})
    where conversation_id = ${from}`.execute(tx)
}
