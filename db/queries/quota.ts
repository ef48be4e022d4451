import { sql } from 'kysely'
import type { Db, WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { takePlaces } from './quota-places.ts'

/** The span that a workspace's quota is counted in. It slides: a place is free again this long after it was taken. */
const SPAN_SECONDS = 60

type OfWorkspace = { workspaceId: string }

const keyOf = (workspaceId: string) => `messages:${workspaceId}`

export type QuotaNow = { limit: number; taken: number; waiting: number }

/**
 * What the workspace has of its quota. Locks the quota until the transaction ends, so that what is decided on this
 * still holds when it is done.
 */
export async function lockQuota(
  tx: WorkspaceTx,
  { workspaceId, conversationId }: OfWorkspace & { conversationId: string },
): Promise<QuotaNow & { isBehind: boolean }> {
  const limit = await lockLimit(tx, workspaceId)
  // A statement of its own: what the one before waited for is seen only by the next.
  const { rows } = await sql<Omit<QuotaNow, 'limit'> & { isBehind: boolean }>`
    select ${takenOf(sql`${workspaceId}::uuid`)} as taken, ${waitingOf(sql`${workspaceId}::uuid`)} as waiting,
      exists (select from waiting_messages where conversation_id = ${conversationId} and told_at is null)
        as "isBehind"`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new RangeError('A count has one row.')
  return { limit, ...row }
}

/** The limit now, for whoever is alone with the quota until the transaction ends. */
export async function lockLimit(tx: WorkspaceTx, workspaceId: string): Promise<number> {
  const { limit } = await tx
    .selectFrom('workspaces')
    .select('messages_per_minute as limit')
    .where('id', '=', workspaceId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return limit
}

/** Takes one of the workspace's places; false where none is free. */
export async function takeMessagePlace(
  tx: WorkspaceTx,
  { workspaceId, limit }: OfWorkspace & { limit: number },
): Promise<boolean> {
  const { allowed } = await takePlaces(tx, [{ key: keyOf(workspaceId), most: limit, withinSeconds: SPAN_SECONDS }])
  return allowed
}

/** The place that was taken last was not used. */
export async function giveMessagePlaceBack(tx: WorkspaceTx, workspaceId: string): Promise<void> {
  await sql`delete from quota_places where id =
    (select id from quota_places where key = ${keyOf(workspaceId)} order by at desc limit 1)`.execute(tx)
}

/** Another quota, from the next request on. */
export async function setMessageQuota(
  tx: WorkspaceTx,
  { workspaceId, perMinute, actor }: OfWorkspace & { perMinute: number; actor: string },
): Promise<{ slug: string; was: number }> {
  const was = await lockLimit(tx, workspaceId)
  const { slug } = await tx
    .updateTable('workspaces')
    .set({ messages_per_minute: perMinute })
    .where('id', '=', workspaceId)
    .returning('slug')
    .executeTakeFirstOrThrow()
  const detail = { was, perMinute }
  if (was !== perMinute)
    await insertAudit(tx, { workspaceId, actor, action: 'workspace.quota-set', subject: slug, detail })
  return { slug, was }
}

export type QuotaUse = OfWorkspace & QuotaNow & { requestsThisMinute: number; utilizationPercent: number }

/**
 * How much of their quota workspaces use: what was carried out within the last minute, and what waits for that.
 * All of them, or inside a workspace's transaction that one.
 */
export async function quotaUse(db: Db): Promise<QuotaUse[]> {
  const { rows } = await sql<QuotaUse>`
    select *, taken + waiting as "requestsThisMinute", round(100.0 * (taken + waiting) / "limit")::int
      as "utilizationPercent"
    from (select w.id as "workspaceId", w.messages_per_minute as "limit", ${takenOf(sql`w.id`)} as taken,
      ${waitingOf(sql`w.id`)} as waiting from workspaces w) as used
    order by "workspaceId"`.execute(db)
  return rows
}

function takenOf(workspaceId: ReturnType<typeof sql>) {
  return sql`(select count(*) from quota_places where key = 'messages:' || ${workspaceId}
    and at > statement_timestamp() - make_interval(secs => ${SPAN_SECONDS}))`
}

function waitingOf(workspaceId: ReturnType<typeof sql>) {
  return sql`(select count(*) from waiting_messages
    where workspace_id = ${workspaceId} and told_at is null and taken_at is null)`
}
