import type { Db } from '../connect.ts'
import { insertAudit } from './audit.ts'
import type { Role } from './people.ts'

export type RoleChange =
  { outcome: 'changed' | 'as-before'; was: string } | { outcome: 'no-member' } | { outcome: 'last-owner' }

/** Gives a member another role; a workspace keeps at least one owner, whatever happens at the same time. */
export async function setRole(
  db: Db,
  { workspaceId, email, role, actor }: { workspaceId: string; email: string; role: Role; actor: string },
): Promise<RoleChange> {
  return db.transaction().execute(async (tx) => {
    // Of two owners who are made less at the same time, the second sees that the first is none any more.
    await tx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute()
    const members = await tx
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .select(['memberships.id', 'memberships.role', 'users.id as userId', 'users.email'])
      .where('memberships.workspace_id', '=', workspaceId)
      .execute()
    const member = members.find((one) => one.email === email)
    if (member === undefined) return { outcome: 'no-member' }
    const { role: was } = member
    if (was === role) return { outcome: 'as-before', was }
    const owners = members.filter((one) => one.role === 'owner')
    if (was === 'owner' && owners.length === 1) return { outcome: 'last-owner' }
    await tx.updateTable('memberships').set({ role }).where('id', '=', member.id).execute()
    const detail = { was, role }
    await insertAudit(tx, { workspaceId, actor, action: 'member.role-set', subject: member.userId, detail })
    return { outcome: 'changed', was }
  })
}

/** The people of a workspace with their roles, the first member first. */
export async function listMembers(
  db: Db,
  workspaceId: string,
): Promise<{ email: string; name: string; role: string }[]> {
  return db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.email', 'users.name', 'memberships.role'])
    .where('memberships.workspace_id', '=', workspaceId)
    .orderBy('memberships.created_at')
    .orderBy('memberships.id')
    .execute()
}
