import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

/**
 * Told when the transaction commits: live pages hear that something of a conversation changed. Ids only. What was
 * merged into another conversation is told of as that one.
 */
export function newsOf(kind: string, conversationId: string): RawBuilder<unknown> {
  return sql`pg_notify('desk', json_build_object(
    'workspaceId', current_workspace(), 'conversationId',
    coalesce((select merged_into from conversations where id = ${conversationId}::uuid)::text, ${conversationId}::text),
    'kind', ${kind}::text)::text)`
}

/** Told of the very conversation that became part of another one, or whose contact did. */
export async function notifyMerged(tx: WorkspaceTx, conversationId: string): Promise<void> {
  await sql`select pg_notify('desk', json_build_object(
    'workspaceId', current_workspace(), 'conversationId', ${conversationId}::text, 'kind', 'merged')::text)`.execute(tx)
}

export async function notify(
  tx: WorkspaceTx,
  { kind, conversationId }: { kind: string; conversationId: string },
): Promise<void> {
  await sql`select ${newsOf(kind, conversationId)}`.execute(tx)
}
