import type { IncidentStep } from '#schema/incident.ts'

// What the page of an incident is given. Times are ISO strings in UTC, but for the period's, which are the workspace's.

export type ShownIncident = {
  id: string
  reason: string
  openedAt: string
  openedBy: string | null
  /** As `2026-11-22T14:30`. */
  from: string
  to: string
  ticks: Partial<Record<IncidentStep, { by: string | null; at: string }>>
  closedAt: string | null
  closedBy: string | null
  note: string | null
  marked: number
}

export type ShownAnswer = {
  messageId: string
  contactId: string
  name: string | null
  phone: string | null
  at: string
  question: string
  answer: string
  intent: string | null
  isMarked: boolean
}

/** Which answers are shown, and how many there are of them. */
export type AnswersPage = {
  answers: ShownAnswer[]
  words: string
  markedOnly: boolean
  count: number
  customers: number
  next: string | null
  isFirst: boolean
}

/** `none`: nothing was done yet. `failed`: WhatsApp did not take the message. */
export type ToldState = 'none' | 'waiting' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'by_hand'

export type ShownCustomer = {
  contactId: string
  name: string | null
  phone: string | null
  answers: number
  windowOpen: boolean
  state: ToldState
  note: string | null
  by: string | null
}

export type ShownTrail = {
  id: string
  at: string
  action: string
  by: string | null
  words: string | null
  customer: string | null
  detail: { answers?: number; customers?: number; step?: string; uncontacted?: number }
}

export type PastIncident = Pick<ShownIncident, 'id' | 'reason' | 'openedAt' | 'closedAt' | 'closedBy' | 'marked'>

/** How far telling the customers is. */
export type Telling = { total: number; done: number; waiting: number; failed: number; free: number; closed: number }

/** What the page shows: the incident that is open or was asked for, and those that are over. */
export type IncidentPage = {
  ariOn: boolean
  /** Customers who wrote while ARI was off and wait for an answer. */
  unanswered: number
  shown: {
    incident: ShownIncident
    answers: AnswersPage
    customers: ShownCustomer[]
    telling: Telling
    trail: ShownTrail[]
  } | null
  past: PastIncident[]
}

export type IncidentOrder =
  | { do: 'period'; from: string; to: string }
  | { do: 'mark'; messageIds: string[]; on: boolean }
  | { do: 'markFound'; words: string; on: boolean }
  | { do: 'write'; mailingId: string; body: string }
  | { do: 'resume' }
  | { do: 'told'; contactId: string; note: string; on: boolean }
  | { do: 'tick'; step: IncidentStep; on: boolean }
  | { do: 'note'; body: string }
  | { do: 'goOn'; note: string; isConfirmed: boolean }
