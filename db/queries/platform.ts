import { sql } from 'kysely'
import type { Db } from '../connect.ts'
import { insertPlatformLog } from './audit.ts'

/** Where a page of the list ends: the next one begins behind it. */
export type PageKey = { at: string; id: string }

export type WorkspaceOverview = {
  id: string
  slug: string
  name: string
  createdAt: Date
  liveAt: Date | null
  people: number
  channels: number
  lastMessageAt: Date | null
}

const PAGE = 50

/** Every workspace whose name has `search` in it, the newest first, fifty at a time by key. */
export async function listWorkspaceOverviews(
  db: Db,
  { search, after }: { search: string; after: PageKey | null },
): Promise<{ workspaces: WorkspaceOverview[]; next: PageKey | null }> {
  const rows = await db
    .selectFrom('workspaces as w')
    .$if(search !== '', (query) => query.where('w.name', 'ilike', `%${search.replace(/[\\%_]/g, '\\$&')}%`))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(w.created_at, w.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('w.created_at', 'desc')
    .orderBy('w.id', 'desc')
    .limit(PAGE + 1)
    .select([
      'w.id',
      'w.slug',
      'w.name',
      'w.created_at as createdAt',
      'w.live_at as liveAt',
      sql<number>`(select count(*) from memberships where workspace_id = w.id)`.as('people'),
      sql<number>`(select count(*) from channels where workspace_id = w.id)`.as('channels'),
      sql<Date | null>`(select max(last_message_at) from conversations where workspace_id = w.id)`.as('lastMessageAt'),
      // A key keeps the microseconds that a Date would lose.
      sql<string>`w.created_at::text`.as('keyAt'),
    ])
    .execute()
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    workspaces: rows.slice(0, PAGE),
    next: last ? { at: last.keyAt, id: last.id } : null,
  }
}

export type PlatformAdminChange = 'changed' | 'as-before' | 'unknown' | 'not-proved'

/**
 * Lets the person run the platform, or no more. Anybody can sign up with anybody's address: it must be proved, or
 * belong to a member of a workspace.
 */
export async function setPlatformAdmin(
  db: Db,
  { email, isAdmin, actor }: { email: string; isAdmin: boolean; actor: string },
): Promise<PlatformAdminChange> {
  return db.transaction().execute(async (tx) => {
    const person = await tx
      .selectFrom('users')
      .where('email', '=', email)
      .select(({ exists, selectFrom }) => [
        'id',
        'email_verified as isVerified',
        'is_platform_admin as isAdmin',
        exists(selectFrom('memberships').whereRef('memberships.user_id', '=', 'users.id').select('memberships.id')).as(
          'isMember',
        ),
      ])
      .forUpdate()
      .executeTakeFirst()
    if (person === undefined) return 'unknown'
    if (person.isAdmin === isAdmin) return 'as-before'
    if (isAdmin && !person.isVerified && !person.isMember) return 'not-proved'
    await tx.updateTable('users').set({ is_platform_admin: isAdmin }).where('id', '=', person.id).execute()
    const action = isAdmin ? 'platform-admin.added' : 'platform-admin.removed'
    await insertPlatformLog(tx, { actor, action, subject: person.id })
    return 'changed'
  })
}

export async function listPlatformAdmins(db: Db): Promise<{ email: string; name: string }[]> {
  return db
    .selectFrom('users')
    .select(['email', 'name'])
    .where('is_platform_admin', '=', true)
    .orderBy('email')
    .execute()
}
