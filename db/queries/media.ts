import { sql } from 'kysely'
import type { Database, Db, WorkspaceTx } from '../connect.ts'
import { newsOf } from './notify.ts'

export type NewMedia = {
  messageId: string
  kind: string
  providerMediaId: string
  declaredType: string | null
  fileName: string | null
}

/** A file that is to be fetched, with the line that it came on. */
export type DueMedia = {
  messageId: string
  workspaceId: string
  kind: string
  providerMediaId: string
  declaredType: string | null
  fileName: string | null
  /** This try is one of them. */
  attempts: number
  createdAt: Date
  provider: string
  phoneNumberId: string
  accessTokenSealed: string | null
}

/** Notes the files of messages that have just been stored, to be fetched. */
export async function insertMediaOnce(tx: WorkspaceTx, media: readonly NewMedia[]): Promise<void> {
  if (media.length === 0) return
  await tx
    .insertInto('media')
    .values(
      media.map(({ messageId, kind, providerMediaId, declaredType, fileName }) => ({
        message_id: messageId,
        kind,
        provider_media_id: providerMediaId,
        declared_type: declaredType,
        file_name: fileName,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes files that nobody is at, for so long; if they are not done by then, somebody else takes them. */
export async function claimDueMedia(
  platform: Db,
  { limit, forMs }: { limit: number; forMs: number },
): Promise<DueMedia[]> {
  const { rows } = await sql<DueMedia>`
    update media f
    set attempts = f.attempts + 1, next_try_at = now() + ${forMs} * interval '1 ms'
    from (
      select message_id from media where state = 'waiting' and next_try_at <= now()
      order by next_try_at limit ${limit} for update skip locked
    ) due, messages m, channels c
    where f.message_id = due.message_id and m.id = f.message_id and c.id = m.channel_id
    returning f.message_id as "messageId", f.workspace_id as "workspaceId", f.kind, f.attempts,
      f.provider_media_id as "providerMediaId", f.declared_type as "declaredType", f.file_name as "fileName",
      f.created_at as "createdAt", c.provider, c.phone_number_id as "phoneNumberId",
      c.access_token_sealed as "accessTokenSealed"`.execute(platform)
  return rows
}

type Fetched = Pick<DueMedia, 'messageId' | 'workspaceId'>

/** It is there now. `false` where nobody waits for it any more: done by another, or its message is gone. */
export function markMediaKept(
  database: Database,
  { messageId, workspaceId }: Fetched,
  file: { fileKey: string; foundType: string | null; bytes: number; sha256: string },
): Promise<boolean> {
  return close(database, workspaceId, messageId, {
    state: 'kept',
    file_key: file.fileKey,
    found_type: file.foundType,
    bytes: file.bytes,
    sha256: file.sha256,
    reason: null,
    kept_at: new Date(),
  })
}

/** It will never be there, and why. */
export async function markMediaLost(
  database: Database,
  { messageId, workspaceId }: Fetched,
  { state, reason }: { state: 'refused' | 'gone'; reason: string },
): Promise<void> {
  await close(database, workspaceId, messageId, { state, reason })
}

/** It waits on. */
export async function postponeMedia(
  database: Database,
  { messageId, workspaceId }: Fetched,
  { reason, pauseMs }: { reason: string; pauseMs: number },
): Promise<void> {
  await database.inWorkspace(workspaceId, (tx) =>
    tx
      .updateTable('media')
      .set({ reason, next_try_at: sql`now() + ${pauseMs} * interval '1 ms'` })
      .where('message_id', '=', messageId)
      .where('state', '=', 'waiting')
      .execute(),
  )
}

type Closing = { state: string; reason: string | null } & Partial<
  Record<'file_key' | 'found_type' | 'sha256', string | null> & { bytes: number; kept_at: Date }
>

function close(database: Database, workspaceId: string, messageId: string, set: Closing): Promise<boolean> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const closed = await tx
      .updateTable('media')
      .set(set)
      .where('message_id', '=', messageId)
      .where('state', '=', 'waiting')
      .returning('message_id')
      .executeTakeFirst()
    if (!closed) return false
    // Live pages ask for what changed of messages: this one did.
    const message = await tx
      .updateTable('messages')
      .set({ updated_at: sql`now()` })
      .where('id', '=', messageId)
      .returning('conversation_id as conversationId')
      .executeTakeFirst()
    if (message) await sql`select ${newsOf('message', message.conversationId)}`.execute(tx)
    return true
  })
}

/** Whether the message still has its file with us. */
export async function isMediaKept(database: Database, { messageId, workspaceId }: Fetched): Promise<boolean> {
  const row = await database.inWorkspace(workspaceId, (tx) => findKeptMedia(tx, messageId))
  return row !== undefined
}

/** The file of a message, where it is kept. */
export function findKeptMedia(tx: WorkspaceTx, messageId: string) {
  return tx
    .selectFrom('media')
    .where('message_id', '=', messageId)
    .where('state', '=', 'kept')
    .select(['file_key as fileKey', 'found_type as foundType', 'file_name as fileName', 'bytes', 'sha256'])
    .executeTakeFirst()
}
