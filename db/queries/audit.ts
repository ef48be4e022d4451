import { v7 as uuidv7 } from 'uuid'
import type { Json } from '#schema/tables.ts'
import type { Db, WorkspaceTx } from '../connect.ts'

export type AuditEntry = {
  workspaceId: string
  /** Who did it: a user's id, or the name of a program. */
  actor: string
  /** What was done, as `workspace.created`. */
  action: string
  /** What it was done to: an id or a name that the workspace knows. */
  subject: string
  detail?: Json
}

/** Writes one line of the audit log. Give it the transaction of what it tells of. */
export async function insertAudit(db: Db, entry: AuditEntry): Promise<void> {
  const { workspaceId, actor, action, subject, detail = {} } = entry
  await db
    .insertInto('audit_log')
    .values({ id: uuidv7(), workspace_id: workspaceId, actor, action, subject, detail: JSON.stringify(detail) })
    .execute()
}

/** The same for what may be told more than once: `id` names what happened, and stands once. */
export async function insertAuditOnce(
  tx: WorkspaceTx,
  id: string,
  entry: Omit<AuditEntry, 'workspaceId'>,
): Promise<void> {
  const { actor, action, subject, detail = {} } = entry
  await tx
    .insertInto('audit_log')
    .values({ id, actor, action, subject, detail: JSON.stringify(detail) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The same for what belongs to no workspace. */
export async function insertPlatformLog(db: Db, entry: Omit<AuditEntry, 'workspaceId'>): Promise<void> {
  const { actor, action, subject, detail = {} } = entry
  await db
    .insertInto('platform_log')
    .values({ id: uuidv7(), actor, action, subject, detail: JSON.stringify(detail) })
    .execute()
}
