import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'

/** Tells live pages, when this transaction commits, that something of a conversation changed. Ids only. */
export async function notify(tx: WorkspaceTx, news: { kind: string; conversationId: string }): Promise<void> {
  const { kind, conversationId } = news
  await sql`select pg_notify('desk', json_build_object(
    'workspaceId', current_workspace(), 'conversationId', ${conversationId}::text, 'kind', ${kind}::text)::text)`.execute(
    tx,
  )
}
