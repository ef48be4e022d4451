import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { AlertKind } from '#schema/alert.ts'
import type { WorkspaceTx } from '../connect.ts'

export type Alert = { kind: AlertKind; subject: string; conversationId: string | null }

/**
 * Has people told of something, in the transaction of what it tells of. `subject` names what happened: raised twice, it
 * is one alert.
 */
export async function raiseAlert(tx: WorkspaceTx, { kind, subject, conversationId }: Alert): Promise<void> {
  const raised = await tx
    .insertInto('alerts')
    .values({ id: uuidv7(), kind, subject, conversation_id: conversationId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('workspace_id as workspaceId')
    .executeTakeFirst()
  if (raised === undefined) return
  await sql`select pg_notify('desk', json_build_object('workspaceId', ${raised.workspaceId}::text, 'kind', 'alert')::text)`.execute(
    tx,
  )
}
