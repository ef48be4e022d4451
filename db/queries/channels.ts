import type { Db } from '../connect.ts'

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
