import { raiseAlert } from '#db/queries/alerts.ts'
import { readCalendar } from '#db/queries/calendar.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import { notify } from '#db/queries/notify.ts'
import { readReviewPolicy } from '#db/queries/reviews.ts'
import { findWaiting, insertClockEvent, keepClock, readServiceLevel } from '#db/queries/service-level.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { clockOf, mayStartClock } from '#domain/service-level/clock.ts'
import type { AlertKind } from '#schema/alert.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { AnswerClock, ClockStep } from '#schema/service-level.ts'
import type { Deps } from './deps.ts'

const MINUTE_MS = 60_000

type Of = { conversationId: string; state: ConversationState }

/** Begins the clock of a customer who waits for people; null where nobody does, or one runs already. */
export async function startClock(tx: WorkspaceTx, { conversationId, state }: Of): Promise<AnswerClock | null> {
  if (!mayStartClock(state)) return null
  const waiting = await findWaiting(tx, conversationId)
  if (waiting === undefined) return null
  const [level, calendar, { settings }] = await Promise.all([
    readServiceLevel(tx),
    readCalendar(tx),
    readReviewPolicy(tx),
  ])
  const clock = clockOf(waiting, level, { ...calendar, marginMs: settings.marginMinutes * MINUTE_MS })
  if (clock !== null) await keepClock(tx, { conversationId, clock })
  return clock
}

/** Whom a step calls. */
const ALERT_OF: Readonly<Record<ClockStep, AlertKind>> = {
  due: 'answer_due',
  late: 'answer_late',
  owner: 'owner_called',
  window: 'window_closing',
}

export const createServiceLevelActivities = ({ db, log }: Pick<Deps, 'db' | 'log'>) => ({
  /** A step of the clock: people are told, and all but the warning stands in the thread. `state`: after the step. */
  async callForAnswer({
    workspaceId,
    conversationId,
    state,
    step,
  }: Of & { workspaceId: string; step: ClockStep }): Promise<void> {
    const { floor, clock } = state
    const isCalled = await db.inWorkspace(workspaceId, async (tx) => {
      await projectState(tx, { conversationId, state, passed: [] })
      // Answered just now, and not yet heard of: nobody is called for nothing.
      if (clock === undefined || (await findWaiting(tx, conversationId)) === undefined) return false
      const { sinceMs } = clock
      if (step !== 'due') await insertClockEvent(tx, { conversationId, epoch: floor.epoch, sinceMs, step })
      await raiseAlert(tx, { kind: ALERT_OF[step], subject: `${conversationId} ${String(sinceMs)}`, conversationId })
      await notify(tx, { kind: 'conversation', conversationId })
      return true
    })
    if (isCalled) log.info({ event: 'answer_called_for', conversationId, step }, 'A customer waits for people')
  },
})
