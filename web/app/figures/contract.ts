import type { DayRange } from '#domain/review/day-range.ts'
import type { FigureUnit } from '#domain/review/figure-value.ts'
import type { BotCounter, FigureName } from '#schema/figures.ts'

// What the pages of the figures are given. Days are the workspace's own.

/** `null` where there was nothing to measure. */
type Shown = {
  value: number | null
  before: number | null
  /** One for each day of the range. */
  days: (number | null)[]
}

export type ShownCounter = { name: BotCounter } & Shown
export type ShownFigure = {
  name: FigureName
  unit: FigureUnit
  count: number
  hits: number
  /** Nine of ten did not take longer; only where it tells how long. */
  p90: number | null
} & Shown

/** What is known of one intent. */
export type IntentRow = {
  intent: string
  answers: number
  decided: number
  edited: number | null
  reviewTime: number | null
  overdue: number | null
  invented: number | null
  complaints: number
}

/** What stands on the page before anything is counted. */
export type FiguresFrame = { range: DayRange; today: string }

/** All numbers of a range of days. */
export type ShownNumbers = {
  days: string[]
  counters: ShownCounter[]
  figures: ShownFigure[]
  intents: IntentRow[]
}

export type BehindRow = {
  id: string
  at: string
  contactId: string
  who: string | null
  messageId: string | null
  said: string | null
  author: string | null
  hit: boolean
  seconds: number | null
  detail: string | null
}

/** What stands behind a figure. */
export type BehindPage = {
  what: FigureName | BotCounter
  isCounter: boolean
  range: DayRange
  /** The one of its days that is shown; null: all. */
  day: string | null
  /** Null: what counts, and the rest. */
  only: 'hit' | 'rest' | null
  intent: string | null
  rows: BehindRow[]
  next: string | null
  isFirstPage: boolean
}
