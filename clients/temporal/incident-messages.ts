import type { Client } from '@temporalio/client'
import {
  INCIDENT_MESSAGES,
  incidentMessagesWorkflowId,
  type IncidentMessagesInput,
} from '#workflows/incident-messages/contract.ts'
import { startOnce } from './start-once.ts'

export type IncidentMessages = ReturnType<typeof createIncidentMessages>

/** Messages to the customers of an incident, seen from outside. */
export function createIncidentMessages(client: Client, { taskQueue }: { taskQueue: string }) {
  return {
    /** Has those written that wait in Postgres; asked again, it is the same. False where Temporal is away. */
    start: (input: IncidentMessagesInput): Promise<boolean> =>
      startOnce(client, INCIDENT_MESSAGES, {
        ...{ workflowId: incidentMessagesWorkflowId(input.mailingId), taskQueue, input },
        workflowTaskTimeout: '2 seconds',
        staticSummary: 'Messages to the customers of an incident',
      }),
  }
}
