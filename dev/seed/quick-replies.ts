import type { Kysely } from 'kysely'
import type { DB } from '#schema/tables.ts'
import { quickReplies } from '../demo/quick-replies.ts'
import { seedId } from './ids.ts'

/** Adds the quick replies that are not there; those that somebody has edited stay as they are. */
export async function seedQuickReplies(tx: Kysely<DB>, workspaceId: string): Promise<void> {
  await tx
    .insertInto('quick_replies')
    .values(
      quickReplies.map(({ shortcut, name, text, link }) => ({
        id: seedId(workspaceId, 'quick-reply', shortcut),
        workspace_id: workspaceId,
        ...{ shortcut, name, text },
        link_label: link?.label ?? null,
        link_url: link?.url ?? null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
