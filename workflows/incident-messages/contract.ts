/** What a person writes to the customers of an incident, one after the other. */
export const INCIDENT_MESSAGES = 'incidentMessages'
export const incidentMessagesWorkflowId = (mailingId: string): string => `incident-messages:${mailingId}`

export type IncidentMessagesInput = { workspaceId: string; mailingId: string }
