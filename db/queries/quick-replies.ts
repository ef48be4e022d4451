import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { DatabaseError } from 'pg'
import type { QuickReply } from '#schema/quick-reply.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

export type QuickReplyListed = QuickReply & {
  id: string
  updatedAt: Date
  /** Who last changed it; null for somebody who is gone. */
  updatedBy: string | null
}

type Change = { userId: string; workspaceId: string }
/** `taken`: another one has this shortcut. `full`: there are as many as there may be. */
export type QuickReplyOutcome = { outcome: 'kept'; id: string } | { outcome: 'taken' | 'gone' | 'full' }

/** All of them are shown at once, and more than a few dozen nobody remembers. */
const MOST = 200

/** The workspace's quick replies, by their shortcuts. */
export async function listQuickReplies(tx: WorkspaceTx): Promise<QuickReplyListed[]> {
  const rows = await tx
    .selectFrom('quick_replies as q')
    .leftJoin('users', 'users.id', 'q.updated_by')
    .orderBy('q.shortcut')
    .select([
      'q.id',
      'q.shortcut',
      'q.name',
      'q.text',
      'q.link_label as label',
      'q.link_url as url',
      'q.updated_at as updatedAt',
      'users.name as updatedBy',
    ])
    .execute()
  return rows.map(({ label, url, ...reply }) => ({
    ...reply,
    link: label === null || url === null ? null : { label, url },
  }))
}

export async function insertQuickReply(tx: WorkspaceTx, reply: QuickReply, by: Change): Promise<QuickReplyOutcome> {
  const { count } = await tx
    .selectFrom('quick_replies')
    .select((all) => all.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= MOST) return { outcome: 'full' }
  const id = uuidv7()
  const inserted = await tx
    .insertInto('quick_replies')
    .values({ id, ...columnsOf(reply), updated_by: by.userId })
    .onConflict((conflict) => conflict.constraint('quick_reply_shortcut').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) return { outcome: 'taken' }
  await audit(tx, by, 'quick-reply.created', id, { shortcut: reply.shortcut })
  return { outcome: 'kept', id }
}

/** Changes all of it; the next use has the new text. The audit log says what was changed. */
export async function updateQuickReply(
  tx: WorkspaceTx,
  id: string,
  reply: QuickReply,
  by: Change,
): Promise<QuickReplyOutcome> {
  const before = await tx
    .selectFrom('quick_replies')
    .where('id', '=', id)
    .select(['shortcut', 'name', 'text', 'link_label', 'link_url'])
    .forUpdate()
    .executeTakeFirst()
  if (before === undefined) return { outcome: 'gone' }
  const after = columnsOf(reply)
  const changed = Object.entries(after)
    .filter(([name, value]) => before[name as keyof typeof before] !== value)
    .map(([name]) => name)
  if (changed.length === 0) return { outcome: 'kept', id }
  await tx
    .updateTable('quick_replies')
    .set({ ...after, updated_by: by.userId, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
  await audit(tx, by, 'quick-reply.changed', id, { shortcut: reply.shortcut, changed })
  return { outcome: 'kept', id }
}

export async function deleteQuickReply(tx: WorkspaceTx, id: string, by: Change): Promise<'deleted' | 'gone'> {
  const gone = await tx.deleteFrom('quick_replies').where('id', '=', id).returning('shortcut').executeTakeFirst()
  if (gone === undefined) return 'gone'
  await audit(tx, by, 'quick-reply.deleted', id, gone)
  return 'deleted'
}

/** A change gave it a shortcut that another one has. */
export function isShortcutTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23505' && error.constraint === 'quick_reply_shortcut'
}

function columnsOf({ shortcut, name, text, link }: QuickReply) {
  return { shortcut, name, text, link_label: link?.label ?? null, link_url: link?.url ?? null }
}

async function audit(
  tx: WorkspaceTx,
  { userId, workspaceId }: Change,
  action: string,
  subject: string,
  detail: Record<string, string | string[]>,
): Promise<void> {
  await insertAudit(tx, { workspaceId, actor: userId, action, subject, detail })
}
