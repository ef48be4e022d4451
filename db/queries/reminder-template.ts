import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

/** The name of the approved template that reminds of a consultation when the window is closed; null for none. */
export async function readReminderTemplate(tx: WorkspaceTx): Promise<string | null> {
  const { template } = await tx
    .selectFrom('workspaces')
    .select('reminder_template as template')
    .executeTakeFirstOrThrow()
  return template
}

export async function setReminderTemplate(
  tx: WorkspaceTx,
  { template, ...order }: { workspaceId: string; actor: string; template: string | null },
): Promise<void> {
  await tx.updateTable('workspaces').set({ reminder_template: template }).where('id', '=', order.workspaceId).execute()
  await insertAudit(tx, { ...order, action: 'booking.reminder-template', subject: template ?? 'none' })
}
