import { sql } from 'kysely'
import type { Floor } from '#schema/conversation.ts'
import type { BotCounter } from '#schema/figures.ts'
import type { Db, WorkspaceTx } from '../connect.ts'

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

/** A day of the workspace's own calendar, and when it begins. */
export type Day = { day: string; from: Date }

/**
 * On which of the days something was, from 1 on. To ask Postgres for the date in the workspace's time zone takes six
 * times as long for each row, and would be another day than that of the list where a clock goes back at midnight.
 */
export const dayAt = (column: string, days: readonly Day[]) =>
  sql<number>`width_bucket(${sql.ref(column)}, ${days.map(({ from }) => from)}::timestamptz[])`

/** The counters of a stretch of time, in all and by its days; `to` is not within. A day without any has no row. */
export async function readBotCounters(
  tx: WorkspaceTx,
  { from, to }: { from: Date; to: Date },
  days: readonly Day[] = [],
): Promise<{ total: BotCounts; days: ({ day: string } & BotCounts)[] }> {
  const { rows } = await sql<{ day: number; counter: BotCounter; count: number }>`
    select ${days.length === 0 ? sql`0` : dayAt('e.at', days)} as day, e.counter, count(*) as count
    from bot_events e where e.at >= ${from} and e.at < ${to} group by 1, 2 order by 1, 2`.execute(tx)
  const total = none()
  const byDay = new Map<string, { day: string } & BotCounts>()
  for (const { day: number, counter, count } of rows) {
    total[counter] += count
    const day = days[number - 1]?.day
    if (day !== undefined) byDay.set(day, { ...(byDay.get(day) ?? { day, ...none() }), [counter]: count })
  }
  return { total, days: [...byDay.values()] }
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
