/** What people are told of wherever they are. */
export const ALERT_KINDS = [
  /** A draft is due, and nobody has decided. */
  'review_due',
  /** Nobody read it in time: people have the conversation. */
  'review_overdue',
  /** A customer waits for people, and the time to answer is nearly up; or is over. */
  'answer_due',
  'answer_late',
  /** The 24 hours are nearly over, and nobody has answered: then only a template is left. */
  'window_closing',
  /** The owner is called on: nobody has answered. */
  'owner_called',
  /** ARI was stopped because of what it said. */
  'incident',
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** What a person chooses for: drafts that wait, customers who wait, and what cannot wait at all. */
export type AlertGroup = 'drafts' | 'customers' | 'urgent'

/** Slack is the workspace's; the others are a person's. */
export type AlertWay = 'push' | 'mail' | 'slack'
export type PersonalWay = Exclude<AlertWay, 'slack'>

/** Minutes of the day, by the workspace's clock; a night goes over midnight. */
export type QuietHours = { fromMinute: number; toMinute: number }

/** How a person wants to be told. */
export type AlertSettings = Record<AlertGroup, Record<PersonalWay, boolean>> & {
  /** A tone in the open page when a draft begins to wait. */
  sound: boolean
  quiet: QuietHours | null
}

/** A browser that can be told something, as it describes itself. */
export type PushSubscription = { endpoint: string; p256dh: string; auth: string }
