import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { TemplateContents } from '#schema/template.ts'
import type { Db, WorkspaceTx } from '../connect.ts'

/** What became of a template, as an event tells it. */
export type TemplateStatus = {
  channelId: string
  /** The account that the event names. */
  businessAccountId: string | null
  providerTemplateId: string | null
  name: string
  language: string
  category: string | null
  status: string
  reason: string | null
  at: Date
}

/** A template as the account's list has it. */
export type TemplateRead = Omit<TemplateStatus, 'channelId' | 'businessAccountId' | 'at' | 'providerTemplateId'> & {
  providerTemplateId: string
  contents: TemplateContents
}

export type TemplateRow = {
  id: string
  name: string
  language: string
  category: string | null
  status: string
  contents: TemplateContents | null
}

/**
 * Keeps what became of templates, for every channel of the account that the event is of. Of several events about one
 * template the latest counts; one older than what is known changes nothing. A channel whose account was not known
 * learns it here.
 */
export async function recordTemplateStatuses(tx: WorkspaceTx, statuses: readonly TemplateStatus[]): Promise<void> {
  if (statuses.length === 0) return
  const rows = statuses.map(({ channelId, businessAccountId, providerTemplateId, at, ...told }, n) => ({
    ...{ n, ...told, status_at: at },
    ...{ channel_id: channelId, account_id: businessAccountId, provider_template_id: providerTemplateId },
  }))
  const json = JSON.stringify(rows)
  await sql`
    update channels c set business_account_id = e.account_id
    from json_to_recordset(${json}::json) as e(channel_id uuid, account_id text)
    where c.id = e.channel_id and c.business_account_id is null and e.account_id is not null`.execute(tx)
  await sql`
    with told as (
      select e.*, target.id as target_id
      from json_to_recordset(${json}::json) as e(n int, channel_id uuid, account_id text, provider_template_id text,
        name text, language text, category text, status text, reason text, status_at timestamptz)
      join channels source on source.id = e.channel_id
        and (e.account_id is null or source.business_account_id = e.account_id)
      join channels target on target.id = source.id or target.business_account_id = source.business_account_id
    )
    insert into message_templates as t
      (id, channel_id, provider_template_id, name, language, category, status, reason, status_at, told_at)
    select distinct on (target_id, name, language)
      gen_random_uuid(), target_id, provider_template_id, name, language, category, status, reason, status_at, status_at
    from told order by target_id, name, language, status_at desc, n desc
    on conflict (channel_id, name, language) do update set
      status = excluded.status, reason = excluded.reason, status_at = excluded.status_at,
      told_at = excluded.told_at, updated_at = now(),
      category = coalesce(excluded.category, t.category),
      provider_template_id = coalesce(excluded.provider_template_id, t.provider_template_id)
    where t.status_at <= excluded.status_at`.execute(tx)
}

/** The list may lag behind what an event has told. */
const LAG = sql`interval '10 minutes'`

/**
 * Brings a channel's templates to what the account's list said at `readAt`; one that the whole list had and no longer
 * has is DELETED. A status that an event told after that, or shortly before, stays.
 */
