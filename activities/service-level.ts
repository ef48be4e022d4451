import { raiseAlert } from '#db/queries/alerts.ts'
import { readCalendar } from '#db/queries/calendar.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import { notify } from '#db/queries/notify.ts'
import { readReviewPolicy } from '#db/queries/reviews.ts'
import { findWaiting, insertClockEvent, keepClock, readServiceLevel } from '#db/queries/service-level.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { clockOf, isOfPeople, mayStartClock, withWindowOf } from '#domain/service-level/clock.ts'
import type { AlertKind } from '#schema/alert.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { AnswerClock, ClockStep } from '#schema/service-level.ts'
import type { Deps } from './deps.ts'

const MINUTE_MS = 60_000

type Of = { conversationId: string; state: ConversationState }

/**
 * Begins the clock of a customer who waits for people, or moves one that runs to the window's new end where they wrote
 * on; null where nothing changes.
 */
export async function startClock(
  tx: WorkspaceTx,
  { conversationId, state, wroteOn }: Of & { wroteOn: boolean },
): Promise<AnswerClock | null> {
  const running = wroteOn && isOfPeople(state) ? state.clock : undefined
  if (!mayStartClock(state) && running === undefined) return null
  const waiting = await findWaiting(tx, conversationId)
  if (waiting === undefined) return null
  const [level, calendar, { settings }] = await Promise.all([
    readServiceLevel(tx),
    readCalendar(tx),
    readReviewPolicy(tx),
  ])
  const since = running ?? waiting
  const fresh = clockOf({ ...waiting, sinceMs: since.sinceMs }, level, {
    ...calendar,
    marginMs: settings.marginMinutes * MINUTE_MS,
  })
  const clock = running === undefined ? fresh : withWindowOf(running, fresh, Date.now())
  if (clock === null || clock === running) return null
  await keepClock(tx, { conversationId, clock })
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
      const waiting = await findWaiting(tx, conversationId)
      if (clock === undefined || waiting === undefined) return false
      const { sinceMs } = clock
      // A window that was about to close, and was opened anew, is told of again.
      const ofWindow = step === 'window' && waiting.windowEndsAtMs !== null ? { endsAtMs: waiting.windowEndsAtMs } : {}
      const subject = [conversationId, sinceMs, ...Object.values(ofWindow)].join(' ')
      if (step !== 'due') await insertClockEvent(tx, { conversationId, epoch: floor.epoch, sinceMs, step, ...ofWindow })
      await raiseAlert(tx, { kind: ALERT_OF[step], subject, conversationId })
      await notify(tx, { kind: 'conversation', conversationId })
      return true
    })
    if (isCalled) log.info({ event: 'answer_called_for', conversationId, step }, 'A customer waits for people')
  },
})
