import { createHash } from 'node:crypto'
import { sql, type Updateable } from 'kysely'
import type { DB, JsonObject } from '#schema/tables.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

/** Settings of a workspace that are saved whole, by people who may do so at once. */
export type RevisedSettings<Value> = {
  /** What a change is called in the audit log. */
  action: string
  read: (tx: WorkspaceTx) => Promise<Value>
  /** Field by field, always in one order: what their revision is made of, and what the audit log keeps. */
  fields: (value: Value) => JsonObject
  columns: (value: Value) => Updateable<DB['workspaces']>
}

export type SettingsOrder<Value> = {
  workspaceId: string
  actor: string
  value: Value
  /** Of the settings that the change was made from. */
  revision: string
}

/** `changed`: they are no longer what the change was made from, and stay as they are. */
export type SettingsChange<Value> = { outcome: 'saved' | 'changed'; now: Value; revision: string }

/**
 * Names what settings say. Made of nothing else, so that whoever else changes them need not know of it. Parsed settings
 * have their fields in one order.
 */
export function revisionOf<Value>({ fields }: Pick<RevisedSettings<Value>, 'fields'>, value: Value): string {
  return createHash('sha256')
    .update(JSON.stringify(fields(value)))
    .digest('base64url')
    .slice(0, 22)
}

/** Who changes settings of a workspace does so one after the other: the later one sees what the earlier one made of them. */
export async function lockSettings(tx: WorkspaceTx): Promise<void> {
  await tx.selectFrom('workspaces').select('id').forNoKeyUpdate().execute()
}

/** Changes them all at once, unless somebody else has changed them meanwhile. As they were they stay without a line. */
export async function changeSettings<Value>(
  tx: WorkspaceTx,
  settings: RevisedSettings<Value>,
  { workspaceId, actor, value, revision }: SettingsOrder<Value>,
): Promise<SettingsChange<Value>> {
  await lockSettings(tx)
  const before = await settings.read(tx)
  const found = revisionOf(settings, before)
  if (found !== revision) return { outcome: 'changed', now: before, revision: found }
  const made = revisionOf(settings, value)
  if (made === found) return { outcome: 'saved', now: before, revision: found }
  await tx
    .updateTable('workspaces')
    .set(settings.columns(value))
    .where('id', '=', sql<string>`current_workspace()`)
    .execute()
  await insertAudit(tx, {
    ...{ workspaceId, actor, action: settings.action, subject: workspaceId },
    detail: { before: settings.fields(before), after: settings.fields(value) },
  })
  await sql`select pg_notify('desk', json_build_object('workspaceId', ${workspaceId}::text, 'kind', 'workspace')::text)`.execute(
    tx,
  )
  return { outcome: 'saved', now: value, revision: made }
}

/** Who changed such settings last, and when; undefined where nobody has. */
export async function findLastChange(
  tx: WorkspaceTx,
  { action }: { action: string },
): Promise<{ by: string | null; at: Date } | undefined> {
  return tx
    .selectFrom('audit_log as a')
    .leftJoin('users as u', (join) => join.on(sql<boolean>`u.id::text = a.actor`))
    .where('a.action', '=', action)
    .orderBy('a.id', 'desc')
    .select(['u.name as by', 'a.at'])
    .executeTakeFirst()
}
