import { sql } from 'kysely'
import type { Floor } from '#schema/conversation.ts'
import type { Db, WorkspaceTx } from '../connect.ts'

export const BOT_COUNTERS = [
  'responsesGenerated',
  'escalationsTriggered',
  'uncertaintyDetected',
  'humanReviewChanges',
  'customerComplaints',
] as const
export type BotCounter = (typeof BOT_COUNTERS)[number]
export type BotCounts = Record<BotCounter, number>

/**
 * Counts something once, in the transaction of what it counts. A row for each thing, and no sum that grows: what is tried
 * again counts once, and turns that end at the same moment do not wait for each other.
 */
export async function countOnce(tx: WorkspaceTx, counter: BotCounter, subject: string): Promise<void> {
  await tx
    .insertInto('bot_events')
    .values({ counter, subject })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

type Checked = { name: string; passed: boolean; warning?: string | undefined }

/** A reply was drafted in answer to a message; drafting it again, after a crash or with more to answer, is the same reply. */
export async function countDraft(
  tx: WorkspaceTx,
  { messageId, hasReply, checks }: { messageId: string; hasReply: boolean; checks: readonly Checked[] },
): Promise<void> {
  const isUnsure = checks.some(
    ({ name, passed, warning }) => warning !== undefined || (!passed && ['confidence', 'hedging'].includes(name)),
  )
  await Promise.all([
    hasReply && countOnce(tx, 'responsesGenerated', messageId),
    isUnsure && countOnce(tx, 'uncertaintyDetected', messageId),
  ])
}

/** Takes back what was counted by mistake. */
export async function uncount(tx: WorkspaceTx, counter: BotCounter, subject: string): Promise<void> {
  await tx.deleteFrom('bot_events').where('counter', '=', counter).where('subject', '=', subject).execute()
}

/** People's own: the floor passes, and ARI did not ask for it. */
export const OF_PEOPLE: readonly string[] = [
  'reviewer_escalated',
  'taken_over',
  'answered_on_phone',
  'recalled',
  'paused',
]

/** ARI passed the floor to people. */
export async function countEscalation(
  tx: WorkspaceTx,
  conversationId: string,
  { holder, epoch, reason }: Floor,
): Promise<void> {
  if (holder !== 'team' || reason === null || OF_PEOPLE.includes(reason)) return
  await countOnce(tx, 'escalationsTriggered', `${conversationId} ${epoch}`)
}

/** The counters of a stretch of time, by the workspace's own days; `to` is not within. A day without any has no row. */
export async function readBotCounters(
  tx: WorkspaceTx,
  { from, to }: { from: Date; to: Date },
): Promise<{ total: BotCounts; days: ({ day: string } & BotCounts)[] }> {
  const { rows } = await sql<{ day: string; counter: BotCounter; count: number }>`
    select to_char(e.at at time zone w.timezone, 'YYYY-MM-DD') as day, e.counter, count(*) as count
    from bot_events e join workspaces w on w.id = e.workspace_id
    where e.at >= ${from} and e.at < ${to} group by 1, 2 order by 1, 2`.execute(tx)
  const total = none()
  const days = new Map<string, { day: string } & BotCounts>()
  for (const { day, counter, count } of rows) {
    const of = days.get(day) ?? { day, ...none() }
    days.set(day, { ...of, [counter]: count })
    total[counter] += count
  }
  return { total, days: [...days.values()] }
}

/** Of all workspaces together, since midnight UTC. */
export async function readBotCountersToday(db: Db): Promise<BotCounts> {
  const { rows } = await sql<{ counter: BotCounter; count: number }>`
    select counter, count(*) as count from bot_events where at >= date_trunc('day', now(), 'UTC')
    group by counter`.execute(db)
  return { ...none(), ...Object.fromEntries(rows.map(({ counter, count }) => [counter, count])) }
}

const none = (): BotCounts => ({
  responsesGenerated: 0,
  escalationsTriggered: 0,
  uncertaintyDetected: 0,
  humanReviewChanges: 0,
  customerComplaints: 0,
})
