import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { ReviewSettings, type ReviewPolicy } from '#schema/review.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { readReviewPolicy } from './reviews.ts'

export const REVIEW_CHANGED = 'review.settings_changed'

export type ReviewRules = { policy: ReviewPolicy; settings: ReviewSettings }
/** `revision` names these very rules. */
export type ReviewRulesNow = ReviewRules & { revision: string; liveAt: Date | null }

type Change = ReviewRules & {
  workspaceId: string
  actor: string
  /** Of the rules that the change was made from. */
  revision: string
}
/** `changed`: they are no longer what the change was made from, and stay as they are. */
export type RulesChange = { outcome: 'saved' | 'changed'; now: ReviewRulesNow }

/** What of ARI's answers a person reads first, and for how long it waits. */
export async function readReviewRules(tx: WorkspaceTx): Promise<ReviewRulesNow> {
  const rules = await readReviewPolicy(tx)
  return { ...rules, revision: revisionOf(rules) }
}

/** Changes them all at once, unless somebody else has changed them meanwhile. Drafts that are held keep their plan. */
export async function changeReviewRules(
  tx: WorkspaceTx,
  { workspaceId, actor, policy, settings, revision }: Change,
): Promise<RulesChange> {
  // One after the other: the later one sees what the earlier one made of them.
  await tx.selectFrom('workspaces').select('id').forNoKeyUpdate().execute()
  const before = await readReviewRules(tx)
  if (before.revision !== revision) return { outcome: 'changed', now: before }
  const now = { ...before, policy, settings, revision: revisionOf({ policy, settings }) }
  if (now.revision === before.revision) return { outcome: 'saved', now }
  await tx
    .updateTable('workspaces')
    .set({ review_policy: policy, review_settings: JSON.stringify(settings) })
    .where('id', '=', sql<string>`current_workspace()`)
    .execute()
  await insertAudit(tx, {
    ...{ workspaceId, actor, action: REVIEW_CHANGED, subject: workspaceId },
    detail: { before: { policy: before.policy, ...before.settings }, after: { policy, ...settings } },
  })
  await sql`select pg_notify('desk', json_build_object('workspaceId', ${workspaceId}::text, 'kind', 'workspace')::text)`.execute(
    tx,
  )
  return { outcome: 'saved', now }
}

/** Who changed them last, and when; undefined where nobody has. */
export async function findLastRulesChange(tx: WorkspaceTx): Promise<{ by: string | null; at: Date } | undefined> {
  return tx
    .selectFrom('audit_log as a')
    .leftJoin('users as u', (join) => join.on(sql<boolean>`u.id::text = a.actor`))
    .where('a.action', '=', REVIEW_CHANGED)
    .orderBy('a.id', 'desc')
    .select(['u.name as by', 'a.at'])
    .executeTakeFirst()
}

/** Parsed settings have their fields in one order. */
function revisionOf({ policy, settings }: ReviewRules): string {
  const all = JSON.stringify([policy, ReviewSettings.parse(settings)])
  return createHash('sha256').update(all).digest('base64url').slice(0, 22)
}
