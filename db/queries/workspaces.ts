import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { DB } from '#schema/tables.ts'
import type { Db, WorkspaceTx } from '../connect.ts'
import { insertFirstVersion } from './ari-config.ts'
import { insertAudit } from './audit.ts'
import { switchAri } from './workspace-floor.ts'

export type ReviewPolicy = 'off' | 'week' | 'always'

export type NewWorkspace = {
  name: string
  slug: string
  language: 'id' | 'en'
  timezone: string
  reviewPolicy: ReviewPolicy
  burstMs?: number | undefined
  /** Live from the start: nothing waits for a go-live. */
  live: boolean
  channel: NewChannel
  /** A person who is known by the e-mail address keeps name and password. */
  owner: { email: string; name: string; passwordHash: string }
  actor: string
}

type NewChannel = {
  provider: 'meta' | 'kapso'
  phoneNumberId: string
  businessAccountId: string | null
  displayPhone: string | null
  webhookKey: string
  appSecretSealed: string | null
  accessTokenSealed: string | null
  verifyTokenSealed: string | null
}

export type CreatedWorkspace = { workspaceId: string; channelId: string; ownerIsNew: boolean }

/** Somebody else has it: names are unique over all workspaces. */
export class Taken extends Error {
  override readonly name = 'Taken'
  readonly what: 'slug' | 'phone number id'

  constructor(what: Taken['what'], options?: ErrorOptions) {
    super(`The ${what} is taken.`, options)
    this.what = what
  }
}

/** Makes the workspace with its channel and its owner, or nothing at all. */
export async function createWorkspace(db: Db, workspace: NewWorkspace): Promise<CreatedWorkspace> {
  const { name, slug, channel, owner, actor } = workspace
  const [workspaceId, channelId] = [uuidv7(), uuidv7()]
  try {
    return await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('workspaces')
        .values({
          id: workspaceId,
          slug,
          name,
          timezone: workspace.timezone,
          review_policy: workspace.reviewPolicy,
          ...(workspace.burstMs !== undefined && { burst_ms: workspace.burstMs }),
          live_at: workspace.live ? sql<Date>`now()` : null,
        })
        .execute()
      await insertFirstVersion(tx, workspaceId, { persona: { language: workspace.language } })
      await tx
        .insertInto('channels')
        .values({
          id: channelId,
          workspace_id: workspaceId,
          provider: channel.provider,
          phone_number_id: channel.phoneNumberId,
          business_account_id: channel.businessAccountId,
          display_phone: channel.displayPhone,
          webhook_key: channel.webhookKey,
          app_secret_sealed: channel.appSecretSealed,
          access_token_sealed: channel.accessTokenSealed,
          verify_token_sealed: channel.verifyTokenSealed,
        })
        .execute()
      const { userId, isNew } = await findOrInsertUser(tx, owner)
      await tx
        .insertInto('memberships')
        .values({ id: uuidv7(), workspace_id: workspaceId, user_id: userId, role: 'owner' })
        .execute()
      const detail = { slug, provider: channel.provider, owner: userId, review: workspace.reviewPolicy }
      await insertAudit(tx, { workspaceId, actor, action: 'workspace.created', subject: slug, detail })
      return { workspaceId, channelId, ownerIsNew: isNew }
    })
  } catch (error) {
    throw asTaken(error)
  }
}

async function findOrInsertUser(tx: Kysely<DB>, { email, name, passwordHash }: NewWorkspace['owner']) {
  const known = await tx
    .selectFrom('users')
    .where('email', '=', email)
    .select(({ exists, selectFrom }) => [
      'id',
      'email_verified as isVerified',
      exists(selectFrom('memberships').whereRef('memberships.user_id', '=', 'users.id').select('memberships.id')).as(
        'isMember',
      ),
    ])
    .executeTakeFirst()
  if (known && (known.isVerified || known.isMember)) return { userId: known.id, isNew: false }

  const id = known?.id ?? uuidv7()
  if (known) await disown(tx, id)
  else await tx.insertInto('users').values({ id, email, name, must_change_password: true }).execute()
  await tx
    .insertInto('accounts')
    .values({ id: uuidv7(), user_id: id, provider_id: 'credential', account_id: id, password: passwordHash })
    .execute()
  return { userId: id, isNew: true }
}

/**
 * Anybody can sign up with anybody's address. Until the address is proved, or somebody who may has let them into a
 * workspace, it is not theirs: their ways in end here, and the one-time password goes to whom the operator knows.
 */
async function disown(tx: Kysely<DB>, userId: string): Promise<void> {
  await tx.deleteFrom('sessions').where('user_id', '=', userId).execute()
  await tx.deleteFrom('accounts').where('user_id', '=', userId).execute()
  await tx.updateTable('users').set({ must_change_password: true }).where('id', '=', userId).execute()
}

