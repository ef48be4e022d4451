import { continueAsNew, workflowInfo } from '@temporalio/workflow'
import { listUnwrittenCustomers, writeToCustomer } from '../effects.ts'
import type { IncidentMessagesInput } from './contract.ts'

/**
 * Writes what a person wants told to each customer of an incident, however often the worker dies over it and whether or
 * not anybody looks. Postgres knows who was written to: each gets one message.
 */
export async function incidentMessages({ workspaceId, mailingId }: IncidentMessagesInput): Promise<void> {
  for (;;) {
    const contactIds = await listUnwrittenCustomers({ workspaceId, mailingId })
    if (contactIds.length === 0) return
    for (const contactId of contactIds) await writeToCustomer({ workspaceId, mailingId, contactId })
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof incidentMessages>({ workspaceId, mailingId })
  }
}
