/** What a workspace is told of how ARI does, beside the five counters. */
export const FIGURES = [
  'responded',
  'escalated',
  'satisfied',
  'invented',
  'edited',
  'reviewTime',
  'overdue',
  'humanTime',
] as const
export type FigureName = (typeof FIGURES)[number]

/** What is counted of ARI, each thing once. */
export const BOT_COUNTERS = [
  'responsesGenerated',
  'escalationsTriggered',
  'uncertaintyDetected',
  'humanReviewChanges',
  'customerComplaints',
] as const
export type BotCounter = (typeof BOT_COUNTERS)[number]

/** A reviewer decides within so many seconds, and a person answers a customer who waits for one. */
export const REVIEW_SECONDS = 30
export const HUMAN_SECONDS = 120
