import { sql } from 'kysely'
import type { Db, WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

export type ChannelRow = {
  id: string
  workspaceId: string
  provider: string
  phoneNumberId: string
  appSecretSealed: string | null
  appSecretPreviousSealed: string | null
  verifyTokenSealed: string | null
}

/** Whose webhook this is: asked before anything of the request is believed. */
export function findChannelByWebhookKey(db: Db, key: string): Promise<ChannelRow | undefined> {
  return channels(db).where('webhook_key', '=', key).executeTakeFirst()
}

export function findChannelByPhoneNumberId(db: Db, phoneNumberId: string): Promise<ChannelRow | undefined> {
  return channels(db).where('phone_number_id', '=', phoneNumberId).executeTakeFirst()
}

/** A WhatsApp business account may have several numbers; what concerns the account is kept with its first. */
export function findChannelByBusinessAccount(db: Db, accountId: string): Promise<ChannelRow | undefined> {
  return channels(db).where('business_account_id', '=', accountId).orderBy('created_at').limit(1).executeTakeFirst()
}

export type ListedChannel = { id: string; provider: string; phoneNumberId: string }

export async function listChannels(tx: WorkspaceTx): Promise<ListedChannel[]> {
  return tx
    .selectFrom('channels')
    .select(['id', 'provider', 'phone_number_id as phoneNumberId'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

type Rotation = {
  workspaceId: string
  channelId: string
  appSecretSealed: string
  /** What signed until now where the channel had no secret of its own. */
  commonSecretSealed: string | null
  actor: string
}

/** Sets a new app secret and keeps the one before beside it. Whether there was one before. */
export async function rotateAppSecret(tx: WorkspaceTx, rotation: Rotation): Promise<boolean> {
  const { workspaceId, channelId, appSecretSealed, commonSecretSealed, actor } = rotation
  const { previousIsKept } = await tx
    .updateTable('channels')
    .set({
      app_secret_sealed: appSecretSealed,
      app_secret_previous_sealed: sql`coalesce(app_secret_sealed, ${commonSecretSealed})`,
    })
    .where('id', '=', channelId)
    .returning(sql<boolean>`app_secret_previous_sealed is not null`.as('previousIsKept'))
    .executeTakeFirstOrThrow()
  const detail = { previousIsKept }
  await insertAudit(tx, { workspaceId, actor, action: 'channel.secret-rotated', subject: channelId, detail })
  return previousIsKept
}

/** From now on only the newest app secrets count. The channels that had an older one. */
export async function dropPreviousAppSecrets(
  tx: WorkspaceTx,
  { workspaceId, actor }: { workspaceId: string; actor: string },
): Promise<string[]> {
  const dropped = await tx
    .updateTable('channels')
    .set({ app_secret_previous_sealed: null })
    .where('app_secret_previous_sealed', 'is not', null)
    .returning('id')
    .execute()
  for (const { id: subject } of dropped)
    await insertAudit(tx, { workspaceId, actor, action: 'channel.secret-dropped', subject })
  return dropped.map(({ id }) => id)
}

const channels = (db: Db) =>
  db
    .selectFrom('channels')
    .select([
      'id',
      'workspace_id as workspaceId',
      'provider',
      'phone_number_id as phoneNumberId',
      'app_secret_sealed as appSecretSealed',
      'app_secret_previous_sealed as appSecretPreviousSealed',
      'verify_token_sealed as verifyTokenSealed',
    ])
