import { sql, type Kysely } from 'kysely'
import { makeKey } from '#clients/secrets/password.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import { insertFirstVersion } from '#db/queries/ari-config.ts'
import { insertAudit } from '#db/queries/audit.ts'
import type { DB } from '#schema/tables.ts'
import { company, persona } from '../demo/company.ts'
import { seedId } from './ids.ts'

export const DEMO_SLUG = 'eagle'
export const DEMO_PHONE_NUMBER_ID = '628110000021'
export const DEMO_PHONE = '+628110000021'
/** WhatsApp's business account, which the templates belong to. */
export const DEMO_ACCOUNT_ID = '628110000021900'
export const DEMO_ACCESS_TOKEN = 'demo-access-token'
export const DEMO_WORKSPACE_ID = seedId('workspace', DEMO_SLUG)

/** The slug or the number of the demo is used by something else; the message says what to do. */
class DemoInTheWay extends Error {
  override readonly name = 'DemoInTheWay'
}

export async function seedWorkspace(tx: Kysely<DB>): Promise<void> {
  const inserted = await tx
    .insertInto('workspaces')
    .values({
      id: DEMO_WORKSPACE_ID,
      slug: DEMO_SLUG,
      name: company.name,
      timezone: company.timeZone,
      phone: company.phone,
      email: company.email,
      bot_on: true,
      burst_ms: 4000,
      review_policy: 'off',
      live_at: sql<Date>`now()`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) {
    const { name, language, greeting, tone, refusal } = persona
    await insertFirstVersion(tx, DEMO_WORKSPACE_ID, {
      persona: { botName: name, language, greeting: greeting[language], tone },
      guard: { refusal },
    })
    const detail = { slug: DEMO_SLUG }
    const entry = {
      workspaceId: DEMO_WORKSPACE_ID,
      actor: 'seed',
      action: 'workspace.created',
      subject: DEMO_SLUG,
      detail,
    }
    await insertAudit(tx, entry)
    return
  }
  const found = await tx.selectFrom('workspaces').select('id').where('slug', '=', DEMO_SLUG).executeTakeFirst()
  if (found?.id === DEMO_WORKSPACE_ID) return
  throw new DemoInTheWay(
    `The demo data was not written: there is a workspace "${DEMO_SLUG}" that is not the demo's. Use another database, or delete it: npm run -s workspace -- delete ${DEMO_SLUG}`,
  )
}

export type DemoChannel = { id: string; webhookKey: string }
type Secrets = { appSecret: string; verifyToken: string }

/** The channel, with the secrets of this deployment: they are sealed anew when they, or the key, have changed. */
export async function seedChannel(tx: Kysely<DB>, { seal, open }: Sealer, secrets: Secrets): Promise<DemoChannel> {
  const wanted = {
    app_secret_sealed: secrets.appSecret,
    access_token_sealed: DEMO_ACCESS_TOKEN,
    verify_token_sealed: secrets.verifyToken,
  }
  const sealed = () => ({
    app_secret_sealed: seal(wanted.app_secret_sealed),
    access_token_sealed: seal(wanted.access_token_sealed),
    verify_token_sealed: seal(wanted.verify_token_sealed),
  })
  const columns = [
    'id',
    'workspace_id',
    'webhook_key',
    'app_secret_sealed',
    'access_token_sealed',
    'verify_token_sealed',
  ] as const
  const found = await tx
    .selectFrom('channels')
    .select(columns)
    .where('phone_number_id', '=', DEMO_PHONE_NUMBER_ID)
    .executeTakeFirst()
  if (found === undefined) {
    const channel = { id: seedId(DEMO_WORKSPACE_ID, 'channel'), webhookKey: makeKey() }
    await tx
      .insertInto('channels')
      .values({
        id: channel.id,
        workspace_id: DEMO_WORKSPACE_ID,
        provider: 'meta',
        phone_number_id: DEMO_PHONE_NUMBER_ID,
        display_phone: DEMO_PHONE,
        business_account_id: DEMO_ACCOUNT_ID,
        webhook_key: channel.webhookKey,
        ...sealed(),
      })
      .execute()
    return channel
  }
  if (found.workspace_id !== DEMO_WORKSPACE_ID) {
    throw new DemoInTheWay(
      `The demo data was not written: another workspace has the phone number id ${DEMO_PHONE_NUMBER_ID}. Use another database.`,
    )
  }
  const { id, webhook_key: webhookKey } = found
  const opens = (text: string | null, secret: string) => text !== null && opened(open, text) === secret
  const isCurrent =
    opens(found.app_secret_sealed, wanted.app_secret_sealed) &&
    opens(found.access_token_sealed, wanted.access_token_sealed) &&
    opens(found.verify_token_sealed, wanted.verify_token_sealed)
  if (!isCurrent) await tx.updateTable('channels').set(sealed()).where('id', '=', id).execute()
  return { id, webhookKey }
}

function opened(open: Sealer['open'], sealed: string): string | null {
  try {
    return open(sealed)
  } catch {
    return null
  }
}
