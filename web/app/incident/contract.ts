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
  /** What the customer is called, and their number where that is something else. */
  who: string | null
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

/**
 * `none`: nothing was done yet. `waiting`: the message is not written yet. `failed`: WhatsApp did not take it. `recalled`:
 * a person took it back before it went out.
 */
export type ToldState =
  'none' | 'waiting' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'recalled' | 'by_hand'

export type ShownCustomer = {
  contactId: string
  /** What they are called, and their number where that is something else. */
  who: string | null
  phone: string | null
  /** Without it a message has no first name to begin with. */
  name: string | null
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
  detail: TrailDetail
}

/** What the audit log keeps with a line; older ones have less of it. */
export type TrailDetail = {
  answers?: number
  customers?: number
  step?: string
  /** Of the period, in UTC. */
  from?: string
  to?: string
  uncontacted?: number
  isLive?: boolean
  endsSendingItself?: boolean
  days?: number
  daysBefore?: number
}

/** What going on makes of the rules of review. */
export type GoingOn = {
  isLive: boolean
  readsAlways: boolean
  days: number
  /** So few they were; null where they stay. */
  daysBefore: number | null
  endsSendingItself: boolean
}

export type PastIncident = Pick<ShownIncident, 'id' | 'reason' | 'openedAt' | 'closedAt' | 'closedBy' | 'marked'>

/**
 * How far telling the customers is. `unwritten`: their message waits to be written. `queued`: it is written and goes out.
 * `free`, `closed`: they can be written to, or only by template.
 */
export type Telling = Record<'total' | 'done' | 'unwritten' | 'queued' | 'failed' | 'free' | 'closed', number>

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
    goingOn: GoingOn
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