export async function saveTemplates(
  tx: WorkspaceTx,
  { channelId, readAt, templates, isWhole }: TemplatesToSave,
): Promise<void> {
  const rows = templates.map(({ providerTemplateId, name, language, category, status, reason, contents }) => ({
    ...{ id: uuidv7(), provider_template_id: providerTemplateId, name, language, category, status, reason },
    components: contents,
  }))
  const json = JSON.stringify(rows)
  const isNews = sql`t.status_at <= ${readAt} and coalesce(t.told_at <= ${readAt}::timestamptz - ${LAG}, true)`
  await sql`
    insert into message_templates as t
      (id, channel_id, provider_template_id, name, language, category, status, reason, components, status_at)
    select distinct on (name, language)
      id, ${channelId}::uuid, provider_template_id, name, language, category, status, reason, components, ${readAt}
    from json_to_recordset(${json}::json) as e(id uuid, provider_template_id text, name text, language text,
      category text, status text, reason text, components jsonb)
    order by name, language
    on conflict (channel_id, name, language) do update set
      provider_template_id = excluded.provider_template_id, category = excluded.category,
      components = excluded.components,
      status = case when ${isNews} then excluded.status else t.status end,
      reason = case when ${isNews} then excluded.reason else t.reason end,
      status_at = case when ${isNews} then excluded.status_at else t.status_at end,
      updated_at = case when (t.status, t.category, t.components) is distinct from
        (excluded.status, excluded.category, excluded.components) then now() else t.updated_at end`.execute(tx)
  if (!isWhole) return
  await sql`
    update message_templates t set status = 'DELETED', reason = null, status_at = ${readAt}, updated_at = now()
    where channel_id = ${channelId} and status != 'DELETED' and components is not null and ${isNews} and not exists (
      select from json_to_recordset(${json}::json) as e(name text, language text)
      where e.name = t.name and e.language = t.language)`.execute(tx)
}

export type TemplatesToSave = { channelId: string; readAt: Date; templates: readonly TemplateRead[]; isWhole: boolean }

/** The channel's templates, by name; what they say is null until it was fetched. */
export async function listTemplates(tx: WorkspaceTx, channelId: string): Promise<TemplateRow[]> {
  const rows = await templates(tx)
    .where('channel_id', '=', channelId)
    .where('status', '!=', 'DELETED')
    .orderBy('name')
    .orderBy('language')
    .execute()
  return rows.map(withContents)
}

/** The templates of every channel, by name. */
export async function listEveryTemplate(tx: WorkspaceTx): Promise<TemplateRow[]> {
  const rows = await templates(tx).where('status', '!=', 'DELETED').orderBy('name').orderBy('language').execute()
  return rows.map(withContents)
}

/** One of the channel's templates, by its id, or by what WhatsApp knows it by. */
export async function findTemplate(
  tx: WorkspaceTx,
  channelId: string,
  which: { id: string } | { name: string; language: string },
): Promise<TemplateRow | undefined> {
  const query = templates(tx).where('channel_id', '=', channelId)
  const row = await (
    'id' in which
      ? query.where('id', '=', which.id)
      : query.where('name', '=', which.name).where('language', '=', which.language)
  ).executeTakeFirst()
  return row && withContents(row)
}

export type TemplateSource = {
  workspaceId: string
  channelId: string
  provider: string
  businessAccountId: string
  accessTokenSealed: string | null
}

/** Every channel whose account is known: where templates are read from. */
export async function listTemplateSources(db: Db, workspaceId?: string): Promise<TemplateSource[]> {
  const rows = await db
    .selectFrom('channels')
    .where('business_account_id', 'is not', null)
    .$if(workspaceId !== undefined, (query) => query.where('workspace_id', '=', workspaceId ?? ''))
    .orderBy('workspace_id')
    .orderBy('created_at')
    .select([
      'id as channelId',
      'workspace_id as workspaceId',
      'provider',
      'business_account_id as businessAccountId',
      'access_token_sealed as accessTokenSealed',
    ])
    .execute()
  return rows.flatMap(({ businessAccountId, ...row }) =>
    businessAccountId === null ? [] : [{ ...row, businessAccountId }],
  )
}

/** Whether the channel's account is known, so that its templates can be read. */
export async function hasBusinessAccount(tx: WorkspaceTx, channelId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('channels')
    .where('id', '=', channelId)
    .select('business_account_id as accountId')
    .executeTakeFirst()
  return (row?.accountId ?? null) !== null
}

function templates(tx: WorkspaceTx) {
  return tx.selectFrom('message_templates').select(['id', 'name', 'language', 'category', 'status', 'components'])
}

/** The column holds what `saveTemplates` wrote there. */
function withContents<Row extends { components: unknown }>({ components, ...row }: Row) {
  return { ...row, contents: components as TemplateContents | null }
}
