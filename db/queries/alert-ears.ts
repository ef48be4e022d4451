import { sql } from 'kysely'
import type { AlertSettings, PushSubscription } from '#schema/alert.ts'
import type { Db } from '../connect.ts'
import type { Role } from './people.ts'

/** Somebody who may be told, as they want it. */
export type Person = {
  userId: string
  workspaceId: string
  role: Role
  settings: AlertSettings | null
  hasPush: boolean
}

/** The people of workspaces. */
export async function listPeopleToTell(db: Db, workspaceIds: string[]): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select m.user_id as "userId", m.workspace_id as "workspaceId", m.role, s.settings,
      exists (select from push_subscriptions p where p.user_id = m.user_id and p.workspace_id = m.workspace_id) as "hasPush"
    from memberships m
    left join alert_settings s on s.user_id = m.user_id and s.workspace_id = m.workspace_id
    where m.workspace_id = any(${workspaceIds}::uuid[])`.execute(db)
  return rows
}

/** Those workspaces that are told in Slack. */
export async function listWithSlack(db: Db, workspaceIds: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('alert_slack')
    .select('workspace_id as workspaceId')
    .where('workspace_id', 'in', workspaceIds)
    .execute()
  return rows.map(({ workspaceId }) => workspaceId)
}

export type Reached = {
  role: Role
  settings: AlertSettings | null
  email: string
  language: 'id' | 'en'
  workspace: string
  timeZone: string
}

/** How somebody is reached now; undefined for who has left the workspace. */
export async function findReached(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<Reached | undefined> {
  const { rows } = await sql<Reached>`
    select m.role, s.settings, u.email, coalesce(u.language, 'id') as language, w.name as workspace, w.timezone as "timeZone"
    from memberships m
    join users u on u.id = m.user_id
    join workspaces w on w.id = m.workspace_id
    left join alert_settings s on s.user_id = m.user_id and s.workspace_id = m.workspace_id
    where m.workspace_id = ${workspaceId} and m.user_id = ${userId}`.execute(db)
  return rows[0]
}

export type Device = PushSubscription & { id: string }

/** The browsers in which somebody is signed in and wants to be told. */
export async function listDevices(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<Device[]> {
  return db
    .selectFrom('push_subscriptions as p')
    .innerJoin('sessions', 'sessions.id', 'p.session_id')
    .select(['p.id', 'p.endpoint', 'p.p256dh', 'p.auth'])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.user_id', '=', userId)
    .where('sessions.expires_at', '>', sql<Date>`now()`)
    .execute()
}

/** That browser is told nothing any more. */
export async function dropDevice(db: Db, id: string): Promise<void> {
  await db.deleteFrom('push_subscriptions').where('id', '=', id).execute()
}

export type SlackEar = { webhookSealed: string; language: 'id' | 'en' }

export async function findSlackEar(db: Db, workspaceId: string): Promise<SlackEar | undefined> {
  const row = await db
    .selectFrom('alert_slack')
    .select(['webhook_sealed as webhookSealed', 'language'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row && { ...row, language: row.language === 'en' ? 'en' : 'id' }
}

/** Whether Slack took the last message, for who can set it right. */
export async function markSlack(db: Db, workspaceId: string, { isRefused }: { isRefused: boolean }): Promise<void> {
  await db
    .updateTable('alert_slack')
    .set({ refused_at: isRefused ? sql<Date>`coalesce(refused_at, now())` : null })
    .where('workspace_id', '=', workspaceId)
    .execute()
}
