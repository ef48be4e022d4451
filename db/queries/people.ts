import type { Db } from '../connect.ts'

export type Role = 'owner' | 'admin' | 'member'

export type Membership = {
  workspaceId: string
  slug: string
  name: string
  timezone: string
  role: Role
}

export type Preferences = { language?: 'id' | 'en' | undefined; theme?: 'system' | 'light' | 'dark' | undefined }

/** The workspaces that a person belongs to, the oldest membership first. */
export async function listMemberships(db: Db, userId: string): Promise<Membership[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('workspaces', 'workspaces.id', 'memberships.workspace_id')
    .select([
      'workspaces.id as workspaceId',
      'workspaces.slug as slug',
      'workspaces.name as name',
      'workspaces.timezone as timezone',
      'memberships.role as role',
    ])
    .where('memberships.user_id', '=', userId)
    .orderBy('memberships.created_at')
    .orderBy('memberships.id')
    .execute()
  return rows.map(({ role, ...workspace }) => ({ ...workspace, role: asRole(role) }))
}

/** Opens the workspace in the session; false where the person does not belong to it. */
export async function openWorkspace(
  db: Db,
  { sessionId, userId, workspaceId }: { sessionId: string; userId: string; workspaceId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ active_workspace_id: workspaceId })
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('memberships')
          .select('memberships.id')
          .where('memberships.user_id', '=', userId)
          .where('memberships.workspace_id', '=', workspaceId),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function setPreferences(db: Db, userId: string, { language, theme }: Preferences): Promise<void> {
  if (language === undefined && theme === undefined) return
  await db
    .updateTable('users')
    .set({ ...(language !== undefined && { language }), ...(theme !== undefined && { theme }) })
    .where('id', '=', userId)
    .execute()
}

/** The password is the person's own now. */
export async function markPasswordChanged(db: Db, userId: string): Promise<void> {
  await db.updateTable('users').set({ must_change_password: false }).where('id', '=', userId).execute()
}

/** The person has shown that mail to their address reaches them. */
export async function markAddressProved(db: Db, userId: string): Promise<void> {
  await db.updateTable('users').set({ email_verified: true }).where('id', '=', userId).execute()
}

function asRole(role: string): Role {
  return role === 'owner' || role === 'admin' ? role : 'member'
}