function asTaken(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.code !== '23505') return error
  if (error.constraint === 'workspaces_slug_key') return new Taken('slug', { cause: error })
  if (error.constraint === 'channels_phone_number_id_key') return new Taken('phone number id', { cause: error })
  return error
}

export type WorkspaceSummary = {
  id: string
  slug: string
  name: string
  timezone: string
  botOn: boolean
  reviewPolicy: string
  liveAt: Date | null
}

export async function findWorkspaceBySlug(db: Db, slug: string): Promise<WorkspaceSummary | undefined> {
  return db.selectFrom('workspaces').select(summary).where('slug', '=', slug).executeTakeFirst()
}

export async function listWorkspaces(db: Db): Promise<WorkspaceSummary[]> {
  return db.selectFrom('workspaces').select(summary).orderBy('slug').execute()
}

const summary = [
  'id',
  'slug',
  'name',
  'timezone',
  'bot_on as botOn',
  'review_policy as reviewPolicy',
  'live_at as liveAt',
] as const

export type WorkspaceDoor = {
  channelId: string
  provider: string
  phoneNumberId: string
  webhookKey: string
  ownerEmail: string | null
}

/** The first channel of a workspace and its first owner: what its creation had told. */
export async function findWorkspaceDoor(db: Db, workspaceId: string): Promise<WorkspaceDoor | undefined> {
  return db
    .selectFrom('channels')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.workspace_id', '=', 'channels.workspace_id').on('memberships.role', '=', 'owner'),
    )
    .leftJoin('users', 'users.id', 'memberships.user_id')
    .select([
      'channels.id as channelId',
      'channels.provider',
      'channels.phone_number_id as phoneNumberId',
      'channels.webhook_key as webhookKey',
      'users.email as ownerEmail',
    ])
    .where('channels.workspace_id', '=', workspaceId)
    .orderBy('channels.created_at')
    .orderBy('memberships.created_at')
    .limit(1)
    .executeTakeFirst()
}

/** Turns the bot on and starts the first week, once; `restart` starts it again. `IncidentOpen` while an incident is open. */
export async function setLive(
  tx: WorkspaceTx,
  { workspaceId, restart, actor }: { workspaceId: string; restart: boolean; actor: string },
): Promise<{ slug: string; liveAt: Date }> {
  await switchAri(tx, { workspaceId, actor, on: true })
  const { slug, liveAt } = await tx
    .updateTable('workspaces')
    .set({ live_at: restart ? sql<Date>`now()` : sql<Date>`coalesce(live_at, now())` })
    .where('id', '=', workspaceId)
    .returning(['slug', sql<Date>`live_at`.as('liveAt')])
    .executeTakeFirstOrThrow()
  await insertAudit(tx, { workspaceId, actor, action: 'workspace.live', subject: slug, detail: { restart } })
  return { slug, liveAt }
}

const COUNTED = [
  'channels',
  'memberships',
  'contacts',
  'conversations',
  'messages',
  'drafts',
  'knowledge',
  'consultants',
  'slots',
  'bookings',
] as const

export type WorkspaceCounts = Record<(typeof COUNTED)[number], number>

/** How many rows of each kind a workspace has. */
export async function countWorkspaceRows(db: Db, workspaceId: string): Promise<WorkspaceCounts> {
  const counts = COUNTED.map(
    (table) => sql`(select count(*) from ${sql.table(table)} where workspace_id = ${workspaceId}) as ${sql.ref(table)}`,
  )
  const { rows } = await sql<WorkspaceCounts>`select ${sql.join(counts)}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new RangeError('A count has one row.')
  return row
}

/**
 * Deletes the workspace and every row of it, its audit log included. Its people keep their sign-in:
 * they may belong to other workspaces.
 */
export async function deleteWorkspace(db: Db, workspaceId: string): Promise<WorkspaceCounts> {
  return db.transaction().execute(async (tx) => {
    // Locked first, so that what is counted is what is deleted: rows of a workspace need its row.
    await tx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute()
    const counts = await countWorkspaceRows(tx, workspaceId)
    for (const table of ['model_calls', 'bot_events'] as const)
      await tx.deleteFrom(table).where('workspace_id', '=', workspaceId).execute()
    await tx.deleteFrom('workspaces').where('id', '=', workspaceId).execute()
    return counts
  })
}

/** What the business calls itself, and where it is reached. */
export async function readOwnContacts(
  tx: WorkspaceTx,
): Promise<{ name: string; phone: string | null; email: string | null; timezone: string }> {
  return tx.selectFrom('workspaces').select(['name', 'phone', 'email', 'timezone']).executeTakeFirstOrThrow()
}
