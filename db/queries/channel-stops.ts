import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { newsOf } from './notify.ts'

/** How long until one message is let through to see whether WhatsApp takes it again. */
const PROBE_EVERY = sql`interval '5 minutes'`

type Stop = {
  workspaceId: string
  channelId: string
  reason: string
  code: number | null
  /** What the refused call carried: by now another one may stand there, and that one was not refused. */
  accessTokenSealed: string | null
}

/** Nothing more is sent on the channel until a person has put it right. False where it was so already. */
export async function stopChannel(tx: WorkspaceTx, stop: Stop): Promise<boolean> {
  const { workspaceId, channelId, reason, code, accessTokenSealed } = stop
  const stopped = await tx
    .updateTable('channels')
    .set({
      stopped_at: sql`clock_timestamp()`,
      stopped_reason: reason,
      stopped_code: code,
      probe_at: sql`clock_timestamp() + ${PROBE_EVERY}`,
    })
    .where('id', '=', channelId)
    .where('stopped_at', 'is', null)
    .where(sql<boolean>`access_token_sealed is not distinct from ${accessTokenSealed}`)
    .returning('id')
    .executeTakeFirst()
  if (!stopped) return false
  const detail = { reason, code }
  await insertAudit(tx, { workspaceId, actor: 'worker', action: 'channel.stopped', subject: channelId, detail })
  await notifyOfChannel(tx, channelId)
  return true
}

/** Whether this message may be the one to try a stopped channel: one in five minutes may. */
export async function takeProbe(tx: WorkspaceTx, channelId: string): Promise<boolean> {
  const taken = await tx
    .updateTable('channels')
    .set({ probe_at: sql`clock_timestamp() + ${PROBE_EVERY}` })
    .where('id', '=', channelId)
    .where('stopped_at', 'is not', null)
    .where('probe_at', '<=', sql<Date>`clock_timestamp()`)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** What waits goes out again. False where the channel was not stopped. */
export async function resumeChannel(
  tx: WorkspaceTx,
  { workspaceId, channelId, actor }: { workspaceId: string; channelId: string; actor: string },
): Promise<boolean> {
  const resumed = await tx
    .updateTable('channels')
    .set({ stopped_at: null, stopped_reason: null, stopped_code: null, probe_at: null })
    .where('id', '=', channelId)
    .where('stopped_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (!resumed) return false
  await insertAudit(tx, { workspaceId, actor, action: 'channel.resumed', subject: channelId })
  await notifyOfChannel(tx, channelId)
  return true
}

/** A new token, with which the channel is tried at once. */
export async function replaceAccessToken(
  tx: WorkspaceTx,
  channel: { workspaceId: string; channelId: string; accessTokenSealed: string; actor: string },
): Promise<{ resumed: boolean }> {
  const { workspaceId, channelId, accessTokenSealed, actor } = channel
  await tx.updateTable('channels').set({ access_token_sealed: accessTokenSealed }).where('id', '=', channelId).execute()
  await insertAudit(tx, { workspaceId, actor, action: 'channel.token_replaced', subject: channelId })
  return { resumed: await resumeChannel(tx, { workspaceId, channelId, actor }) }
}

export type ChannelSummary = {
  channelId: string
  phoneNumberId: string
  displayPhone: string | null
  stoppedAt: Date | null
  reason: string | null
  code: number | null
}

/** The channels of the workspace, the oldest first. */
export async function listChannels(tx: WorkspaceTx): Promise<ChannelSummary[]> {
  return channels(tx).execute()
}

export async function listStoppedChannels(tx: WorkspaceTx): Promise<ChannelSummary[]> {
  return channels(tx).where('stopped_at', 'is not', null).execute()
}

const channels = (tx: WorkspaceTx) =>
  tx
    .selectFrom('channels')
    .orderBy('created_at')
    .orderBy('id')
    .select([
      'id as channelId',
      'phone_number_id as phoneNumberId',
      'display_phone as displayPhone',
      'stopped_at as stoppedAt',
      'stopped_reason as reason',
      'stopped_code as code',
    ])

/** Pages hear of conversations: by the latest of the channel every inbox of the workspace looks again. */
async function notifyOfChannel(tx: WorkspaceTx, channelId: string): Promise<void> {
  const latest = await tx
    .selectFrom('conversations')
    .where('channel_id', '=', channelId)
    .orderBy(sql`last_message_at desc nulls last`)
    .limit(1)
    .select('id')
    .executeTakeFirst()
  if (latest) await sql`select ${newsOf('channel', latest.id)}`.execute(tx)
}
