import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

export type Readiness = {
  channel: Channel | null
  owners: { email: string; mustChangePassword: boolean }[]
  colleagues: number
  eventsReceived: number
  knowledge: number
  freeSlots: number
  weeklyPeriods: number
  draftsReviewed: number
}

type Channel = {
  provider: string
  phoneNumberId: string
  appSecretSealed: string | null
  accessTokenSealed: string | null
  verifyTokenSealed: string | null
}

/** What is there of a workspace, as far as its start depends on it. */
export async function readReadiness(tx: WorkspaceTx): Promise<Readiness> {
  const channel = await tx
    .selectFrom('channels')
    .select([
      'provider',
      'phone_number_id as phoneNumberId',
      'app_secret_sealed as appSecretSealed',
      'access_token_sealed as accessTokenSealed',
      'verify_token_sealed as verifyTokenSealed',
    ])
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  const owners = await tx
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.email', 'users.must_change_password as mustChangePassword'])
    .where('memberships.role', '=', 'owner')
    .orderBy('users.email')
    .execute()
  const counts = await tx
    .selectNoFrom([
      sql<number>`(select count(*) from memberships where role <> 'owner')`.as('colleagues'),
      sql<number>`(select count(*) from (select from inbound_events limit 1000) newest)`.as('eventsReceived'),
      sql<number>`(select count(*) from knowledge)`.as('knowledge'),
      sql<number>`(select count(*) from drafts where reviewed_at is not null)`.as('draftsReviewed'),
      sql<number>`(select count(*) from slots where lower(during) > now() and not exists (
        select from bookings where bookings.slot_id = slots.id and bookings.status = 'confirmed'))`.as('freeSlots'),
      sql<number>`(select count(*) from consultant_hours h join consultants k on k.id = h.consultant_id where k.active)`.as(
        'weeklyPeriods',
      ),
    ])
    .executeTakeFirstOrThrow()
  return { channel: channel ?? null, owners, ...counts }
}
