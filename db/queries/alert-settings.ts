import { v7 as uuidv7 } from 'uuid'
import type { AlertSettings, PushSubscription } from '#schema/alert.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

type Whose = { userId: string }
type By = { userId: string; workspaceId: string }

/** Browsers that one person may be told in, in one workspace; the longest known one makes room. */
const DEVICES_AT_MOST = 10

/** What a person chose; null where nothing. */
export async function findAlertSettings(tx: WorkspaceTx, userId: string): Promise<AlertSettings | null> {
  const row = await tx.selectFrom('alert_settings').select('settings').where('user_id', '=', userId).executeTakeFirst()
  // Written by `saveAlertSettings` and by nobody else.
  return row === undefined ? null : (row.settings as AlertSettings)
}

export async function saveAlertSettings(tx: WorkspaceTx, userId: string, settings: AlertSettings): Promise<void> {
  const columns = { settings: JSON.stringify(settings) }
  await tx
    .insertInto('alert_settings')
    .values({ user_id: userId, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doUpdateSet(columns))
    .execute()
}

/** Where the workspace is told in Slack, as pages may show it. */
export type SlackShown = { ending: string; isRefused: boolean }

export async function findSlackShown(tx: WorkspaceTx): Promise<SlackShown | null> {
  const row = await tx.selectFrom('alert_slack').select(['ending', 'refused_at as refusedAt']).executeTakeFirst()
  return row === undefined ? null : { ending: row.ending, isRefused: row.refusedAt !== null }
}

export type NewSlack = { webhookSealed: string; ending: string; language: 'id' | 'en' }

/** Who set it is in the audit log; the address is not. */
export async function saveSlack(tx: WorkspaceTx, slack: NewSlack, { userId, workspaceId }: By): Promise<void> {
  const { webhookSealed, ending, language } = slack
  const columns = { webhook_sealed: webhookSealed, ending, language, refused_at: null }
  await tx
    .insertInto('alert_slack')
    .values(columns)
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(columns))
    .execute()
  await insertAudit(tx, {
    workspaceId,
    actor: userId,
    action: 'alert-slack.set',
    subject: workspaceId,
    detail: { ending },
  })
}

/** False where there was none. */
export async function removeSlack(tx: WorkspaceTx, { userId, workspaceId }: By): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('alert_slack').executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await insertAudit(tx, { workspaceId, actor: userId, action: 'alert-slack.removed', subject: workspaceId })
  return true
}

/** A browser is whose it was turned on for last: a new person at it takes it over. */
export async function saveDevice(
  tx: WorkspaceTx,
  { endpoint, p256dh, auth }: PushSubscription,
  { userId, sessionId }: Whose & { sessionId: string },
): Promise<void> {
  const columns = { user_id: userId, session_id: sessionId, p256dh, auth }
  await tx
    .insertInto('push_subscriptions')
    .values({ id: uuidv7(), endpoint, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'endpoint']).doUpdateSet(columns))
    .execute()
  await tx
    .deleteFrom('push_subscriptions')
    .where('user_id', '=', userId)
    .where('id', 'not in', (kept) =>
      kept
        .selectFrom('push_subscriptions')
        .select('id')
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(DEVICES_AT_MOST),
    )
    .execute()
}

export async function removeDevice(tx: WorkspaceTx, endpoint: string, { userId }: Whose): Promise<void> {
  await tx.deleteFrom('push_subscriptions').where('endpoint', '=', endpoint).where('user_id', '=', userId).execute()
}

/** Whether this browser is one in which that person is told, by the session that they have now. */
export async function isDeviceOf(
  tx: WorkspaceTx,
  endpoint: string,
  { userId, sessionId }: Whose & { sessionId: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('push_subscriptions')
    .select('id')
    .where('endpoint', '=', endpoint)
    .where('user_id', '=', userId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row !== undefined
}

/** A browser of that person's own, with its keys. */
export async function findOwnDevice(
  tx: WorkspaceTx,
  endpoint: string,
  userId: string,
): Promise<PushSubscription | undefined> {
  return tx
    .selectFrom('push_subscriptions')
    .select(['endpoint', 'p256dh', 'auth'])
    .where('endpoint', '=', endpoint)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}
