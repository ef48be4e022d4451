/** What is gone through so that it does not happen again. Each is ticked by a person. */
export const INCIDENT_STEPS = ['guard', 'knowledge', 'proposals', 'tried'] as const
export type IncidentStep = (typeof INCIDENT_STEPS)[number]

export type IncidentTicks = Partial<Record<IncidentStep, { by: string; at: string }>>

/** `window_closed`: WhatsApp takes nothing but a template. `by_hand`: told some other way, as a person says. */
export const CUSTOMER_STATES = ['waiting', 'written', 'window_closed', 'by_hand'] as const
export type CustomerState = (typeof CUSTOMER_STATES)[number]
